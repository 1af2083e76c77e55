import QRCode from 'qrcode'
import sharp from 'sharp'
import type { Quad } from '../../platform/photos/grey-image.ts'
import { homographyOf } from '../../platform/photos/mask/homography.ts'

/** An invented person's card, 7 fields as on a chip card of 2021. */
const CARD_TEXT = '001190000018||Nguyễn Thị Thử|17051990|Nữ|Thôn 3, Xã Mẫu, Huyện Mẫu|01052021'

/** A card as a flat picture, 10 pixels a millimetre: the portrait is pure magenta, the text dark green, the rest pale. */
const SCALE = 10
const SIZE = { width: 856, height: 540 }
const FACE = { left: 40, top: 190, width: 200, height: 260 }

export interface CardPhotoWish {
  /** Degrees the card lies turned, and how much nearer its right side is than its left, as a share. */
  turned?: number
  tilt?: number
  /** Width of the card in the picture, in pixels. */
  width?: number
  text?: string
}

/** A photo of that card on a grey table, in perspective. */
export async function cardPhoto({ turned = 0, tilt = 0, width = 900, text = CARD_TEXT }: CardPhotoWish = {}) {
  const flat = await flatCard(text)
  const side = Math.round(width * 1.4)
  const corners = seen(width, side, turned, tilt)
  const toCard = homographyOf(corners, box(SIZE.width, SIZE.height))
  if (!toCard) throw new Error('a card seen edge-on')
  const picture = Buffer.alloc(side * side * 3, 120)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const at = toCard({ x, y })
      const [u, v] = [Math.floor(at.x), Math.floor(at.y)]
      if (u < 0 || v < 0 || u >= SIZE.width || v >= SIZE.height) continue
      flat.copy(picture, (y * side + x) * 3, (v * SIZE.width + u) * 3, (v * SIZE.width + u) * 3 + 3)
    }
  return sharp(picture, { raw: { width: side, height: side, channels: 3 } })
    .blur(0.6)
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** Somebody's face and nothing else, in the colour of the portraits. */
export const facePhoto = () =>
  sharp({ create: { width: 700, height: 900, channels: 3, background: '#f0f' } })
    .jpeg()
    .toBuffer()

/** Pixels that can only come from a portrait. Compression and the edge of a cover mix colours, a third of the hue stays. */
export async function portraitPixels(jpeg: Buffer): Promise<number> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  let count = 0
  for (let i = 0; i < data.length; i += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3)
    if (red - green > 80 && blue - green > 80) count++
  }
  return count
}

/** Pixels of the text beside the portrait. */
export async function textPixels(jpeg: Buffer): Promise<number> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
  let count = 0
  for (let i = 0; i < data.length; i += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3)
    if (green - red > 50 && green - blue > 50) count++
  }
  return count
}

async function flatCard(text: string): Promise<Buffer> {
  const code = await QRCode.toBuffer(text, { margin: 0, width: 12 * SCALE, errorCorrectionLevel: 'M' })
  const lines = [230, 270, 310, 350, 390, 430, 470, 500]
    .map((y) => `<rect x="270" y="${y}" width="480" height="12" fill="#063"/>`)
    .join('')
  const face = `<rect x="${FACE.left}" y="${FACE.top}" width="${FACE.width}" height="${FACE.height}" fill="#f0f"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}"><rect width="100%" height="100%" fill="#eee8d4"/>${face}${lines}</svg>`
  return sharp(Buffer.from(svg))
    .composite([{ input: code, left: Math.round(67.8 * SCALE), top: Math.round(5.2 * SCALE) }])
    .removeAlpha()
    .raw()
    .toBuffer()
}

function seen(width: number, side: number, turned: number, tilt: number): Quad {
  const height = (width * SIZE.height) / SIZE.width
  const angle = (turned * Math.PI) / 180
  const flat = [
    [-width / 2, (-height / 2) * (1 - tilt)],
    [width / 2, (-height / 2) * (1 + tilt)],
    [width / 2, (height / 2) * (1 + tilt)],
    [-width / 2, (height / 2) * (1 - tilt)],
  ] as const
  return flat.map(([x, y]) => ({
    x: side / 2 + x * Math.cos(angle) - y * Math.sin(angle),
    y: side / 2 + x * Math.sin(angle) + y * Math.cos(angle),
  })) as Quad
}

const box = (width: number, height: number): Quad => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
]
