import type { FailedPhoto } from '../../domain/report/photo-region.ts'
import type { RefusalReason } from '../../domain/report/refusal-reason.ts'
import type { Report } from '../../domain/report/report.ts'
import { MAX_HOPS } from '../../domain/staff/passing-on.ts'
import type { AnswerEndState, AskWhy, Wanted } from '../../domain/staff/wanted.ts'

/** What an officer decides; sentences are for the citizen, dates YYYY-MM-DD. */
export type Decision =
  | { action: 'take' }
  | { action: 'resume' }
  | { action: 'approve' }
  | { action: 'send_to_police' }
  | { action: 'defer'; until: string; sentence: string }
  | { action: 'refuse'; reasons: RefusalReason[]; sentence: string | null; photo?: FailedPhoto | null }
  | { action: 'ask_citizen'; wanted: Wanted[]; why: AskWhy | null; sentence: string | null }
  | { action: 'answer'; endState: AnswerEndState; sentence: string }
  | { action: 'hand_over'; unitId: string }

/**
 * What the decision writes into the report beside its state. The decider holds the case from now on. Asking the district, and
 * its answer, are no hops between units (features E02).
 */
export function changeOf(decision: Decision, report: Report, staffId: string): Partial<Report> {
  const takenBy = staffId
  switch (decision.action) {
    case 'defer':
      return { takenBy, deferredUntil: decision.until, answer: decision.sentence }
    case 'refuse':
      return { takenBy, refusalReasons: decision.reasons, answer: decision.sentence }
    case 'ask_citizen':
      return { takenBy, answer: decision.sentence }
    case 'answer':
      return { takenBy, endState: decision.endState, answer: decision.sentence }
    case 'hand_over':
      return { takenBy: null, unitId: decision.unitId, hops: Math.min(report.hops + 1, MAX_HOPS) }
    case 'resume':
      return { takenBy, deferredUntil: null }
    default:
      return { takenBy }
  }
}

/** Codes for the timeline; the officer's sentence stays out of it. */
export function detailOf(decision: Decision, report: Report, staffId: string): Record<string, unknown> {
  const from = report.takenBy && report.takenBy !== staffId ? { takenOverFrom: report.takenBy } : {}
  switch (decision.action) {
    case 'refuse':
      return { ...from, reasons: decision.reasons, ...(decision.photo ? { photo: decision.photo } : {}) }
    case 'ask_citizen':
      return { ...from, wanted: decision.wanted, ...(decision.why ? { why: decision.why } : {}) }
    case 'answer':
      return { ...from, endState: decision.endState }
    case 'defer':
      return { ...from, until: decision.until }
    case 'hand_over':
      return { ...from, fromUnit: report.unitId, toUnit: decision.unitId }
    default:
      return from
  }
}
