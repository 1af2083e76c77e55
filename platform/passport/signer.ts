import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto'
import { algorithmOf } from './cose.ts'

/** A document signer: the certificate that verifiers trust, and its key. */
export interface PassportSigner {
  certificate: X509Certificate
  key: KeyObject
}

const PRACTICE_NAME = 'SO TIEM PRACTICE - NOT VALID'
const VACCINATION_USAGE = '1.3.6.1.4.1.1847.2021.1.2'
const DAY = 86_400_000

/** Reads a signer from PEM texts; throws with the reason when the pair cannot sign passports. */
export function readPassportSigner(certificatePem: string, keyPem: string, passphrase?: string): PassportSigner {
  const certificate = new X509Certificate(certificatePem)
  const key = createPrivateKey({ key: keyPem, format: 'pem', passphrase })
  if (!certificate.checkPrivateKey(key))
    throw new Error('The passport key does not belong to the passport certificate.')
  if (!algorithmOf(key)) throw new Error('The passport key must be P-256 or RSA of at least 2048 bits.')
  return { certificate, key }
}

/**
 * Makes a self-signed P-256 signer for practice, valid two years: it signs for one year and its codes live for one more
 * (dcc.md, Format). Its name says that it is not valid, and no verifier outside trusts it.
 */
export async function makePracticeSigner(at: Date): Promise<{ certificatePem: string; keyPem: string }> {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notAfter = new Date(at)
  notAfter.setUTCFullYear(at.getUTCFullYear() + 2)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `00${randomBytes(16).toString('hex')}`,
    name: `CN=${PRACTICE_NAME}, O=So Tiem, C=VN`,
    notBefore: new Date(at.getTime() - DAY),
    notAfter: new Date(notAfter.getTime() + DAY),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([VACCINATION_USAGE]),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return {
    certificatePem: certificate.toString('pem'),
    keyPem: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}
