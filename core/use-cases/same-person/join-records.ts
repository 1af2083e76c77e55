import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { reachReport } from '../desk/reach-report.ts'
import { confirmIn, proposeIn, undoIn } from './join-steps.ts'
import { writeStep } from './write-step.ts'

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
    if (!report.personId) return object('no_such_person')
    const proposal = { officer, keptId: report.personId, joinedId, reportId: report.id }
    const proposed = await proposeIn(app, tx, proposal)
    if (!proposed.ok) return proposed
    await writeStep(app, tx, officer, report, 'propose_join', { joinId: proposed.value.id })
    return proposed
  })
}

/** The second officer: from here both records answer as one person. */
export async function confirmJoin(app: App, command: AboutCase & { joinId: string }): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, report, join) => {
    const { officer } = command
    const confirmed = await confirmIn(app, tx, officer, join)
    if (!confirmed.ok) return confirmed
    await writeStep(app, tx, officer, report, 'join_records', { joinId: join.id })
    return done(null)
  })
}

/** Within 30 days, or any time before it is confirmed. */
export async function undoJoin(app: App, command: AboutCase & { joinId: string }): Promise<Outcome<null>> {
  return withJoin(app, command, async (tx, report, join) => {
    const { officer } = command
    if (!(await undoIn(app, tx, officer, join))) return object('not_possible_now', { state: report.state })
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
