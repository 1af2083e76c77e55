import { inflateSync } from 'node:zlib'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { type CoseSign1, decodeCbor, readCose } from './cose.ts'
import { packedZlib } from './packed-zlib.ts'

export type EnvelopeLayer = 'prefix' | 'base45' | 'zlib' | 'cose'

export interface HealthClaims {
  iss: string | null
  /** Seconds since 1970; null when missing or no number. */
  iat: number | null
  exp: number | null
  /** The certificate as plain JSON values, not yet checked against the schema. */
  certificate: unknown
}

export type Unpacked = { ok: true; cose: CoseSign1; claims: HealthClaims } | { ok: false; layer: EnvelopeLayer }

const PREFIX = 'HC1:'
/** Real codes unpack to less than 2 kB; a zlib bomb does not. */
const LARGEST_COSE = 32 * 1024
/** Room for one code of the usual size, so that unpacking asks for memory once. */
const USUAL_COSE = 2048

export function packHc1(cose: Uint8Array): string {
  return PREFIX + encodeBase45(packedZlib(cose))
}

/** Takes an HC1 string apart without asking who signed it; names the first layer that is broken. */
export function unpackHc1(text: string): Unpacked {
  if (!text.startsWith(PREFIX)) return { ok: false, layer: 'prefix' }
  const packed = decodeBase45(text.slice(PREFIX.length))
  if (!packed) return { ok: false, layer: 'base45' }
  const bytes = inflated(packed)
  if (!bytes) return { ok: false, layer: 'zlib' }
  const cose = readCose(bytes)
  const claims = cose && claimsOf(cose.payloadBytes)
  return cose && claims ? { ok: true, cose, claims } : { ok: false, layer: 'cose' }
}

/** zlib only (not gzip), and nothing after the stream, which inflateSync would ignore. */
function inflated(packed: Buffer): Buffer | null {
  try {
    const result = inflateSync(packed, {
      maxOutputLength: LARGEST_COSE,
      chunkSize: USUAL_COSE,
      info: true,
    }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return result.engine.bytesWritten === packed.length ? result.buffer : null
  } catch {
    return null
  }
}

const [ISS, EXP, IAT, HCERT, FIRST_CERTIFICATE] = [1, 4, 6, -260, 1]

function claimsOf(payload: Uint8Array): HealthClaims | null {
  try {
    const claims = decodeCbor(payload)
    if (!(claims instanceof Map)) return null
    const hcert = claims.get(HCERT)
    if (!(hcert instanceof Map) || !(hcert.get(FIRST_CERTIFICATE) instanceof Map)) return null
    const iss = claims.get(ISS)
    const certificate = plain(hcert.get(FIRST_CERTIFICATE))
    return {
      iss: typeof iss === 'string' ? iss : null,
      iat: seconds(claims.get(IAT)),
      exp: seconds(claims.get(EXP)),
      certificate,
    }
  } catch {
    return null
  }
}

function seconds(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint') return Number(value)
  return value instanceof Map ? plainObject(value) : value
}

/** A key may be called `__proto__`: such a code is a stranger's, and its key must not become the prototype. */
function plainObject(map: ReadonlyMap<unknown, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, inner] of map) {
    if (key === '__proto__') Object.defineProperty(object, key, { value: plain(inner), enumerable: true })
    else object[String(key)] = plain(inner)
  }
  return object
}
