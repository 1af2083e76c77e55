import { type CheckedReport, reportObjection } from '../../domain/citizen/check-report.ts'
import type { Correction } from '../../domain/citizen/report-draft.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { DoseClaim, FieldChange, Report } from '../../domain/report/report.ts'
import { dueAt } from '../../domain/report/report-clock.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { moveReport } from '../move-report.ts'
import { noteAgreement } from '../note-agreement.ts'
import { freezeDisputed } from './freeze-disputed.ts'
import { passToAnother, tiredReviewers } from './other-reviewer.ts'
import { citizenAt, ownsReport } from './owns-report.ts'
import { partInState } from './part-of-code.ts'

export interface ResendReport {
  code: string
  address: string
  /** What is corrected now; a field that is not named stays as it was sent. */
  changes?: Correction[]
  doses?: DoseClaim[]
  note?: string | null
  /** The chat shows the outcome itself, so the notice with the same words does not go there once more. */
  answerShown?: true
}

/** A refused report, put right, runs again under the same code: a new round with 48 hours of its own (features D04). */
export async function resendReport(
  app: App,
  command: ResendReport,
): Promise<Outcome<{ code: string; dueAt: Date; round: number }>> {
  return app.store.transaction(async (tx) => {
    const found = await partInState(tx, command.code, 'refused')
    const report = found ? await tx.reports.lock(found.id) : null
    if (!report || !(await ownsReport(app, tx, report, command.address))) return object('no_such_report')
    const fixed = withFixes(report, command)
    const objection = reportObjection(checkedReport(fixed), dayInVietNam(app.now()))
    if (objection) return { ok: false, objection }
    if (report.state === 'refused' && !(await bringsNews(tx, report, fixed))) return object('empty_patch')
    const actor = citizenAt(command.address)
    const tired = await tiredReviewers(tx, report)
    const passed = tired.length > 0 ? await passToAnother(tx, report, tired) : {}
    const change = { ...newRound(app, fixed), ...passed }
    const shownAt = command.answerShown ? command.address : null
    const moved = await moveReport(app, tx, report, { action: 'resend', actor, change, shownAt })
    if (!moved.ok) return moved
    await tx.reviewers.bar(report.id, tired)
    await freezeDisputed(app, tx, moved.value.report)
    await noteAgreement(app, tx, report.id)
    const { code, dueAt, round } = moved.value.report
    return done({ code, dueAt, round })
  })
}

function withFixes(report: Report, { changes = [], doses, note }: ResendReport): Report {
  const fix = (change: FieldChange): FieldChange => {
    const now = changes.find((one) => one.field === change.field)
    return now ? { ...change, correct: now.correct, source: now.source } : change
  }
  return {
    ...report,
    changes: report.changes.map(fix),
    doses: doses ?? report.doses,
    note: note?.trim() || report.note,
  }
}

function checkedReport(report: Report): CheckedReport {
  return { ...report, corrections: report.changes }
}

/** The same papers would be refused for the same reason: something must be different. */
async function bringsNews(tx: Tx, before: Report, after: Report): Promise<boolean> {
  if (everythingTold(before) !== everythingTold(after)) return true
  const refusedAt = (await tx.history.of('report', before.id)).findLast((event) => event.action === 'refuse')?.at
  const photos = await tx.photos.ofCase(before.id)
  return photos.some((photo) => photo.state === 'ready' && (!refusedAt || photo.receivedAt > refusedAt))
}

/** In one order, whatever order a column or a form gave. */
function everythingTold({ changes, doses, note }: Report): string {
  const values = changes.map(({ field, correct }) => [field, correct])
  const claims = doses.map((dose) => [
    dose.doseId,
    dose.number,
    dose.givenOn,
    dose.vaccine,
    dose.lot,
    dose.place,
    dose.note,
  ])
  return JSON.stringify([values, claims, note])
}

function newRound(app: App, fixed: Report): Partial<Report> {
  const recordedAt = app.now()
  const { changes, doses, note } = fixed
  const clock = { recordedAt, dueAt: dueAt(recordedAt), round: fixed.round + 1 }
  return { changes, doses, note, ...clock, takenBy: null, refusalReasons: [], answer: null, deferredUntil: null }
}
