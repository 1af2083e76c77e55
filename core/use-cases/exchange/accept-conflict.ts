import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import { recordedDose, recordedField } from '../identity/recorded-values.ts'

/** An officer has seen was, is and approved: the approved value goes out in spite of the newer one (features G05). */
export async function acceptConflict(
  app: App,
  { officer, changeId }: { officer: Extract<Actor, { kind: 'staff' }>; changeId: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const waiting = await tx.approvedChanges.lockWaiting(officer.unitId)
    const change = waiting.find((one) => one.id === changeId)
    const record = change && (await tx.records.get(change.personId))
    if (!change || !record) return object('no_such_person')
    const dose = (await tx.records.dosesOf(record.id)).find((one) => one.id === change.doseId)
    const recorded = change.field === 'dose' ? (dose ? recordedDose(dose) : null) : recordedField(record, change.field)
    await tx.approvedChanges.acceptConflict(change.id, recorded)
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'accept_conflict',
      subjectKind: 'approved_change',
      subjectId: change.id,
      detail: { field: change.field },
    })
    return done(null)
  })
}
