import type { X509Certificate } from 'node:crypto'
import type { KeyDriver } from '../../core/domain/signing/signing-driver.ts'
import type { Secrets } from '../../core/ports/services.ts'
import type { CertificateFileFault, ReadCertificate, Signing } from '../../core/ports/signatures.ts'
import { signerOf } from './cms.ts'
import { pemOf, readCertificates } from './pem-list.ts'
import { type Token, TokenFault } from './pkcs11-token.ts'
import { readP12 } from './read-p12.ts'

export type CertificateReader = Signing['readCertificate']

type Key = ReadCertificate['key']

/** The key of a PKCS#12 file is sealed here, before anything else sees it (features H13). */
export function certificateReader(secrets: Pick<Secrets, 'sealText'>, token: Token | null): CertificateReader {
  return async (driver, file, password) => {
    if (driver === 'soft') {
      const opened = readP12(file, password)
      if (!opened.ok) return refused(opened.fault)
      const { certificate, chain, keyPem } = opened.p12
      return read(driver, certificate, chain, { sealedKey: secrets.sealText(keyPem), tokenKeyId: null })
    }
    const [certificate, ...chain] = readCertificates(file) ?? []
    if (!certificate) return refused('not_a_certificate')
    if (driver === 'browser') return read(driver, certificate, chain, { sealedKey: null, tokenKeyId: null })
    const tokenKeyId = await onToken(token, certificate)
    if (tokenKeyId === 'token_unreachable') return refused(tokenKeyId)
    return tokenKeyId ? read(driver, certificate, chain, { sealedKey: null, tokenKeyId }) : refused('token_without_key')
  }
}

async function onToken(
  token: Token | null,
  certificate: X509Certificate,
): Promise<string | null | 'token_unreachable'> {
  try {
    return token ? await token.keyIdFor(certificate) : 'token_unreachable'
  } catch (fault) {
    if (fault instanceof TokenFault) return 'token_unreachable'
    throw fault
  }
}

function read(driver: KeyDriver, certificate: X509Certificate, chain: X509Certificate[], key: Key) {
  const { validFromDate: notBefore, validToDate: notAfter } = certificate
  const texts = { certificatePem: certificate.toString(), chainPem: pemOf(chain) }
  return { ok: true as const, read: { driver, ...texts, signer: signerOf(certificate), notBefore, notAfter, key } }
}

const refused = (reason: CertificateFileFault) => ({ ok: false as const, reason })
