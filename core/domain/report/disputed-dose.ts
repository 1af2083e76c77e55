/** The paper with which a facility answers "I never had this dose" (features B06). */
export const DISPUTE_PAPERS = ['session_list', 'consent_form', 'screening_form', 'no_paper'] as const

export type DisputePaper = (typeof DISPUTE_PAPERS)[number]

export type DisputeOutcome = 'kept' | 'removed' | 'withdrawn'

/** A recorded dose that its person says was never given to them; frozen from signing until `releasedAt`. */
export interface DisputedDose {
  reportId: string
  doseId: string
  facility: string | null
  /** YYYY-MM-DD. */
  givenOn: string | null
  disputedAt: Date
  releasedAt: Date | null
  outcome: DisputeOutcome | null
  paper: DisputePaper | null
  /** Number or page of that paper. */
  paperNumber: string | null
}

/** What a decision about the report means for its disputed doses; null: nothing is settled yet. */
export function disputeOutcomeOf(action: string): DisputeOutcome | null {
  if (action === 'approve') return 'removed'
  if (action === 'refuse' || action === 'answer') return 'kept'
  return action === 'withdraw' ? 'withdrawn' : null
}
