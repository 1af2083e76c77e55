import type { X509Certificate } from 'node:crypto'
import { entryKinds, isCertificate } from './certificate-schema.ts'
import { type CoseSign1, isSignedBy } from './cose.ts'
import { type EnvelopeLayer, type HealthClaims, unpackHc1 } from './hc1.ts'
import { type RevocationHashes, revocationHashes } from './revocation.ts'
import { factsOf, maySign, type TrustedCertificate } from './trusted-certificate.ts'

/** The layer that failed, in the order in which they are tried (design 6). */
export type PassportReason = EnvelopeLayer | 'kid' | 'signature' | 'usage' | 'times' | 'schema' | 'revoked'

export interface PassportVerdict {
  valid: boolean
  /** Null when valid. */
  reason: PassportReason | null
  /** Only what a trusted key signed is ever shown; null before that is known. */
  payload: HealthClaims | null
}

export interface PassportTrust {
  trust: readonly X509Certificate[]
  clock: Date
  /** Asked last, with the hashes of the EU's revocation lists; `kid` in hex. */
  revoked?: (hashes: RevocationHashes, kid: string) => boolean
}

export function verifyPassport(hc1: string, { trust, clock, revoked }: PassportTrust): PassportVerdict {
  const unpacked = unpackHc1(hc1)
  if (!unpacked.ok) return refused(unpacked.layer)
  const { cose, claims } = unpacked
  const kid = cose.kid
  const known = trust.map(factsOf).filter((certificate) => kid && certificate.kid.equals(kid))
  if (!kid || known.length === 0) return refused('kid')
  const signer = known.find((certificate) => holds(cose, certificate))
  if (!signer) return refused('signature')
  if (!entryKinds(claims.certificate).every((kind) => maySign(signer, kind))) return refused('usage', claims)
  if (!isInTime(claims, clock, signer)) return refused('times', claims)
  if (!isCertificate(claims.certificate)) return refused('schema', claims)
  if (revoked?.(revocationHashes(cose, claims), Buffer.from(kid).toString('hex'))) return refused('revoked', claims)
  return { valid: true, reason: null, payload: claims }
}

/** A trusted certificate with a key that this machine cannot use verifies nothing. */
function holds(cose: CoseSign1, { key }: TrustedCertificate): boolean {
  try {
    return key !== null && isSignedBy(cose, key)
  } catch {
    return false
  }
}

/** Seconds are compared whole: a code made this second is valid now. */
function isInTime({ iat, exp }: HealthClaims, clock: Date, signer: TrustedCertificate): boolean {
  if (iat === null || exp === null) return false
  const now = Math.floor(clock.getTime() / 1000)
  return iat <= now && now <= exp && signer.validFrom <= clock.getTime()
}

function refused(reason: PassportReason, payload: HealthClaims | null = null): PassportVerdict {
  return { valid: false, reason, payload }
}
