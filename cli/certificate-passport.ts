import { createPrivateKey, type X509Certificate } from 'node:crypto'
import { validity } from '../core/domain/papers/dcc-payload.ts'
import type { App } from '../core/ports/app.ts'
import { factsOf, maySign } from '../platform/passport/trusted-certificate.ts'
import { maySignPapers } from '../platform/signing/certificate-chain.ts'
import type { KeyRing } from '../platform/signing/key-ring.ts'
import { readCertificates } from '../platform/signing/pem-list.ts'
import { readP12 } from '../platform/signing/read-p12.ts'
import type { CommandIo, ExitCode } from './command.ts'
import { readGiven } from './given-file.ts'
import { readSecret } from './read-secret.ts'

interface Given {
  /** A PKCS#12 file, or the certificate when the key is apart. */
  bytes: Buffer
  /** Path of the key in PEM. */
  key: string | undefined
}

type DscFault = 'dscUnreadable' | 'dscKey' | 'dscUsage' | 'dscNotYet' | 'dscTooShort'

/**
 * Installs the signer of passports. A code lives twelve months, so a certificate that ends sooner signs none (dcc.md, Format);
 * the one before is retired, and what it signed stays valid until its own day.
 */
export async function installPassport(app: App, keys: KeyRing, given: Given, io: CommandIo): Promise<ExitCode> {
  const password = await readSecret('CERTIFICATE_PASSWORD', io.stdin)
  const keyFile = given.key ? readGiven(given.key, io) : null
  if (given.key && !keyFile) return 2
  const pair = keyFile ? pairOf(given.bytes, keyFile, password) : fromP12(given.bytes, password)
  const fault = pair ? faultOf(pair, app.now()) : 'dscUnreadable'
  if (!pair || fault) {
    io.err(io.say(`certificates.cli.${fault}`))
    return 1
  }
  const kid = await keys.installPassportSigner(pair.certificate.toString(), pair.keyPem)
  const subject = { subjectKind: 'passport_signer', subjectId: kid }
  await app.store.transaction((tx) => tx.audit.write({ staffId: null, action: 'install_passport_signer', ...subject }))
  const { validFromDate, validToDate } = pair.certificate
  io.out(JSON.stringify({ kid, notBefore: validFromDate.toISOString(), notAfter: validToDate.toISOString() }))
  if (yearAfter(yearAfter(app.now())) > validToDate) io.err(io.say('certificates.cli.dscReplaceSoon'))
  return 0
}

interface Pair {
  certificate: X509Certificate
  keyPem: string
}

function fromP12(bytes: Buffer, password: string): Pair | null {
  const read = readP12(bytes, password)
  return read.ok ? { certificate: read.p12.certificate, keyPem: read.p12.keyPem } : null
}

function pairOf(bytes: Buffer, keyFile: Buffer, passphrase: string): Pair | null {
  try {
    const [certificate] = readCertificates(bytes) ?? []
    const key = createPrivateKey({ key: keyFile, format: 'pem', passphrase })
    const keyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
    return certificate?.checkPrivateKey(key) ? { certificate, keyPem } : null
  } catch {
    return null
  }
}

function faultOf({ certificate }: Pair, now: Date): DscFault | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
  const isEc = type === 'ec' && details?.namedCurve === 'prime256v1'
  if (!isEc && !(type === 'rsa' && (details?.modulusLength ?? 0) >= 2048)) return 'dscKey'
  if (!maySignPapers(certificate) || !maySign(factsOf(certificate), 'v')) return 'dscUsage'
  if (certificate.validFromDate > now) return 'dscNotYet'
  return yearAfter(now) > certificate.validToDate ? 'dscTooShort' : null
}

/** When a code that is made at that moment ends. */
const yearAfter = (from: Date) => new Date(validity(from).exp * 1000)
