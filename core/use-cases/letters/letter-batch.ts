import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Letter, LetterBatch } from '../../ports/letters.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Unit } from '../../ports/units.ts'
import { scopeFor } from '../desk/reach-report.ts'

export interface OpenBatch {
  batch: LetterBatch
  unit: Unit
  letters: Letter[]
}

/** A batch with everyone in it; each opening is written into the audit, since it shows names and addresses. */
export async function openBatch(
  app: App,
  { officer, batchId }: { officer: Officer; batchId: string },
): Promise<Outcome<OpenBatch>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const batch = await tx.letters.batch(batchId, await scopeFor(tx, officer))
    const unit = batch && (await tx.units.get(batch.unitId))
    if (!batch || !unit) return object('no_such_list')
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'open_letters', subjectKind: 'letters', subjectId: batchId })
    return done({ batch, unit, letters: await tx.letters.ofBatch(batchId, batch.kind) })
  })
}

/** The hamlet group has carried them round; marked twice it is marked once. */
export async function markHandedOver(
  app: App,
  { officer, batchId }: { officer: Officer; batchId: string },
): Promise<Outcome<null>> {
  if (!may(officer, 'send_reminders')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    if (!(await tx.letters.batch(batchId, await scopeFor(tx, officer)))) return object('no_such_list')
    await tx.letters.handOver(batchId, officer.staffId, app.now())
    return done(null)
  })
}
