import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type Objection, object } from '../../domain/objection.ts'
import { appealsIn } from '../../domain/report/appeal.ts'
import { disputeOutcomeOf } from '../../domain/report/disputed-dose.ts'
import type { FailedPhoto } from '../../domain/report/photo-region.ts'
import type { Report } from '../../domain/report/report.ts'
import type { PassingOn } from '../../domain/staff/passing-on.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Decision } from './decision.ts'
import { handOverTargets } from './hand-over-targets.ts'

/** What the decision itself lacks: 9458 wants a reason with every refusal, deferral and request. */
export async function incompleteDecision(
  app: App,
  tx: Tx,
  report: Report,
  decision: Decision,
  passing: PassingOn,
): Promise<Objection | null> {
  if (disputeOutcomeOf(decision.action) && (await lacksPaper(tx, report))) return object('paper_needed').objection
  switch (decision.action) {
    case 'refuse':
      if (decision.reasons.length === 0) return object('reason_needed', { field: 'reasons' }).objection
      return decision.sentence?.trim() || !(await isAppealed(tx, report))
        ? failedPhotoObjection(tx, report, decision.photo ?? null)
        : object('answer_needed', { field: 'sentence' }).objection
    case 'ask_citizen':
      if (decision.wanted.length === 0) return object('reason_needed', { field: 'wanted' }).objection
      return decision.why || decision.sentence?.trim() ? null : object('reason_needed', { field: 'why' }).objection
    case 'answer':
      return decision.sentence.trim() === '' ? object('reason_needed', { field: 'sentence' }).objection : null
    case 'defer':
      if (decision.sentence.trim() === '') return object('reason_needed', { field: 'sentence' }).objection
      return decision.until <= dayInVietNam(app.now()) ? object('reason_needed', { field: 'until' }).objection : null
    case 'hand_over': {
      const targets = await handOverTargets(tx, report.unitId, passing)
      return targets.some(({ id }) => id === decision.unitId) ? null : object('not_your_unit').objection
    }
    default:
      return null
  }
}

/** Whoever asked for a second opinion gets words of their own, not only a reason from the list (features D05). */
async function isAppealed(tx: Tx, report: Report): Promise<boolean> {
  return appealsIn(await tx.history.of('report', report.id)) > 0
}

/** The officer may only point at a photo of this very case (features D04). */
async function failedPhotoObjection(tx: Tx, report: Report, photo: FailedPhoto | null): Promise<Objection | null> {
  if (!photo) return null
  const isOwn = (await tx.photos.ofCase(report.id)).some(({ id }) => id === photo.photoId)
  return isOwn ? null : object('no_such_photo').objection
}

/** "I never had this dose" is answered with the facility's own paper, or with the word that there is none (features B06). */
async function lacksPaper(tx: Tx, report: Report): Promise<boolean> {
  const disputes = await tx.disputedDoses.ofReport(report.id)
  return disputes.some(({ paper }) => paper === null)
}
