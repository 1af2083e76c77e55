import { crc32, deflateSync } from 'node:zlib'

/** Square of modules, row by row; a truthy one is black. */
interface Modules {
  size: number
  data: ArrayLike<number>
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const GREY = 0
const ONE_BIT = 1

/** A black and white PNG of one bit a pixel: a fifth of the bytes, and of the time, of the four colour channels a QR does not need. */
export function bitmapPng(modules: Modules, { margin, scale }: { margin: number; scale: number }): Buffer {
  const side = (modules.size + 2 * margin) * scale
  const rowBytes = 1 + Math.ceil(side / 8)
  const pixels = Buffer.alloc(rowBytes * side, 0xff)
  for (let y = 0; y < side; y += 1) pixels[y * rowBytes] = 0
  for (let row = 0; row < modules.size; row += 1) {
    const top = (row + margin) * scale * rowBytes
    drawRow(pixels.subarray(top, top + rowBytes), modules, row, { margin, scale })
    for (let again = 1; again < scale; again += 1) pixels.copyWithin(top + again * rowBytes, top, top + rowBytes)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([ONE_BIT, GREY], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Clears the bits of the dark modules; the first byte of a row is PNG's filter. */
function drawRow(
  row: Buffer,
  { size, data }: Modules,
  at: number,
  { margin, scale }: { margin: number; scale: number },
) {
  for (let column = 0; column < size; column += 1) {
    if (!data[at * size + column]) continue
    const left = (column + margin) * scale
    for (let x = left; x < left + scale; x += 1) {
      const byte = 1 + (x >> 3)
      row[byte] = (row[byte] ?? 0) & ~(0x80 >> (x & 7))
    }
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
