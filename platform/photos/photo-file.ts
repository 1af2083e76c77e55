import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import { LARGEST_FILE } from './photo-limits.ts'

export type PhotoFault = 'too_big' | 'not_an_image' | 'heic' | 'damaged' | 'too_many_pixels' | 'empty'

/** No camera makes a longer side, not even of a panorama; decoders hold whole rows. */
const LONGEST_SIDE = 20_000
const MOST_PIXELS = 50_000_000
/**
 * What each kind may have so that decoding costs less than 300 MB and a second of processor (AVIF of pure noise: 1.7 s;
 * docs/decisions/papers-card-reading.md). Only a plain JPEG can be decoded smaller.
 */
const MOST_PIXELS_OF: Readonly<Record<string, number>> = {
  jpeg: MOST_PIXELS,
  png: 24_000_000,
  webp: 16_000_000,
  gif: 16_000_000,
}
/** Progressive pictures and AVIF are held whole while they are decoded: up to 20 bytes a pixel. */
const MOST_PIXELS_HELD_WHOLE: Readonly<Record<string, number>> = { jpeg: 16_000_000, png: 12_000_000, heif: 8_000_000 }
/** Of a GIF only the first frame is ever decoded. */
const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'])
const IPHONE = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'])

sharp.cache(false)

/** A pipeline over a stranger's file that passed the door, upright, first frame only; or why it did not pass (C10). */
export async function openPhoto(
  bytes: Uint8Array,
): Promise<{ ok: true; photo: Sharp } | { ok: false; reason: PhotoFault }> {
  if (bytes.length === 0) return { ok: false, reason: 'empty' }
  if (bytes.length > LARGEST_FILE) return { ok: false, reason: 'too_big' }
  const mime = (await sniffed(bytes)) ?? ''
  if (IPHONE.has(mime)) return { ok: false, reason: 'heic' }
  if (!ACCEPTED.has(mime)) return { ok: false, reason: 'not_an_image' }
  const photo = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 })
  try {
    const { width, height, isProgressive = false, format } = await photo.metadata()
    const isHeldWhole = isProgressive || format === 'heif'
    const most = (isHeldWhole ? MOST_PIXELS_HELD_WHOLE : MOST_PIXELS_OF)[format ?? ''] ?? 0
    if (width * height > most || Math.max(width, height) > LONGEST_SIDE) return { ok: false, reason: 'too_many_pixels' }
  } catch (fault) {
    return { ok: false, reason: saysTooLarge(fault) ? 'too_many_pixels' : 'damaged' }
  }
  return { ok: true, photo: photo.autoOrient().timeout({ seconds: 5 }) }
}

/** A header cut short makes the sniffer throw: that is no image either. */
async function sniffed(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime
  } catch {
    return undefined
  }
}

const saysTooLarge = (fault: unknown) =>
  fault instanceof Error && /pixel limit|too large|dimensions/i.test(fault.message)
