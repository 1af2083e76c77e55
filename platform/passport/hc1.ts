import { deflateSync, inflateSync } from 'node:zlib'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { type CoseSign1, decodeCbor, readCose } from './cose.ts'

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

export function packHc1(cose: Uint8Array): string {
  return PREFIX + encodeBase45(deflateSync(cose, { level: 9, memLevel: 4 }))
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
    const result = inflateSync(packed, { maxOutputLength: LARGEST_COSE, info: true }) as unknown as {
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
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint') return Number(value)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)]))
}
