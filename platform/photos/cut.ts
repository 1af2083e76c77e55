import sharp from 'sharp'
import type { Cut } from '../../core/domain/report/photo-region.ts'

const QUALITY = 80
/** Wide enough to see what is wrong on a phone, small enough for a slow line. */
const WIDEST = 640

/** A part of a kept photo, made small for a page (features D04). */
export async function cut(jpeg: Buffer, part: Cut): Promise<Buffer> {
  const { width, height } = await sharp(jpeg).metadata()
  if (!width || !height) throw new Error('A photo to be cut has no size.')
  const box = {
    left: Math.floor(width * part.left),
    top: Math.floor(height * part.top),
    width: Math.max(1, Math.floor(width * part.width)),
    height: Math.max(1, Math.floor(height * part.height)),
  }
  const small = { width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true } as const
  return sharp(jpeg).extract(box).resize(small).jpeg({ quality: QUALITY }).toBuffer()
}
