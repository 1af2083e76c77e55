// Takes a health code apart: text, then compressed bytes, then CBOR. Nothing is verified here, and nothing is kept or sent.

const PREFIX = 'HC1:'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const LARGEST = 32 * 1024
const DEEPEST = 16
/** CBOR's sign for "of any length", and the byte that ends it. */
const [OPEN, BREAK] = [31, 0xff]
/** 61(18) or 18 stand before the message; only a date inside it has a tag, 0 or 1. */
const TAGS = [[0xd8, 61, 0xd2], [0xd2]]

/** Throws where the text is no health code. `kid` is empty where none is named. */
export async function readCode(text) {
  if (!text.startsWith(PREFIX)) throw new Error('no prefix')
  const bytes = await inflated(fromBase45(text.slice(PREFIX.length)))
  const cose = coseOf(decodeCbor(untagged(bytes)))
  const claims = decodeCbor(cose.payload)
  const certificate = claims.get(-260).get(1)
  if (!(certificate instanceof Map)) throw new Error('no certificate')
  return { cose, claims: { iat: seconds(claims.get(6)), exp: seconds(claims.get(4)), certificate } }
}

/** NaN, which is neither before nor after anything, for what is no moment. */
function seconds(value) {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : Number.NaN
}

function untagged(bytes) {
  const tag = TAGS.find((one) => one.every((byte, at) => bytes[at] === byte))
  return bytes.subarray(tag?.length ?? 0)
}

function fromBase45(text) {
  if (text.length % 3 === 1) throw new Error('a character is left over')
  const bytes = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((sign) => ALPHABET.indexOf(sign))
    if (digits.includes(-1)) throw new Error('not of the 45')
    const [a, b, c] = digits
    const value = a + 45 * b + 2025 * (c ?? 0)
    if (value > (c === undefined ? 0xff : 0xffff)) throw new Error('above its range')
    if (c !== undefined) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return new Uint8Array(bytes)
}

/** zlib, never gzip; the browser's own unpacking refuses bytes after the end and a wrong checksum. */
async function inflated(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  const parts = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > LARGEST) {
      await reader.cancel()
      throw new Error('too large')
    }
    parts.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function coseOf(parts) {
  if (!Array.isArray(parts) || parts.length !== 4) throw new Error('no COSE_Sign1')
  const [head, outside, payload, signature] = parts
  if (![head, payload, signature].every((part) => part instanceof Uint8Array)) throw new Error('no COSE_Sign1')
  if (!(outside instanceof Map)) throw new Error('no COSE_Sign1')
  const inside = head.length > 0 ? decodeCbor(head) : new Map()
  if (!(inside instanceof Map)) throw new Error('no COSE_Sign1')
  // What the protected header says counts, be it wrong or empty: the other one is anybody's to write.
  const header = (name) => (inside.has(name) ? inside : outside).get(name)
  const [alg, kid] = [header(1), header(4)]
  return { head, payload, signature, alg, kid: kid instanceof Uint8Array ? kid : new Uint8Array() }
}

/** One whole CBOR item; double keys, tags other than a date's, strings in pieces and bytes left over are refused. */
function decodeCbor(bytes) {
  const reader = new CborReader(bytes)
  const whole = reader.item(0)
  if (reader.at !== bytes.length) throw new Error('bytes are left over')
  return whole
}

class CborReader {
  constructor(bytes) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = 0
  }

  item(depth) {
    if (depth > DEEPEST) throw new Error('too deep')
    const [first] = this.take(1)
    const [kind, info] = [first >> 5, first & 31]
    if (kind === 7) return this.simple(info)
    if (info === OPEN && kind === 4) return this.open(() => this.item(depth + 1))
    if (info === OPEN && kind === 5) return this.map(this.open(() => this.pair(depth)))
    const size = this.count(info)
    if (kind === 0) return size
    if (kind === 1) return -1 - size
    if (kind === 2) return this.take(size)
    if (kind === 3) return new TextDecoder().decode(this.take(size))
    if (kind === 6) return this.date(size, depth)
    if (size > this.bytes.length) throw new Error('cut off')
    if (kind === 4) return Array.from({ length: size }, () => this.item(depth + 1))
    return this.map(Array.from({ length: size }, () => this.pair(depth)))
  }

  pair(depth) {
    return [this.item(depth + 1), this.item(depth + 1)]
  }

  map(pairs) {
    const map = new Map(pairs)
    if (map.size < pairs.length) throw new Error('double key')
    return map
  }

  /** As many as stand before a break. */
  open(read) {
    const all = []
    while (this.bytes[this.at] !== BREAK) all.push(read())
    this.at += 1
    return all
  }

  date(tag, depth) {
    const content = this.item(depth + 1)
    if (tag > 1 || typeof content === 'object') throw new Error('a tag that is no date')
    return content
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error('cut off')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  count(info) {
    if (info < 24) return info
    if (info > 27) throw new Error('no definite length')
    const start = this.at
    const size = this.take(2 ** (info - 24)).length
    if (size === 8) return Number(this.view.getBigUint64(start))
    return size === 4 ? this.view.getUint32(start) : size === 2 ? this.view.getUint16(start) : this.view.getUint8(start)
  }

  simple(info) {
    if (info === 20 || info === 21) return info === 21
    if (info === 22) return null
    if (info === 23) return undefined
    if (info < 25 || info > 27) throw new Error('no such value')
    const start = this.at
    this.take(2 ** (info - 24))
    if (info === 27) return this.view.getFloat64(start)
    return info === 26 ? this.view.getFloat32(start) : halfFloat(this.view.getUint16(start))
  }
}

function halfFloat(bits) {
  const [sign, power, rest] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (power === 0) return sign * 2 ** -24 * rest
  return power === 31 ? (rest ? Number.NaN : sign * Number.POSITIVE_INFINITY) : sign * 2 ** (power - 25) * (1024 + rest)
}
