import { randomBytes } from 'node:crypto'
import type { PassportClaims } from '../../core/domain/papers/dcc-payload.ts'
import { isCertificate } from './certificate-schema.ts'
import { writeCose } from './cose.ts'
import { packHc1, unpackHc1 } from './hc1.ts'
import type { PassportSigner } from './signer.ts'
import { factsOf } from './trusted-certificate.ts'
import { type CborValue, writeCbor } from './write-cbor.ts'

/**
 * Signs the claims as an HC1 string. Throws when the signer may not, or when the finished string does not read back as these
 * claims by the schema. That key and certificate belong together was checked when the signer was read.
 */
export function encodePassport(claims: PassportClaims, signer: PassportSigner): string {
  const { kid, validFrom, validTo } = factsOf(signer.certificate)
  if (claims.iat * 1000 < validFrom) throw new Error('The passport certificate is not valid yet.')
  if (claims.exp * 1000 > validTo)
    throw new Error('The passport certificate ends before the passport would: renew it first.')
  const hc1 = packHc1(writeCose(cwtOf(claims), kid, signer.key))
  const read = unpackHc1(hc1)
  if (!read.ok) throw new Error(`The finished passport does not verify: ${read.layer}.`)
  const { iat, exp, certificate } = read.claims
  if (iat !== claims.iat || exp !== claims.exp) throw new Error('The finished passport does not verify: times.')
  if (!isCertificate(certificate)) throw new Error('The finished passport does not verify: schema.')
  return hc1
}

/** Random and unique, without personal data; never from the citizen number. */
export function newUvci(): string {
  if (at + UVCI_BYTES > drawn.length) [drawn, at] = [randomBytes(64 * UVCI_BYTES), 0]
  at += UVCI_BYTES
  return `URN:UVCI:01:VN:${drawn.toString('hex', at - UVCI_BYTES, at).toUpperCase()}`
}

/** Drawn for 64 codes at a time: asking the system for each costs as much as writing the claims. */
const UVCI_BYTES = 16
let drawn = Buffer.alloc(0)
let at = 0

/** Certificate claims as integers, as RFC 8392 numbers them; an absent name part is left out. */
function cwtOf({ iss, iat, exp, certificate }: PassportClaims): Uint8Array {
  const { ver, nam, dob, v } = certificate
  const hcert = { ver, nam: { ...nam }, dob, v: [{ ...v[0] }] }
  const claims: [number, CborValue][] = [
    [1, iss],
    [4, exp],
    [6, iat],
    [-260, new Map([[1, hcert]])],
  ]
  return writeCbor(new Map(claims))
}
