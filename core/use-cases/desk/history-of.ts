import type { Tx } from '../../ports/store.ts'
import type { CaseStep } from './case-view.ts'

/** The steps of a report, oldest first, with the names behind the ids. */
export async function historyOf(tx: Tx, reportId: string): Promise<CaseStep[]> {
  const events = await tx.history.of('report', reportId)
  const staffIds = events.flatMap(({ actor }) => (actor.kind === 'staff' ? actor.staffId : []))
  const names = await tx.staff.namesOf([...new Set(staffIds)])
  const units = new Map((await tx.units.all()).map((unit) => [unit.id, unit.name]))
  return events.map(({ seq, at, action, actor, detail }) => ({
    seq,
    at,
    action,
    by: actor.kind,
    staffName: actor.kind === 'staff' ? (names.get(actor.staffId) ?? null) : null,
    unitName: actor.kind === 'staff' ? (units.get(actor.unitId) ?? null) : null,
    detail,
  }))
}
