import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type Objection, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
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
): Promise<Objection | null> {
  switch (decision.action) {
    case 'refuse':
      return decision.reasons.length === 0 ? object('reason_needed', { field: 'reasons' }).objection : null
    case 'ask_citizen':
      if (decision.wanted.length === 0) return object('reason_needed', { field: 'wanted' }).objection
      return decision.why || decision.sentence?.trim() ? null : object('reason_needed', { field: 'why' }).objection
    case 'answer':
      return decision.sentence.trim() === '' ? object('reason_needed', { field: 'sentence' }).objection : null
    case 'defer':
      if (decision.sentence.trim() === '') return object('reason_needed', { field: 'sentence' }).objection
      return decision.until <= dayInVietNam(app.now()) ? object('reason_needed', { field: 'until' }).objection : null
    case 'hand_over': {
      const targets = await handOverTargets(tx, report.unitId)
      return targets.some(({ id }) => id === decision.unitId) ? null : object('not_your_unit').objection
    }
    default:
      return null
  }
}
