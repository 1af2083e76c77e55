import type { Sharp } from 'sharp'
import sharp from 'sharp'

/** One byte per pixel, row by row, 0 black. */
export interface GreyImage {
  data: Uint8Array
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** Four corners, clockwise from the top left of the symbol itself. */
export type Quad = [Point, Point, Point, Point]

/** A square window of an image. */
export interface Window {
  left: number
  top: number
  side: number
}

export async function greyOf(pipeline: Sharp): Promise<GreyImage> {
  const { data, info } = await pipeline.greyscale().raw().toBuffer({ resolveWithObject: true })
  if (info.channels === 1) return { data, width: info.width, height: info.height }
  const first = new Uint8Array(info.width * info.height).map((_, i) => data[i * info.channels] ?? 0)
  return { data: first, width: info.width, height: info.height }
}

export function pipelineOf({ data, width, height }: GreyImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } })
}

/** The part of the window that lies inside the image. */
export function cropOf(image: GreyImage, { left, top, side }: Window): GreyImage | null {
  const [x0, y0] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))]
  const x1 = Math.min(image.width, Math.round(left + side))
  const y1 = Math.min(image.height, Math.round(top + side))
  const [width, height] = [x1 - x0, y1 - y0]
  if (width < 24 || height < 24) return null
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const start = (y0 + y) * image.width + x0
    data.set(image.data.subarray(start, start + width), y * width)
  }
  return { data, width, height }
}
