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
    if ((await tx.photos.destroyKeys(command.caseId, app.now())) && photos.length > 0) {
      await giveReceipt(app, tx, command, photos.length)
    }
    return photos.map((photo) => photo.fileKey)
  })
  for (const fileKey of fileKeys) await app.files.remove(fileKey)
}

/** The citizen sees that the photos are gone: a line of the timeline and a message. */
async function giveReceipt(app: App, tx: Tx, { caseId, reason }: DestroyPhotos, photos: number): Promise<void> {
  const report = await tx.reports.lock(caseId)
  if (!report) return
  const eventId = await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'photos_destroyed',
    from: report.state,
    to: report.state,
    actor: SYSTEM,
    detail: { reason, photos },
    at: app.now(),
  })
  await tellCitizen(app, tx, { report, eventId, notice: 'photos-destroyed' })
}
