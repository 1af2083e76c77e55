import { act } from '../domain/lifecycle.ts'
import { done, type Outcome, object } from '../domain/objection.ts'
import { NOTICE_OF, type NoticeKey } from '../domain/report/notice.ts'
import type { Report } from '../domain/report/report.ts'
import { REPORT_LIFECYCLE, type ReportAction } from '../domain/report/report-lifecycle.ts'
import type { Actor } from '../domain/role.ts'
import type { App } from '../ports/app.ts'
import type { Tx } from '../ports/store.ts'
import { tellCitizen } from './tell-citizen.ts'

export interface ReportMove {
  action: ReportAction
  actor: Actor
  /** What changes beside the state. */
  change?: Partial<Report>
  /** Codes, counts and field names for the timeline; no value of a person. */
  detail?: Record<string, unknown>
  /** A chat whose answer says it already: the notice does not go there once more. */
  shownAt?: string | null
  /** Another text than the step's own, where the step asks more of the citizen. */
  notice?: NoticeKey
}

/**
 * The only way a report moves: rule, state, history and the citizen's message in the caller's transaction.
 * Answers the moved report and the id of its event, or an objection with nothing changed.
 */
export async function moveReport(
  app: App,
  tx: Tx,
  report: Report,
  move: ReportMove,
): Promise<Outcome<{ report: Report; eventId: string }>> {
  const next = act(REPORT_LIFECYCLE, report.state, move.action, move.actor.role)
  if (!next.ok) return next
  const moved: Report = { ...report, ...move.change, state: next.value }
  if (!(await tx.reports.save(moved))) return object('changed_meanwhile')
  const eventId = await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: move.action,
    from: report.state,
    to: next.value,
    actor: move.actor,
    detail: move.detail ?? {},
    at: app.now(),
  })
  await tellCitizen(app, tx, {
    report: moved,
    eventId,
    notice: move.notice ?? NOTICE_OF[move.action],
    shownAt: move.shownAt ?? null,
  })
  return done({ report: { ...moved, version: moved.version + 1 }, eventId })
}
