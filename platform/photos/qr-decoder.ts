import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { GreyImage, Quad } from './grey-image.ts'

export interface FoundCode {
  /** Null for a symbol that was located but could not be decoded. */
  text: string | null
  /** Corners in the order of the symbol: top left, top right, bottom right, bottom left. */
  corners: Quad
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
let loaded: Promise<unknown> | undefined

/** Loads the decoder once, from the package on disk: nothing is fetched. */
export function loadQrDecoder(): Promise<unknown> {
  loaded ??= prepareZXingModule({
    overrides: { wasmBinary: wasmOnDisk() },
    fireImmediately: true,
  })
  return loaded
}

/** Every QR in the picture, also the ones that were only located. */
export async function findCodes(image: GreyImage, options: ReaderOptions = {}): Promise<FoundCode[]> {
  await loadQrDecoder()
  const picture = { data: spread(image), width: image.width, height: image.height, colorSpace: 'srgb' } as ImageData
  const results = await readBarcodes(picture, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 4,
    // No card is printed white on black, and a second look at every pixel is what a sharp photo waits for.
    tryInvert: false,
    returnErrors: true,
    ...options,
  })
  return results.map(({ isValid, bytes, text, hasECI, position }) => ({
    text: isValid ? (hasECI ? text : textOf(bytes)) : null,
    corners: [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft],
  }))
}

/** Cards are UTF-8 without saying so; guessing a character set is how marks get lost. */
function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes)
  } catch {
    return ''
  }
}

function spread({ data, width, height }: GreyImage): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4)
  const pixels = new Uint32Array(rgba.buffer)
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | ((data[i] ?? 0) * 0x010101)
  return rgba
}

function wasmOnDisk(): ArrayBuffer {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const bytes = readFileSync(path)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
