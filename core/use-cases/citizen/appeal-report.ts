import { done, type Outcome, object } from '../../domain/objection.ts'
import { appealObjection } from '../../domain/report/appeal.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { HistoryEvent } from '../../ports/history.ts'
import type { Tx } from '../../ports/store.ts'
import { moveReport } from '../move-report.ts'
import { addToNote } from './note.ts'
import { passToAnother } from './other-reviewer.ts'
import { citizenAt, ownsReport } from './owns-report.ts'

export interface AppealReport {
  code: string
  address: string
  /** Why the citizen disagrees; empty: they say nothing more. */
  text: string
  /** As in `ResendReport`. */
  answerShown?: true
}

/**
 * A second opinion on a refusal (features D05): within 30 days, once in each round, by somebody who did not refuse it, with
 * 48 hours of its own.
 */
export async function appealReport(app: App, command: AppealReport): Promise<Outcome<{ dueAt: Date }>> {
  return app.store.transaction(async (tx) => {
    const found = await tx.reports.byCode(command.code)
    const report = found ? await tx.reports.lock(found.id) : null
    if (!report || !(await ownsReport(app, tx, report, command.address))) return object('no_such_report')
    const events = await tx.history.of('report', report.id)
    const objection = appealObjection(events, app.now())
    if (objection) return object(objection)
    return appeal(app, tx, report, command, refusersIn(events))
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
  refusers: string[],
): Promise<Outcome<{ dueAt: Date }>> {
  const recordedAt = app.now()
  const change = {
    ...(await passToAnother(tx, report, refusers)),
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
  return done({ dueAt: moved.value.report.dueAt })
}
