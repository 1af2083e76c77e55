import { done, type Outcome, object } from '../../domain/objection.ts'
import { UNMASK_MS, type UnmaskReason } from '../../domain/staff/unmask.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { wholeOf } from './photos-of-case.ts'
import { reachReport } from './reach-report.ts'

export interface UnmaskPhoto {
  officer: Officer
  code: string
  photoId: string
  reason: UnmaskReason
  note: string | null
}

/** Uncovers one photo of one case for this officer and a short while; the audit keeps the reason (features C08). */
export async function unmaskPhoto(app: App, command: UnmaskPhoto): Promise<Outcome<{ until: Date }>> {
  const { officer, photoId, reason, note } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'see_photo', command.code, 'read')
    if (!reached.ok) return reached
    const photo = await tx.photos.get(photoId)
    if (photo?.reportId !== wholeOf(reached.value) || photo.state !== 'ready' || !photo.shownAreas)
      return object('no_such_photo')
    if (reason === 'other' && !note) return object('reason_needed')
    const { staffId } = officer
    const reportId = reached.value.id
    const id = app.newId()
    const expiresAt = new Date(app.now().getTime() + UNMASK_MS)
    await tx.photoUnmasks.record({ id, photoId, reportId, staffId, reason, note, unmaskedAt: app.now(), expiresAt })
    const detail = { reportId, reason, unmaskId: id }
    await tx.audit.write({ staffId, action: 'unmask_photo', subjectKind: 'photo', subjectId: photoId, detail })
    return done({ until: expiresAt })
  })
}
