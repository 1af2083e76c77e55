import { done, type Outcome, object } from '../../domain/objection.ts'
import { appealObjection, appealsIn } from '../../domain/report/appeal.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { HistoryEvent } from '../../ports/history.ts'
import type { Tx } from '../../ports/store.ts'
import { moveReport } from '../move-report.ts'
import { freezeDisputed } from './freeze-disputed.ts'
import { addToNote } from './note.ts'
import { type Passed, passToAnother, passToDistrict } from './other-reviewer.ts'
import { citizenAt, ownsReport } from './owns-report.ts'
import { partInState } from './part-of-code.ts'

export interface AppealReport {
  code: string
  address: string
  /** Why the citizen disagrees; empty: they say nothing more. */
  text: string
  /** As in `ResendReport`. */
  answerShown?: true
}

/**
 * A second opinion on a refusal (features D05): within 30 days, by another person of the unit, and when that person refuses
 * too, by the district; each with 48 hours of its own and a written answer.
 */
export async function appealReport(app: App, command: AppealReport): Promise<Outcome<{ dueAt: Date }>> {
  return app.store.transaction(async (tx) => {
    const found = await partInState(tx, command.code, 'refused')
    const report = found ? await tx.reports.lock(found.id) : null
    if (!report || !(await ownsReport(app, tx, report, command.address))) return object('no_such_report')
    const events = await tx.history.of('report', report.id)
    const objection = appealObjection(events, app.now())
    if (objection) return object(objection)
    const refusers = refusersIn(events)
    const passed = await (appealsIn(events) === 0 ? passToAnother : passToDistrict)(tx, report, refusers)
    return appeal(app, tx, report, command, { refusers, passed })
  })
}

function refusersIn(events: readonly HistoryEvent[]): string[] {
  const refusers = events.flatMap(({ action, actor }) =>
    action === 'refuse' && actor.kind === 'staff' ? [actor.staffId] : [],
  )
  return [...new Set(refusers)]
}

async function appeal(
  app: App,
  tx: Tx,
  report: Report,
  { address, text, answerShown }: AppealReport,
  { refusers, passed }: { refusers: string[]; passed: Passed },
): Promise<Outcome<{ dueAt: Date }>> {
  const recordedAt = app.now()
  const change = {
    ...passed,
    note: addToNote(report.note, text),
    recordedAt,
    dueAt: dueAt(recordedAt),
  }
  const moved = await moveReport(app, tx, report, {
    action: 'appeal',
    actor: citizenAt(address),
    change,
    shownAt: answerShown ? address : null,
  })
  if (!moved.ok) return moved
  await tx.reviewers.bar(report.id, refusers)
  await freezeDisputed(app, tx, report)
  return done({ dueAt: moved.value.report.dueAt })
}
