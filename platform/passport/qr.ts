import { create, toString as drawn, type QRCodeSegment } from 'qrcode'
import { bitmapPng } from './bitmap-png.ts'

/** HC1 strings are made for the alphanumeric mode; as bytes the symbol would be four versions larger (dcc.md). */
const passport = (hc1: string): QRCodeSegment[] => [{ data: hc1, mode: 'alphanumeric' }]
const OFFICIAL = { errorCorrectionLevel: 'Q', margin: 4 } as const
const PLAIN = { errorCorrectionLevel: 'M', margin: 4 } as const

/** PNG with a whole number of pixels per module. Print 35–60 mm wide. */
export function passportQrPng(hc1: string, pixelsPerModule = 6): Buffer {
  const { modules } = create(passport(hc1), { errorCorrectionLevel: OFFICIAL.errorCorrectionLevel })
  return bitmapPng(modules, { margin: OFFICIAL.margin, scale: pixelsPerModule })
}

/** The QR of a receipt: a link or a case code. A whole `<svg>` element. */
export async function plainQrSvg(text: string): Promise<string> {
  const svg = await drawn(text, { ...PLAIN, type: 'svg' })
  return svg.slice(svg.indexOf('<svg'))
}

/** The same as a PNG, for paper. */
export function plainQrPng(text: string, pixelsPerModule = 6): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: PLAIN.errorCorrectionLevel })
  return bitmapPng(modules, { margin: PLAIN.margin, scale: pixelsPerModule })
}
