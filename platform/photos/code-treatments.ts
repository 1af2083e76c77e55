import type { Sharp } from 'sharp'
import type { ReaderOptions } from 'zxing-wasm/reader'

/** One way to change a crop before another look. Measured on 108 synthetic photos: docs/decisions/papers-card-reading.md. */
export interface Treatment {
  change: (crop: Sharp, width: number) => Sharp
  binarizer: NonNullable<ReaderOptions['binarizer']>
}

const strong = { m1: 4, m2: 6 }
/** Above this width a crop holds more than one symbol of a chat photo, and one look costs as much as ten. */
const WIDEST = 1200
const enlarged = (crop: Sharp, width: number, times: number) =>
  crop.resize({ width: Math.round(Math.max(width, Math.min(width * times, WIDEST))), kernel: 'cubic' })

/** Most fruitful first: the undoing of blur reads more than every other change together. */
export const TREATMENTS: readonly Treatment[] = [
  { change: (crop, w) => enlarged(crop, w, 2).sharpen({ sigma: 3, ...strong }), binarizer: 'LocalAverage' },
  { change: (crop, w) => enlarged(crop, w, 3), binarizer: 'LocalAverage' },
  { change: (crop, w) => enlarged(crop, w, 3).sharpen({ sigma: 4, ...strong }), binarizer: 'GlobalHistogram' },
  { change: (crop, w) => enlarged(crop, w, 2).sharpen({ sigma: 1.5, m1: 3, m2: 5 }), binarizer: 'LocalAverage' },
  { change: (crop, w) => enlarged(crop.normalise(), w, 2).sharpen({ sigma: 2, ...strong }), binarizer: 'LocalAverage' },
  {
    change: (crop, w) =>
      enlarged(crop, w, 3)
        .median(5)
        .sharpen({ sigma: 2.5, ...strong }),
    binarizer: 'LocalAverage',
  },
  {
    change: (crop, w) =>
      enlarged(crop, w, 2)
        .sharpen({ sigma: 2, ...strong })
        .clahe({ width: 48, height: 48, maxSlope: 4 }),
    binarizer: 'LocalAverage',
  },
  { change: (crop, w) => enlarged(crop, w, 2).blur(1), binarizer: 'LocalAverage' },
  { change: (crop, w) => enlarged(crop, w, 3).sharpen({ sigma: 2.5, ...strong }), binarizer: 'GlobalHistogram' },
]
