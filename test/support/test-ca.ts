import 'reflect-metadata'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as x509 from '@peculiar/x509'
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509'

export interface TestCertificate {
  certificate: X509Certificate
  pem: string
  keyPem: string
}

export interface IssueWish {
  name?: string
  kind?: 'ec' | 'rsa'
  from?: Date
  to?: Date
  usages?: KeyUsageFlags
  /** Where the authority says its revocation list is. */
  crlUrl?: string
}

export interface TestCa extends TestCertificate {
  issue(wish?: IssueWish): Promise<TestCertificate>
  /** An authority below this one. */
  below(name: string): Promise<TestCa>
  /** A revocation list in DER. */
  crl(revoked: readonly { of: TestCertificate; at: Date }[], times: { from: Date; next?: Date }): Promise<Buffer>
}

/** What a certificate of a web server may do: no papers. */
export const WEB_SERVER_USAGE = KeyUsageFlags.keyEncipherment

const YEAR = 365 * 86_400_000
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const RSA = {
  ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** An invented authority whose certificates live as long as a test says. */
export async function makeTestCa(at: Date, name = 'CA thử, không có giá trị'): Promise<TestCa> {
  const keys = await newKeys('ec')
  const root = await X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: newSerial(), name: dn(name), keys, signingAlgorithm: EC },
    ...{ notBefore: new Date(at.getTime() - YEAR), notAfter: new Date(at.getTime() + 9 * YEAR), extensions: ofCa() },
  })
  return caFrom(at, root, keys)
}

async function caFrom(at: Date, own: x509.X509Certificate, keys: CryptoKeyPair): Promise<TestCa> {
  const sign = async (subject: string, wish: IssueWish, extensions: Extension[], keyPair: CryptoKeyPair) =>
    X509CertificateGenerator.create({
      ...{ serialNumber: newSerial(), subject: dn(subject), issuer: own.subject, signingAlgorithm: EC },
      ...{ publicKey: keyPair.publicKey, signingKey: keys.privateKey, extensions },
      notBefore: wish.from ?? new Date(at.getTime() - 86_400_000),
      notAfter: wish.to ?? new Date(at.getTime() + YEAR),
    })
  return {
    ...(await asTest(own, keys)),
    issue: async (wish = {}) => {
      const pair = await newKeys(wish.kind ?? 'ec')
      const usages = wish.usages ?? KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
      const extensions: Extension[] = [new BasicConstraintsExtension(false, undefined, true)]
      extensions.push(new KeyUsagesExtension(usages, true))
      if (wish.crlUrl) extensions.push(new CRLDistributionPointsExtension([wish.crlUrl]))
      return asTest(await sign(wish.name ?? 'Cán bộ Thử', wish, extensions, pair), pair)
    },
    below: async (name) => {
      const pair = await newKeys('ec')
      return caFrom(at, await sign(name, { to: new Date(at.getTime() + 5 * YEAR) }, ofCa(), pair), pair)
    },
    crl: async (revoked, { from, next }) => {
      const entries = revoked.map(({ of, at: revocationDate }) => ({
        ...{ serialNumber: of.certificate.serialNumber.toLowerCase(), revocationDate },
        reason: X509CrlReason.keyCompromise,
      }))
      const crl = await X509CrlGenerator.create({
        ...{ issuer: own.subject, thisUpdate: from, signingAlgorithm: EC, signingKey: keys.privateKey, entries },
        ...(next ? { nextUpdate: next } : {}),
      })
      return Buffer.from(crl.rawData)
    },
  }
}

/** A .p12 as OpenSSL 3 writes it when nobody tells it otherwise. */
export function makeP12(one: TestCertificate, password: string, chain: readonly TestCertificate[] = []): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'p12-'))
  const path = (name: string) => join(folder, name)
  writeFileSync(path('cert.pem'), one.pem)
  writeFileSync(path('key.pem'), one.keyPem)
  writeFileSync(path('chain.pem'), chain.map((ca) => ca.pem).join(''))
  const more = chain.length > 0 ? ['-certfile', path('chain.pem')] : []
  const files = ['-in', path('cert.pem'), '-inkey', path('key.pem'), '-out', path('out.p12'), ...more]
  execFileSync('openssl', ['pkcs12', '-export', ...files, '-passout', 'stdin'], { input: `${password}\n` })
  const made = readFileSync(path('out.p12'))
  rmSync(folder, { recursive: true })
  return made
}

const ofCa = () => [
  new BasicConstraintsExtension(true, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
]

const dn = (name: string): Record<string, string[]>[] => [{ C: ['VN'] }, { O: ['So Tiem test'] }, { CN: [name] }]

const newKeys = (kind: 'ec' | 'rsa') =>
  crypto.subtle.generateKey(kind === 'ec' ? EC : RSA, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

const newSerial = () => `4${randomBytes(12).toString('hex').slice(1)}`

async function asTest(one: x509.X509Certificate, keys: CryptoKeyPair): Promise<TestCertificate> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const keyPem = createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' })
  const pem = one.toString('pem')
  return { certificate: new X509Certificate(pem), pem: `${pem}\n`, keyPem: keyPem.toString() }
}
