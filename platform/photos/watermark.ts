import { createRequire } from 'node:module'
import sharp from 'sharp'

/** A font of our own: a bare machine has none, and a watermark without letters would go unnoticed. */
const FONT_FILE = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf')
const QUALITY = 80
/** Where the lines stand, in shares of the height: a cut-out still names who looked (features C11). */
const LINES = [0.15, 0.5, 0.85]

/** Burns the text across a photo before it leaves the server. */
export async function watermark(jpeg: Buffer, text: string): Promise<Buffer> {
  const picture = sharp(jpeg, { failOn: 'error' })
  const { width, height } = await picture.metadata()
  if (!width || !height) throw new Error('A photo to be shown has no size.')
  const band = await lettering(text, Math.floor(width * 0.6), Math.max(8, Math.floor(height * 0.12)))
  const left = Math.floor((width - band.width) / 2)
  const layers = LINES.map((share) => ({
    input: band.bytes,
    left,
    top: Math.max(0, Math.floor(height * share - band.height / 2)),
  }))
  return picture.composite(layers).jpeg({ quality: QUALITY }).toBuffer()
}

/** White letters on a dark band: readable on any photo, and the photo shows through. */
async function lettering(text: string, width: number, height: number) {
  const words = escaped(text)
  const drawn = await sharp({
    text: {
      text: `<span foreground="white">${words}</span>`,
      font: 'Tinos Bold',
      fontfile: FONT_FILE,
      width,
      height,
      rgba: true,
    },
  })
    .png()
    .toBuffer()
  const { data, info } = await sharp(drawn)
    .flatten({ background: '#000' })
    .ensureAlpha(0.45)
    .png()
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
