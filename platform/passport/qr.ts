import { create, toString as drawn, type QRCodeSegment, type QRCodeToStringOptions } from 'qrcode'
import { bitmapPng } from './bitmap-png.ts'

/** HC1 strings are made for the alphanumeric mode; as bytes the symbol would be four versions larger (dcc.md). */
const passport = (hc1: string): QRCodeSegment[] => [{ data: hc1, mode: 'alphanumeric' }]
const OFFICIAL = { errorCorrectionLevel: 'Q', margin: 4 } as const
const PLAIN = { errorCorrectionLevel: 'M', margin: 4 } as const

/** A whole `<svg>` element. Print 35–60 mm wide. */
export function passportQrSvg(hc1: string): Promise<string> {
  return svg(passport(hc1), OFFICIAL)
}

/** PNG with a whole number of pixels per module. */
export function passportQrPng(hc1: string, pixelsPerModule = 6): Buffer {
  const { modules } = create(passport(hc1), { errorCorrectionLevel: OFFICIAL.errorCorrectionLevel })
  return bitmapPng(modules, { margin: OFFICIAL.margin, scale: pixelsPerModule })
}

/** The QR of a receipt: a link or a case code. */
export function plainQrSvg(text: string): Promise<string> {
  return svg(text, PLAIN)
}

/** The same as a PNG, for paper. */
export function plainQrPng(text: string, pixelsPerModule = 6): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: PLAIN.errorCorrectionLevel })
  return bitmapPng(modules, { margin: PLAIN.margin, scale: pixelsPerModule })
}

async function svg(data: string | QRCodeSegment[], options: QRCodeToStringOptions): Promise<string> {
  const text = await (drawn as (data: string | QRCodeSegment[], options: QRCodeToStringOptions) => Promise<string>)(
    data,
    {
      ...options,
      type: 'svg',
    },
  )
  return text.slice(text.indexOf('<svg'))
}
