import { createRequire } from 'node:module'
import sharp from 'sharp'

/** A font of our own: a bare machine has none, and a watermark without letters would go unnoticed. */
const FONT_FILE = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf')
const QUALITY = 80
/** Rows over the height, shifted against each other: any cut-out still names who looked (features C11). */
const ROWS = 9
/** Thin and see-through: what is compared is read between and under the letters. */
const STRENGTH = 0.5

/** Burns the text across a photo before it leaves the server. */
export async function watermark(jpeg: Buffer, text: string): Promise<Buffer> {
  const picture = sharp(jpeg, { failOn: 'error' })
  const { width, height } = await picture.metadata()
  if (!width || !height) throw new Error('A photo to be shown has no size.')
  const line = await lettering(
    text,
    Math.min(width, Math.max(8, Math.floor(width * 0.42))),
    Math.ceil(height / ROWS / 2),
  )
  const layers = Array.from({ length: ROWS }, (_, row) => row).flatMap((row) => {
    const top = Math.min(Math.floor(((row + 0.25) * height) / ROWS), height - line.height)
    const shift = Math.floor(((row % 3) * (width - line.width)) / 4)
    const lefts = [shift, shift + Math.floor(width / 2)].filter((left) => left + line.width <= width)
    return lefts.map((left) => ({ input: line.bytes, left, top: Math.max(0, top) }))
  })
  return picture.composite(layers).jpeg({ quality: QUALITY }).toBuffer()
}

/** White letters with a dark edge: seen on white paper and on a dark cover. */
async function lettering(text: string, width: number, height: number) {
  const drawn = (colour: string) =>
    sharp({
      text: {
        text: `<span foreground="${colour}">${escaped(text)}</span>`,
        font: 'Tinos Bold',
        fontfile: FONT_FILE,
        width,
        height,
        rgba: true,
      },
    })
      .png()
      .toBuffer()
  const [dark, light] = await Promise.all([drawn('#222'), drawn('white')])
  const { data, info } = await sharp(dark)
    .extend({ bottom: 1, right: 1, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .composite([{ input: light, left: 0, top: 0, blend: 'over' }])
    .linear([1, 1, 1, STRENGTH], [0, 0, 0, 0])
    .png()
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
