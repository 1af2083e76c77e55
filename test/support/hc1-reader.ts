import { webcrypto } from 'node:crypto'
import { createInflate } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export interface ReadCode {
  signatureHolds: boolean
  header: Map<number, unknown>
  claims: Map<number, unknown>
}

/** A second reader of ES256 health codes, written from RFC 9285, 8949 and 9052; it shares no line with the product's. */
export async function readHealthCode(text: string, publicKey: webcrypto.CryptoKey): Promise<ReadCode> {
  if (!text.startsWith('HC1:')) throw new Error('no HC1')
  const cose = await inflated(fromBase45(text.slice(4)))
  if (cose[0] !== 0xd2) throw new Error('not tagged as COSE_Sign1')
  const [protectedBytes, , payload, signature] = cbor(cose.subarray(1)) as [
    Buffer,
    unknown,
    Buffer,
    Buffer<ArrayBuffer>,
  ]
  const context = Buffer.concat([Buffer.from([0x84, 0x6a]), Buffer.from('Signature1')])
  const signed = Buffer.concat([context, bytes(protectedBytes), Buffer.from([0x40]), bytes(payload)])
  const ecdsa = { name: 'ECDSA', hash: 'SHA-256' }
  return {
    signatureHolds: await webcrypto.subtle.verify(ecdsa, publicKey, signature, signed),
    header: cbor(protectedBytes) as Map<number, unknown>,
    claims: cbor(payload) as Map<number, unknown>,
  }
}

function fromBase45(text: string): Buffer {
  const digits = [...text].map((sign) => ALPHABET.indexOf(sign))
  const out: number[] = []
  for (let at = 0; at < digits.length; at += 3) {
    const [a = 0, b = 0, c] = digits.slice(at, at + 3)
    const value = a + 45 * b + 2025 * (c ?? 0)
    out.push(...(c === undefined ? [value] : [value >> 8, value & 255]))
  }
  return Buffer.from(out)
}

function inflated(packed: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const stream = createInflate()
    stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)))
    stream.on('error', reject).end(packed)
  })
}

/** One CBOR item: integers, byte and text strings, arrays and maps. */
function cbor(data: Buffer): unknown {
  let at = 0
  const length = (info: number): number => {
    if (info < 24) return info
    const size = 2 ** (info - 24)
    at += size
    return Number.parseInt(data.subarray(at - size, at).toString('hex'), 16)
  }
  const item = (): unknown => {
    const first = data[at++] ?? 0
    const [kind, count] = [first >> 5, length(first & 31)]
    if (kind === 0) return count
    if (kind === 1) return -1 - count
    if (kind === 4) return Array.from({ length: count }, item)
    if (kind === 5) return new Map(Array.from({ length: count }, () => [item(), item()] as const))
    if (kind !== 2 && kind !== 3) throw new Error(`CBOR kind ${kind} is not read here`)
    const part = data.subarray(at, at + count)
    at += count
    return kind === 2 ? part : part.toString('utf8')
  }
  const read = item()
  if (at !== data.length) throw new Error('bytes are left over')
  return read
}

/** A byte string of up to 65,535 bytes as CBOR writes it. */
function bytes(content: Buffer): Buffer {
  const size = content.length
  const head = size < 24 ? [0x40 | size] : size < 256 ? [0x58, size] : [0x59, size >> 8, size & 255]
  return Buffer.concat([Buffer.from(head), content])
}
