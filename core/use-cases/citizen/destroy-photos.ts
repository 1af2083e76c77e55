import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { tellCitizen } from '../tell-citizen.ts'

export interface DestroyPhotos {
  caseId: string
  reason: 'withdrawn' | 'retention'
}

/**
 * Destroys the keys of a case, and with them every photo (features C12); the files follow after the transaction.
 * Run again after a crash it removes what is left and tells nobody twice.
 */
export async function destroyPhotos(app: App, command: DestroyPhotos): Promise<void> {
  const fileKeys = await app.store.transaction(async (tx) => {
    const photos = await tx.photos.ofCase(command.caseId)
    const eventId = await destroyKeys(app, tx, command)
    const report = eventId ? await tx.reports.get(command.caseId) : null
    if (eventId && report) await tellCitizen(app, tx, { report, eventId, notice: 'photos-destroyed' })
    return photos.map((photo) => photo.fileKey)
  })
  for (const fileKey of fileKeys) await app.files.remove(fileKey)
}

/**
 * The keys of a case go, and a line of its timeline says so: its id; null when there was nothing to destroy or no report.
 * Whoever withdraws reads it in the message about that.
 */
export async function destroyKeys(app: App, tx: Tx, { caseId, reason }: DestroyPhotos): Promise<string | null> {
  const photos = (await tx.photos.ofCase(caseId)).length
  const destroyed = await tx.photos.destroyKeys(caseId, app.now())
  const report = destroyed && photos > 0 ? await tx.reports.lock(caseId) : null
  if (!report) return null
  return tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'photos_destroyed',
    from: report.state,
    to: report.state,
    actor: SYSTEM,
    detail: { reason, photos },
    at: app.now(),
  })
}
