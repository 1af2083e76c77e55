import { createPrivateKey, randomBytes } from 'node:crypto'

export interface PemPair {
  certificatePem: string
  keyPem: string
}

const DAY = 86_400_000
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const ROOT_NAME = 'CN=SO TIEM PRACTICE ROOT - NOT VALID, O=So Tiem, C=VN'

/** A root that nobody outside this installation trusts, and whose name says so. */
export async function makePracticeRoot(at: Date): Promise<PemPair> {
  const x509 = await certificates()
  const keys = await newKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...lifetime(at, 5 * 365),
    serialNumber: newSerial(),
    name: ROOT_NAME,
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificatePem: root.toString('pem'), keyPem: await pemOf(keys.privateKey) }
}

export interface PracticeSignerName {
  /** As it will be shown: "Nguyễn Văn A". */
  person: string
  organisation: string
}

/** One certificate for one officer, two years, for signing papers only. */
export async function makePracticeCertificate(root: PemPair, name: PracticeSignerName, at: Date): Promise<PemPair> {
  const x509 = await certificates()
  const [keys, issuer] = [await newKeys(), new x509.X509Certificate(root.certificatePem)]
  const certificate = await x509.X509CertificateGenerator.create({
    ...lifetime(at, 2 * 365),
    serialNumber: newSerial(),
    subject: [
      { C: ['VN'] },
      { O: [name.organisation] },
      { OU: ['SO TIEM PRACTICE - NOT VALID'] },
      { CN: [name.person] },
    ],
    issuer: issuer.subject,
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importKey(root.keyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { certificatePem: certificate.toString('pem'), keyPem: await pemOf(keys.privateKey) }
}

async function certificates() {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

const newSerial = () => `4${randomBytes(16).toString('hex').slice(1)}`

const lifetime = (at: Date, days: number) => ({
  notBefore: new Date(at.getTime() - DAY),
  notAfter: new Date(at.getTime() + days * DAY),
})

async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}

function importKey(pem: string): Promise<CryptoKey> {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), ALGORITHM, false, ['sign'])
}
