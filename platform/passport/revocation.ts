import { createHash } from 'node:crypto'
import { type CoseSign1, ES256 } from './cose.ts'
import type { HealthClaims } from './hc1.ts'

/** Hashes by which the EU lists name a revoked code: hex of the first 16 bytes of a SHA-256. */
export interface RevocationHashes {
  uci: string | null
  countryUci: string | null
  signature: string
}

/**
 * Never keyed on the string or the whole signature: the same certificate has other valid strings,
 * so of an ES256 signature only r counts (dcc.md, Revocation).
 */
export function revocationHashes(cose: CoseSign1, claims: HealthClaims): RevocationHashes {
  const ci = uvciOf(claims.certificate)
  const signature = cose.alg === ES256 ? cose.signature.subarray(0, cose.signature.length / 2) : cose.signature
  return {
    uci: ci === null ? null : hash(ci),
    countryUci: ci === null || claims.iss === null ? null : hash(claims.iss + ci),
    signature: hash(signature),
  }
}

/** The certificate's own code, of its first entry; null when it has none. */
export function uvciOf(certificate: unknown): string | null {
  const { v, t, r } = (certificate ?? {}) as Record<string, unknown>
  const [entry] = [v, t, r].flatMap((entries) => (Array.isArray(entries) ? entries : []))
  return typeof entry?.ci === 'string' ? entry.ci : null
}

/** UCI hash of the EU's lists; the same for every spelling of a certificate. */
export const uciHash = (ci: string): string => hash(ci)

const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest().subarray(0, 16).toString('hex')
