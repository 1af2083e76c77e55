import { constants, type KeyObject, sign, verify } from 'node:crypto'
import { decode } from 'cborg'
import { derSignature, rawSignature } from './ecdsa-signature.ts'
import { writeCbor } from './write-cbor.ts'

/** COSE numbers of the two algorithms in use: Vietnam signed with PS256 (domain 3.5), nearly everybody else with ES256. */
export const ES256 = -7
export const PS256 = -37
export type Algorithm = typeof ES256 | typeof PS256

const COSE_SIGN1_TAG = 0xc0 | 18
const TAGS = [Buffer.of(0xd8, 61, COSE_SIGN1_TAG), Buffer.of(COSE_SIGN1_TAG)]
/** Tag 18 and an array of four; and the head of what is signed: an array of four that begins with "Signature1". */
const COSE_HEAD = Buffer.of(COSE_SIGN1_TAG, 0x84)
const SIGNED_HEAD = Buffer.concat([Buffer.of(0x84, 0x6a), Buffer.from('Signature1', 'latin1')])
const EMPTY_MAP = Buffer.of(0xa0)
const EMPTY_BYTES = Buffer.of(0x40)
const HEADER_ALG = 1
const HEADER_KID = 4

export interface CoseSign1 {
  /** As received: signatures are checked over these bytes, never over bytes encoded again. */
  protectedBytes: Uint8Array
  payloadBytes: Uint8Array
  signature: Uint8Array
  alg: unknown
  kid: Uint8Array | null
}

/** Other countries tag their dates: text (0) or seconds (1), never anything that holds more. */
function date(decodeContent: () => unknown): unknown {
  const content = decodeContent()
  if (typeof content === 'object') throw new Error('This is no date.')
  return content
}
const READING = { useMaps: true, rejectDuplicateMapKeys: true, tags: { 0: date, 1: date } }

/** One whole CBOR item with its maps as Map; throws on trailing bytes, double keys and any tag but those of a date. */
export function decodeCbor(bytes: Uint8Array): unknown {
  const item = decode(bytes, READING)
  if (!isWhole(item)) throw new Error('A break stands where a value should.')
  return item
}

/** cborg takes a stray break inside a map for a value, a symbol of its own. */
function isWhole(item: unknown): boolean {
  if (item instanceof Map) return [...item.values()].every(isWhole)
  return Array.isArray(item) ? item.every(isWhole) : typeof item !== 'symbol'
}

/** Null for anything that is not a COSE_Sign1, tagged 18, 61(18) or bare. */
export function readCose(bytes: Uint8Array): CoseSign1 | null {
  try {
    const parts = decodeCbor(untagged(bytes))
    if (!Array.isArray(parts) || parts.length !== 4) return null
    const [protectedBytes, outside, payloadBytes, signature] = parts
    if (![protectedBytes, payloadBytes, signature].every((part) => part instanceof Uint8Array)) return null
    if (!(outside instanceof Map)) return null
    const inside = protectedBytes.length > 0 ? decodeCbor(protectedBytes) : new Map()
    if (!(inside instanceof Map)) return null
    // What the protected header says counts, be it wrong or empty: the other one is anybody's to write.
    const header = (name: number) => (inside.has(name) ? inside : outside).get(name)
    const [alg, kid] = [header(HEADER_ALG), header(HEADER_KID)]
    return { protectedBytes, payloadBytes, signature, alg, kid: kid instanceof Uint8Array ? kid : null }
  } catch {
    return null
  }
}

/** Behind tag 18, or 61 and then 18, each once; any other tag stays and is refused. */
function untagged(bytes: Uint8Array): Uint8Array {
  const tag = TAGS.find((one) => one.equals(bytes.subarray(0, one.length)))
  return tag ? bytes.subarray(tag.length) : bytes
}

/** The two envelopes have one shape each, so they are put together here: an encoder would copy the payload twice more. */
export function writeCose(payloadBytes: Uint8Array, kid: Uint8Array, key: KeyObject): Buffer {
  const alg = algorithmOf(key)
  if (!alg) throw new Error('A passport is signed with a P-256 key or with RSA of at least 2048 bits.')
  const protectedBytes = protectedHeader(alg, kid)
  const signature = signatureOf(signedBytes(protectedBytes, payloadBytes), key, alg)
  const [header, payload] = [headOfBytes(protectedBytes.length), headOfBytes(payloadBytes.length)]
  const end = [payload, payloadBytes, headOfBytes(signature.length), signature]
  return Buffer.concat([COSE_HEAD, header, protectedBytes, EMPTY_MAP, ...end])
}

/** {1: alg, 4: kid} */
function protectedHeader(alg: Algorithm, kid: Uint8Array): Uint8Array {
  const known = headers.get(kid)
  if (known?.alg === alg) return known.bytes
  const bytes = writeCbor(
    new Map<number, number | Uint8Array>([
      [HEADER_ALG, alg],
      [HEADER_KID, kid],
    ]),
  )
  headers.set(kid, { alg, bytes })
  return bytes
}

/** A signer's header is the same on every passport. */
const headers = new WeakMap<Uint8Array, { alg: Algorithm; bytes: Uint8Array }>()

/** How CBOR announces a byte string of up to 65,535 bytes. */
function headOfBytes(length: number): Buffer {
  if (length < 24) return Buffer.of(0x40 | length)
  if (length < 0x100) return Buffer.of(0x58, length)
  if (length < 0x10000) return Buffer.of(0x59, length >> 8, length & 0xff)
  throw new Error('No passport is this long.')
}

export function isSignedBy({ protectedBytes, payloadBytes, signature, alg }: CoseSign1, key: KeyObject): boolean {
  const expected = algorithmOf(key)
  if (!expected || alg !== expected) return false
  if (expected === ES256 && signature.length !== 64) return false
  const message = signedBytes(protectedBytes, payloadBytes)
  if (expected === ES256) return verify('sha256', message, key, derSignature(signature))
  return verify('sha256', message, { key, ...PSS }, signature)
}

/** The key decides, never the message alone; a P-384 key would "verify" SHA-256 too (dcc.md, Pitfalls). */
export function algorithmOf(key: KeyObject): Algorithm | null {
  const known = algorithms.get(key)
  if (known !== undefined) return known
  const alg = readAlgorithm(key)
  algorithms.set(key, alg)
  return alg
}

/** Asking OpenSSL for a key's details costs a third of a signature. */
const algorithms = new WeakMap<KeyObject, Algorithm | null>()

function readAlgorithm(key: KeyObject): Algorithm | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? ES256 : null
  return key.asymmetricKeyType === 'rsa' && modulusLength >= 2048 ? PS256 : null
}

/** CBOR of ["Signature1", protected, h'', payload]. */
function signedBytes(protectedBytes: Uint8Array, payloadBytes: Uint8Array): Buffer {
  const [header, payload] = [headOfBytes(protectedBytes.length), headOfBytes(payloadBytes.length)]
  return Buffer.concat([SIGNED_HEAD, header, protectedBytes, EMPTY_BYTES, payload, payloadBytes])
}

function signatureOf(message: Buffer, key: KeyObject, alg: Algorithm): Buffer {
  return alg === ES256 ? rawSignature(sign('sha256', message, key)) : sign('sha256', message, { key, ...PSS })
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
