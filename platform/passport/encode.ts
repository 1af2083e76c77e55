import { randomBytes } from 'node:crypto'
import { encode } from 'cborg'
import type { PassportClaims } from '../../core/domain/papers/dcc-payload.ts'
import { writeCose } from './cose.ts'
import { packHc1 } from './hc1.ts'
import type { PassportSigner } from './signer.ts'
import { keyIdOf } from './trusted-certificate.ts'
import { verifyPassport } from './verify.ts'

/** Signs the claims as an HC1 string. Throws when the signer may not, or when the finished string does not verify. */
export function encodePassport(claims: PassportClaims, signer: PassportSigner): string {
  const { certificate } = signer
  const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()]
  if (claims.iat * 1000 < from) throw new Error('The passport certificate is not valid yet.')
  if (claims.exp * 1000 > to)
    throw new Error('The passport certificate ends before the passport would: renew it first.')
  const hc1 = packHc1(writeCose(cwtOf(claims), keyIdOf(certificate), signer.key))
  const { valid, reason } = verifyPassport(hc1, { trust: [certificate], clock: new Date(claims.iat * 1000) })
  if (!valid) throw new Error(`The finished passport does not verify: ${reason}.`)
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
  return encode(claims)
}
