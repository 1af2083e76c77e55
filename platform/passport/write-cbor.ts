const UNSIGNED = 0
const NEGATIVE = 1
const BYTES = 2
const TEXT = 3
const ARRAY = 4
const MAP = 5

/** What stands in a passport; anything else is a mistake and is thrown at. */
export type CborValue =
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | { readonly [key: string]: CborValue }
interface CborMap extends ReadonlyMap<number | string, CborValue> {}

/** A passport is a tenth of this. */
const room = Buffer.allocUnsafe(8 * 1024)
let at = 0

/**
 * RFC 8949 for the few kinds of a passport, shortest heads, keys as they stand. The package that reads (cborg) writes too, but for
 * so small a text its tokens cost more than the claims themselves; what is written here is read back by it before it leaves.
 */
export function writeCbor(value: CborValue): Buffer {
  at = 0
  put(value)
  return Buffer.from(room.subarray(0, at))
}

function put(value: CborValue): void {
  if (typeof value === 'string') putText(value)
  else if (typeof value === 'number') putInteger(value)
  else if (value instanceof Uint8Array) putBytes(value)
  else if (Array.isArray(value)) putArray(value)
  else putMap(value instanceof Map ? [...value] : Object.entries(value))
}

function putInteger(value: number): void {
  if (!Number.isSafeInteger(value)) throw new Error('A passport holds whole numbers only.')
  if (value < 0) putHead(NEGATIVE, -1 - value)
  else putHead(UNSIGNED, value)
}

function putText(text: string): void {
  putHead(TEXT, Buffer.byteLength(text))
  at += room.write(text, at)
}

function putBytes(bytes: Uint8Array): void {
  putHead(BYTES, bytes.length)
  room.set(bytes, at)
  at += bytes.length
}

function putArray(items: readonly CborValue[]): void {
  putHead(ARRAY, items.length)
  for (const item of items) put(item)
}

function putMap(entries: readonly (readonly [number | string, CborValue])[]): void {
  putHead(MAP, entries.length)
  for (const [key, value] of entries) {
    put(key)
    put(value)
  }
}

function putHead(kind: number, count: number): void {
  const first = kind << 5
  if (count < 24) room[at++] = first | count
  else if (count < 0x100) at = room.writeUInt8(count, room.writeUInt8(first | 24, at))
  else if (count < 0x1_0000) at = room.writeUInt16BE(count, room.writeUInt8(first | 25, at))
  else if (count < 0x1_0000_0000) at = room.writeUInt32BE(count, room.writeUInt8(first | 26, at))
  else at = room.writeBigUInt64BE(BigInt(count), room.writeUInt8(first | 27, at))
}
