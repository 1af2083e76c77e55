import sharp, { type Sharp } from 'sharp'
import type { Window } from './grey-image.ts'
import { openPhoto, type PhotoFault } from './photo-file.ts'

export type TakenPhoto =
  | { ok: true; jpeg: Buffer; width: number; height: number; qrCrop?: Buffer }
  | { ok: false; reason: PhotoFault }

/** Tried in turn until the copy is small enough; the last is small for any content. */
const SIZES = [
  { side: 1600, quality: 80 },
  { side: 1600, quality: 65 },
  { side: 1400, quality: 55 },
  { side: 1000, quality: 45 },
] as const
const LARGEST_COPY = 600_000

/**
 * Re-encodes a photo upright and without any metadata, at most 600 kB and 1600 pixels (C07); the original is not kept.
 * `codeAt` is where the reader saw the code, in upright pixels: that part is also kept at its own size.
 */
export async function takeIn(bytes: Uint8Array, codeAt: Window | null = null): Promise<TakenPhoto> {
  const opened = await openPhoto(bytes)
  if (!opened.ok) return opened
  try {
    const { data: jpeg, info } = await smallCopy(opened.photo)
    const qrCrop = codeAt ? await cropped(opened.photo, codeAt) : undefined
    return { ok: true, jpeg, width: info.width, height: info.height, ...(qrCrop && { qrCrop }) }
  } catch {
    return { ok: false, reason: 'damaged' }
  }
}

/** Decoded once: a dense file costs more to decode than all copies of it. */
async function smallCopy(photo: Sharp) {
  const { data, info } = await fitted(photo, SIZES[0].side)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const decoded = sharp(data, { raw: info })
  let copy = await encoded(decoded, SIZES[0])
  for (const size of SIZES.slice(1)) if (copy.data.length > LARGEST_COPY) copy = await encoded(decoded, size)
  return copy
}

function encoded(decoded: Sharp, { side, quality }: (typeof SIZES)[number]) {
  return fitted(decoded, side).jpeg({ quality }).toBuffer({ resolveWithObject: true })
}

const fitted = (photo: Sharp, side: number) =>
  photo.clone().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })

async function cropped(photo: Sharp, { left, top, side }: Window): Promise<Buffer | undefined> {
  const { autoOrient } = await photo.metadata()
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))]
  const width = Math.min(autoOrient.width, Math.ceil(left + side)) - x
  const height = Math.min(autoOrient.height, Math.ceil(top + side)) - y
  if (width < 1 || height < 1) return undefined
  const crop = photo.clone().extract({ left: x, top: y, width, height }).greyscale()
  return crop
    .resize({ width: 1000, height: 1000, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 90 })
    .toBuffer()
}
