import { done, type Outcome, object } from '../../domain/objection.ts'
import { mayUndoJoin } from '../../domain/record/record-join.ts'
import { isInScope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { objectionToSecond } from '../staff/second-person.ts'

const DAY = 86_400_000

interface Proposal {
  officer: Officer
  keptId: string
  joinedId: string
  reportId: string | null
}

/** The first of two officers says that two records are one person; nothing changes for anybody yet. */
export async function proposeIn(app: App, tx: Tx, proposal: Proposal): Promise<Outcome<RecordJoin>> {
  const { officer, keptId, joinedId, reportId } = proposal
  const joined = await tx.records.get(joinedId)
  if (!joined || joined.id === keptId || !isInScope(await scopeFor(tx, officer), joined.unitId))
    return object('no_such_person')
  // Chains would make one record stand for two people; two proposals about one record at once wait for each other.
  for (const id of [joinedId, keptId].sort()) await tx.limits.take(`join|${id}`, Number.MAX_SAFE_INTEGER, DAY)
  const busy = [...(await tx.samePerson.joinsOf(joinedId)), ...(await tx.samePerson.joinsOf(keptId))]
  if (busy.some((join) => join.keptId === joinedId || join.joinedId === joinedId || join.joinedId === keptId))
    return object('changed_meanwhile')
  const at = app.now()
  const join = { id: app.newId(), keptId, joinedId, reportId, proposedBy: officer.staffId }
  if (!(await tx.samePerson.propose({ ...join, proposedAt: at }))) return object('changed_meanwhile')
  return done({ ...join, proposedAt: at, confirmedBy: null, confirmedAt: null })
}

/** The second officer: from here both records answer as one person. */
export async function confirmIn(app: App, tx: Tx, officer: Officer, join: RecordJoin): Promise<Outcome<null>> {
  if (join.confirmedAt) return object('changed_meanwhile')
  const objection = await objectionToSecond(tx, officer, join.proposedBy, 'other_reviewer')
  if (objection) return { ok: false, objection }
  await tx.samePerson.confirm(join.id, { staffId: officer.staffId, at: app.now() })
  return done(null)
}

/** Within 30 days, or any time before it is confirmed; `false`: too late. */
export async function undoIn(app: App, tx: Tx, officer: Officer, join: RecordJoin): Promise<boolean> {
  if (!mayUndoJoin(join, app.now())) return false
  await tx.samePerson.undo(join.id, { staffId: officer.staffId, at: app.now() })
  return true
}
