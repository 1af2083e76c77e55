import { seenQuestion } from '../../domain/citizen/seen-question.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { citizenAt, ownsReport } from '../citizen/owns-report.ts'
import { underCode } from '../citizen/part-of-code.ts'
import { moveReport } from '../move-report.ts'

export interface ConfirmSeen {
  code: string
  address: string
  /** The app of the Platform shows the correction. */
  shows: boolean
  /** As in `ResendReport`. */
  answerShown?: true
}

/**
 * The citizen's word on a correction that landed (features D08). A no opens the case again, with 48 hours of its own and at
 * the head of the station's list; a yes said twice is one yes.
 */
export async function confirmSeen(
  app: App,
  command: ConfirmSeen,
): Promise<Outcome<{ reportId: string; code: string }>> {
  return app.store.transaction(async (tx) => {
    const [root, ...parts] = await underCode(tx, command.code)
    if (!root || !(await ownsReport(app, tx, root, command.address))) return object('no_such_report')
    let outcome: Outcome<unknown> = object('not_possible_now')
    for (const { id } of [root, ...parts]) {
      const answered = await confirmOne(app, tx, id, command)
      if (answered) outcome = answered
    }
    return outcome.ok ? done({ reportId: root.id, code: root.code }) : outcome
  })
}

/** Null: this part is not asked about. */
async function confirmOne(
  app: App,
  tx: Tx,
  id: string,
  { shows, address, answerShown }: ConfirmSeen,
): Promise<Outcome<unknown> | null> {
  const report = await tx.reports.lock(id)
  const question = report && seenQuestion(report, await tx.history.of('report', id), app.now())
  if (!question) return null
  if (shows && question.confirmed) return done(null)
  return moveReport(app, tx, report, {
    action: shows ? 'confirm_seen' : 'not_seen',
    actor: citizenAt(address),
    change: shows ? { endState: 'corrected_and_seen' } : backInLine(app, report),
    shownAt: answerShown ? address : null,
  })
}

/** The evidence of the round before stays in its history; this round needs its own (features D07). */
function backInLine(app: App, { round }: Report): Partial<Report> {
  const recordedAt = app.now()
  const clock = { recordedAt, dueAt: dueAt(recordedAt), round: round + 1 }
  return { ...clock, takenBy: null, answer: null, endState: null, landedRowId: null }
}
