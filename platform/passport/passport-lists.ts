import { createHash, type X509Certificate } from 'node:crypto'
import { CompactSign } from 'jose'
import type { PassportLists } from '../../core/ports/services.ts'
import { algorithmOf, ES256 } from './cose.ts'
import { uciHash } from './revocation.ts'
import type { PassportSigner } from './signer.ts'
import { factsOf, kidOf } from './trusted-certificate.ts'

/** Whoever is without a network longer than this is told that the list is old (features H05). */
const LIST_HOURS = 24
const COUNTRY = 'VN'

export interface PassportListParts {
  loadSigner: () => Promise<PassportSigner>
  /** The active certificate first. */
  loadTrust: () => Promise<readonly X509Certificate[]>
}

/** Both lists say when they were made and until when they count, and are signed with the key of the passports (dcc.md). */
export function passportLists({ loadSigner, loadTrust }: PassportListParts): PassportLists {
  const signed = async (list: object, at: Date) => {
    const iat = Math.floor(at.getTime() / 1000)
    const text = JSON.stringify({ iss: COUNTRY, iat, exp: iat + LIST_HOURS * 3600, ...list })
    return signedText(text, await loadSigner())
  }
  return {
    trust: async (at) => signed({ keys: (await loadTrust()).flatMap(keyOf) }, at),
    revoked: async (codes, at) => {
      const perKey = Map.groupBy(codes, ({ kid }) => kid ?? '')
      const kids = Object.fromEntries(
        [...perKey].map(([kid, ofKey]) => [
          kid,
          Object.fromEntries(ofKey.map(({ ci, revokedAt }) => [uciHash(ci), revokedAt.toISOString()])),
        ]),
      )
      return signed({ hashType: 'UCI', kids }, at)
    },
  }
}

function signedText(text: string, { certificate, key }: PassportSigner): Promise<string> {
  const alg = algorithmOf(key) === ES256 ? 'ES256' : 'PS256'
  return new CompactSign(Buffer.from(text)).setProtectedHeader({ alg, kid: kidOf(certificate) }).sign(key)
}

/** What a browser needs of one certificate; one whose key no verifier may use is left out. */
function keyOf(certificate: X509Certificate): object[] {
  const { key, kinds, validFrom, validTo } = factsOf(certificate)
  const alg = key && algorithmOf(key)
  if (!key || !alg) return []
  const spki = key.export({ format: 'der', type: 'spki' }).toString('base64')
  const name = createHash('sha256').update(certificate.raw).digest('hex')
  return [{ kid: kidOf(certificate), sha256: name, alg, spki, kinds, validFrom, validTo }]
}
