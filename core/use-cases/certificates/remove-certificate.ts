import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'

/** The key goes at once; the certificate stays, so that what it signed stays verifiable (features H13). */
export async function removeCertificate(app: App, staffId: string): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const current = await tx.certificates.current(staffId)
    if (!current) return object('no_certificate')
    await tx.certificates.remove(staffId, app.now())
    const subject = { subjectKind: 'certificate', subjectId: current.id }
    await tx.audit.write({ staffId, action: 'remove_certificate', ...subject })
    return done(null)
  })
}
