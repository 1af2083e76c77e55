import { randomBytes } from 'node:crypto'
import type { PassportClaims } from '../../core/domain/papers/dcc-payload.ts'
import { isCertificate } from './certificate-schema.ts'
import { encodeCbor, writeCose } from './cose.ts'
import { packHc1, unpackHc1 } from './hc1.ts'
import type { PassportSigner } from './signer.ts'
import { factsOf } from './trusted-certificate.ts'

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
  return `URN:UVCI:01:VN:${randomBytes(16).toString('hex').toUpperCase()}`
}

function cwtOf({ iss, iat, exp, certificate }: PassportClaims): Uint8Array {
  const claims = new Map<number, unknown>([
    [1, iss],
    [4, exp],
    [6, iat],
    [-260, new Map([[1, certificate]])],
  ])
  return encodeCbor(claims)
}
