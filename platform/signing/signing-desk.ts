import { createHash, X509Certificate } from 'node:crypto'
import type { Made, Refused, SignatureOnPaper, Signing } from '../../core/ports/signatures.ts'
import { type KeyedSigner, signDetached, signerOf } from './cms.ts'
import type { KeyRing } from './key-ring.ts'
import { pemList } from './pem-list.ts'
import { TokenFault } from './pkcs11-token.ts'
import type { CertificateReader } from './read-certificate.ts'
import { signPdf } from './sign-pdf.ts'
import { REASON, signatureLines } from './signature-words.ts'
import { standingOfSigner, verifyDetached } from './verify-cms.ts'
import { verifyPaper } from './verify-pdf.ts'

export interface SigningDeskParts {
  keys: Pick<KeyRing, 'signerFor' | 'trust'>
  readCertificate: CertificateReader
  hasToken: boolean
}

export function createSigningDesk({ keys, readCertificate, hasToken }: SigningDeskParts): Signing {
  return {
    hasToken,
    readCertificate,
    driverOf: async (ownerId) => (await keys.signerFor(ownerId))?.driver ?? null,
    signDetached: (ownerId, bytes, at) =>
      withSigner(keys, ownerId, at, async (signer) => ({ signature: await signDetached(bytes, signer, at) })),
    signEach: (ownerId, texts, at) =>
      withSigner(keys, ownerId, at, async (signer) => {
        const signatures: Buffer[] = []
        for (const text of texts) signatures.push(await signDetached(text, signer, at))
        return { signatures }
      }),
    signPaper: (ownerId, paper, shown, at) =>
      withSigner(keys, ownerId, at, async (signer) => ({
        paper: await signPdf(paper, signer, visible(shown, signer, at), at),
      })),
    paperFor: async ({ certificatePem, chainPem }, paper, shown, at, signature) => {
      let hash = ''
      const signer: KeyedSigner = {
        ...{ certificate: new X509Certificate(certificatePem), intermediates: pemList(chainPem) },
        sign: async (bytes) => {
          hash = createHash('sha256').update(bytes).digest('hex')
          return signature ?? Buffer.alloc(0)
        },
      }
      return { signed: await signPdf(paper, signer, visible(shown, signer, at), at), hash }
    },
    verifyDetached: async (bytes, signature, at) => verifyDetached(bytes, signature, await keys.trust(), at),
    verifyPaper: async (sent, signed, receivedAt) => verifyPaper(sent, signed, await keys.trust(), receivedAt),
    standing: async ({ certificatePem, chainPem }, at) => {
      const found = standingOfSigner(new X509Certificate(certificatePem), pemList(chainPem), await keys.trust(), at)
      return 'reason' in found ? { ok: false, reason: found.reason } : { ok: true, ...found }
    },
  }
}

/** A certificate that would be refused by whoever checks does not sign in the first place. */
async function withSigner<T extends object>(
  keys: SigningDeskParts['keys'],
  ownerId: string,
  at: Date,
  work: (signer: KeyedSigner) => Promise<T>,
): Promise<Made<T>> {
  const own = await keys.signerFor(ownerId)
  if (!own) return refused('no_certificate')
  const { driver, keyed } = own
  if (!keyed) return refused(driver === 'pkcs11' ? 'token_unreachable' : 'no_certificate')
  const standing = standingOfSigner(keyed.certificate, keyed.intermediates, await keys.trust(), at)
  if ('reason' in standing) return refused(standing.reason)
  try {
    const signer = signerOf(keyed.certificate)
    return { ok: true, signer, driver, revocation: standing.revocation, ...(await work(keyed)) }
  } catch (fault) {
    if (fault instanceof TokenFault) return refused('token_unreachable')
    throw fault
  }
}

function visible(shown: SignatureOnPaper, signer: KeyedSigner, at: Date) {
  const { side, name, unit } = shown
  const lines = signatureLines(shown, signerOf(signer.certificate), at)
  return { side, name, place: unit, reason: REASON[side], lines }
}

const refused = (reason: Refused['reason']): Refused => ({ ok: false, reason })
