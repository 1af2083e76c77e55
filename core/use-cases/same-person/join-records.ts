import { done, type Outcome, object } from '../../domain/objection.ts'
import { mayUndoJoin } from '../../domain/record/record-join.ts'
import type { Report } from '../../domain/report/report.ts'
import { isInScope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { reachReport, scopeFor } from '../desk/reach-report.ts'
import { writeStep } from './write-step.ts'

const DAY = 86_400_000

interface AboutCase {
  officer: Officer
  code: string
}

/** The first of two officers says that another record is the same person; nothing changes for anybody yet (features B05, E11). */
export async function proposeJoin(app: App, command: AboutCase & { joinedId: string }): Promise<Outcome<RecordJoin>> {
  const { officer, joinedId } = command
  return allOrNothing(app, async (tx) => {
    const reached = await reachReport(tx, officer, 'join_records', command.code, 'lock')
    if (!reached.ok) return reached
    const report = reached.value
    const [kept, joined] = [report.personId, await tx.records.get(joinedId)]
    if (!kept || !joined || joined.id === kept || !isInScope(await scopeFor(tx, officer), joined.unitId))
      return object('no_such_person')
    // Chains would make one record stand for two people; two proposals about one record at once wait for each other.
    for (const id of [joinedId, kept].sort()) await tx.limits.take(`join|${id}`, Number.MAX_SAFE_INTEGER, DAY)
    const busy = [...(await tx.samePerson.joinsOf(joinedId)), ...(await tx.samePerson.joinsOf(kept))]
    if (busy.some((join) => join.keptId === joinedId || join.joinedId === joinedId || join.joinedId === kept))
      return object('changed_meanwhile')
    const join = { id: app.newId(), keptId: kept, joinedId, reportId: report.id, proposedBy: officer.staffId }
    const at = app.now()
    if (!(await tx.samePerson.propose({ ...join, proposedAt: at }))) return object('changed_meanwhile')
    await writeStep(app, tx, officer, report, 'propose_join', { joinId: join.id })
    return done({ ...join, proposedAt: at, confirmedBy: null, confirmedAt: null })
  })
}

/** The second officer: from here both records answer as one person. */
export async function confirmJoin(app: App, command: AboutCase & { joinId: string }): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, report, join) => {
    const { officer } = command
    if (join.confirmedAt) return object('changed_meanwhile')
    if (join.proposedBy === officer.staffId) return object('other_reviewer')
    await tx.samePerson.confirm(join.id, { staffId: officer.staffId, at: app.now() })
    await writeStep(app, tx, officer, report, 'join_records', { joinId: join.id })
    return done(null)
  })
}

/** Within 30 days, or any time before it is confirmed. */
export async function undoJoin(app: App, command: AboutCase & { joinId: string }): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, report, join) => {
    const { officer } = command
    if (!mayUndoJoin(join, app.now())) return object('not_possible_now', { state: report.state })
    await tx.samePerson.undo(join.id, { staffId: officer.staffId, at: app.now() })
    await writeStep(app, tx, officer, report, 'undo_join', { joinId: join.id })
    return done(null)
  })
}

async function withJoin(
  app: App,
  { officer, code, joinId }: AboutCase & { joinId: string },
  work: (tx: Tx, report: Report, join: RecordJoin) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  return allOrNothing(app, async (tx) => {
    const reached = await reachReport(tx, officer, 'join_records', code, 'lock')
    if (!reached.ok) return reached
    const join = await tx.samePerson.lockJoin(joinId)
    if (!join || ![join.keptId, join.joinedId].includes(reached.value.personId ?? ''))
      return object('changed_meanwhile')
    return work(tx, reached.value, join)
  })
}
