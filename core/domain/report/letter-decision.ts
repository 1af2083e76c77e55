import { dayInVietNam } from '../citizen/viet-nam-day.ts'
import type { EndState } from './report.ts'
import type { ReportState } from './report-lifecycle.ts'

/** What a decision letter can say (features D13); its words stand at `letter.decisions`. */
export type LetterDecision = 'in_progress' | 'approved' | 'refused' | 'withdrawn' | EndState

/** The step of letter 9458 (or what followed it) on which a decision stands; the words stand at `letter.basis`. */
export type LetterBasis = 'received' | 'approved' | 'refused' | 'answered' | 'corrected' | 'withdrawn'

export interface DecidedOn {
  decision: LetterDecision
  /** Day of the step in Viet Nam, YYYY-MM-DD. */
  on: string
}

interface Step {
  to: string
  action: string
  at: Date
  detail: Record<string, unknown>
}

/** What a letter of that moment says, for each step of a report: each of them can be verified later. */
export function decisionsIn(events: readonly Step[]): DecidedOn[] {
  return events.flatMap((event) => {
    const decision = decisionAfter(event)
    return decision ? [{ decision, on: dayInVietNam(event.at) }] : []
  })
}

/** While it is open, it is a correction in progress, whatever the station is doing with it. */
function decisionAfter({ to, action, detail }: Step): LetterDecision | null {
  if (to === 'closed' && action === 'register_mended') return 'register_mended'
  if (to === 'closed') return action === 'answer' ? ((detail.endState as EndState) ?? null) : 'corrected_and_seen'
  return OF_STATE[to as Exclude<ReportState, 'closed'>] ?? null
}

const OF_STATE: Readonly<Record<Exclude<ReportState, 'closed'>, LetterDecision>> = {
  queued: 'in_progress',
  in_review: 'in_progress',
  needs_identity: 'in_progress',
  deferred: 'in_progress',
  approved: 'approved',
  exported: 'approved',
  platform_updated: 'corrected_waiting',
  refused: 'refused',
  withdrawn: 'withdrawn',
}

export const BASIS_OF: Readonly<Record<LetterDecision, LetterBasis>> = {
  in_progress: 'received',
  approved: 'approved',
  refused: 'refused',
  withdrawn: 'withdrawn',
  corrected_and_seen: 'corrected',
  corrected_waiting: 'approved',
  not_ours: 'answered',
  not_provable: 'answered',
  duplicate: 'answered',
  register_mended: 'corrected',
}
