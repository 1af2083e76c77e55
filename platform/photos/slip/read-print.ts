import sharp from 'sharp'
import type { PrintedPage, PrintedWord } from '../../../core/domain/papers/printed-page.ts'
import { greyOf } from '../grey-image.ts'
import type { OcrLab } from '../ocr/ocr-lab.ts'
import { textAngle } from './text-angle.ts'

/** Print is read best at about this size of the whole page. */
const READ_SIDE = 2000
const LOOK_SIDE = 700
/** Fewer sure words than this: the page may stand on its head. */
const FEWEST_SURE = 8

/** The words of a photographed paper, set straight first; null when print cannot be read now (features C13). */
export async function readPrint(ocr: OcrLab, jpeg: Buffer): Promise<PrintedPage | null> {
  const { width, height } = await sharp(jpeg).metadata()
  const size = { width, height }
  const angle = textAngle(await greyOf(sharp(jpeg).resize({ width: LOOK_SIDE, height: LOOK_SIDE, fit: 'inside' })))
  const first = await readTurned(ocr, jpeg, size, angle)
  if (!first || sureWords(first) >= FEWEST_SURE) return first
  const onItsHead = await readTurned(ocr, jpeg, size, angle + 180)
  return onItsHead && sureWords(onItsHead) > sureWords(first) ? onItsHead : first
}

/** Read twice: with its layout looked for, columns stay apart; as one block, nothing at the edge of a column is lost. */
async function readTurned(
  ocr: OcrLab,
  jpeg: Buffer,
  { width, height }: { width: number; height: number },
  turned: number,
): Promise<PrintedPage | null> {
  const scale = READ_SIDE / Math.max(width, height)
  const page = await sharp(jpeg)
    .greyscale()
    .resize({ width: Math.round(width * scale) })
    .rotate(turned, { background: '#fff' })
    .normalise()
    .png({ compressionLevel: 1 })
    .toBuffer()
  const seen = await ocr.readText(page, { language: 'vie' })
  if (!seen) return null
  const again = await ocr.readText(page, { language: 'vie', singleBlock: true })
  const missed = (again?.words ?? []).filter(
    (word) => word.confidence > 0.5 && !seen.words.some((w) => overlap(w, word)),
  )
  return { width, height, turned, words: [...seen.words, ...missed].map((word) => unscaled(word, scale)) }
}

const overlap = ({ box: a }: PrintedWord, { box: b }: PrintedWord) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

const unscaled = ({ text, confidence, box }: PrintedWord, scale: number): PrintedWord => ({
  text,
  confidence,
  box: { left: box.left / scale, top: box.top / scale, width: box.width / scale, height: box.height / scale },
})

const sureWords = ({ words }: PrintedPage) =>
  words.filter(({ confidence, text }) => confidence > 0.7 && text.length > 1).length
