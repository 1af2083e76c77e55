import 'reflect-metadata'
import { createPrivateKey } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import { type PassportSigner, readPassportSigner } from '../../platform/passport/signer.ts'

/** A self-signed RSA-2048 signer, valid three years. */
export async function makeRsaSigner(at: Date): Promise<PassportSigner> {
  const exponent = new Uint8Array([1, 0, 1])
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: exponent }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notAfter = new Date(at.getTime() + 3 * 365 * 86_400_000)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=RSA test',
    notBefore: at,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' })
  return readPassportSigner(certificate.toString('pem'), pem.toString())
}
