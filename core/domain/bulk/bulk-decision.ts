import type { RefusalReason } from '../report/refusal-reason.ts'
import type { AskWhy, Wanted } from '../staff/wanted.ts'
import type { ReadyAnswerKey } from '../thread/ready-answer.ts'

/**
 * What may be decided about many cases with one press (features E06). Never an approval and never the way to the police:
 * whoever says that a person's facts are right has looked at that person.
 */
export const BULK_ACTIONS = ['take', 'ready_answer', 'ask_citizen', 'defer', 'refuse', 'hand_over'] as const

/** Dates YYYY-MM-DD; sentences are for the citizen. What is asked for and a ready answer have words for each row. */
export type BulkDecision =
  | { action: 'take' }
  | { action: 'ready_answer'; answerKey: ReadyAnswerKey }
  | { action: 'ask_citizen'; wanted: Wanted[]; why: AskWhy | null; sentence: string | null }
  | { action: 'defer'; until: string; sentence: string }
  | { action: 'refuse'; reasons: RefusalReason[]; sentence: string | null }
  | { action: 'hand_over'; unitId: string }

export const BULK_ROWS = 500

/** As long as one press takes it all back: nothing has moved and nobody has been told before that. */
export const UNDO_MINUTES = 10

/** A planned one waits for its officer; `waiting` runs when its time has come. */
export type BulkState = 'planned' | 'waiting' | 'undone' | 'done'

export function mayUndoBulk(bulk: { state: BulkState; runsAt: Date | null }, now: Date): boolean {
  return bulk.state === 'waiting' && bulk.runsAt !== null && now < bulk.runsAt
}
