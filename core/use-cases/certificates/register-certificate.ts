import { done, type Objection, type Outcome, object } from '../../domain/objection.ts'
import { signatureObjection } from '../../domain/signing/signature-objection.ts'
import type { KeyDriver } from '../../domain/signing/signing-driver.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCertificate } from '../../ports/certificates.ts'
import type { CertificateFileFault, ReadCertificate } from '../../ports/signatures.ts'

export interface RegisterCertificate {
  staffId: string
  driver: KeyDriver
  file: Buffer
  /** Of the PKCS#12 file; never logged, never kept. */
  password: string
  /** Who did it: the officer, or the operator at the command line. */
  by: 'officer' | 'operator'
}

const FAULTS: Record<CertificateFileFault, Objection['code']> = {
  not_a_p12: 'p12_unreadable',
  wrong_password: 'p12_wrong_password',
  no_key: 'p12_no_key',
  weak_key: 'p12_weak_key',
  not_a_certificate: 'certificate_unreadable',
  token_without_key: 'token_without_key',
  token_unreachable: 'token_unreachable',
}

/**
 * From now on this officer signs with this certificate; the one before loses its key and stays readable. One that would be
 * refused by whoever checks a signature is not taken at all (dcc.md, Signing).
 */
export async function registerCertificate(
  app: App,
  command: RegisterCertificate,
): Promise<Outcome<SigningCertificate>> {
  const { staffId, driver, file, password } = command
  const opened = await app.signing.readCertificate(driver, file, password)
  if (!opened.ok) return object(FAULTS[opened.reason])
  const standing = await app.signing.standing(opened.read, app.now())
  if (!standing.ok) return signatureObjection(standing.reason)
  const certificate = certificateFrom(app, staffId, opened.read)
  return app.store.transaction(async (tx) => {
    if (await tx.certificates.bySigner(certificate.signer)) return object('certificate_taken')
    if (!(await tx.certificates.register(certificate, opened.read.key))) return object('certificate_taken')
    const subject = { subjectKind: 'certificate', subjectId: certificate.id }
    const detail = { driver, by: command.by, serial: certificate.signer.serial }
    await tx.audit.write({ staffId, action: 'register_certificate', ...subject, detail })
    return done(certificate)
  })
}

function certificateFrom(app: App, staffId: string, read: ReadCertificate): SigningCertificate {
  const { driver, certificatePem, chainPem, signer, notBefore, notAfter } = read
  const about = { driver, certificatePem, chainPem, signer, notBefore, notAfter }
  return { id: app.newId(), staffId, ...about, registeredAt: app.now(), removedAt: null }
}
