import type { LegalFacts } from '../exchange/frozen-list.ts'
import { sameValue } from '../exchange/snapshot.ts'
import type { IdentityCaseAction } from '../identity-case/identity-case-lifecycle.ts'

/** What the hamlet's group says about one person (2262 step 2): right, wrong, nobody knows them, moved away, dead. */
export const HAMLET_ANSWERS = ['right', 'wrong', 'unknown', 'moved', 'dead'] as const

export type HamletAnswer = (typeof HAMLET_ANSWERS)[number]

export interface GivenAnswer {
  answer: HamletAnswer
  /** Legal fields as the hamlet says they are. */
  corrected: Partial<LegalFacts>
  /** What the hamlet wrote beside it; at most 300 signs. */
  note: string | null
}

/** Only `wrong` corrects, and only what really differs from the frozen value is a correction. */
export function correctionsOf(facts: LegalFacts, given: GivenAnswer): Partial<LegalFacts> {
  if (given.answer !== 'wrong') return {}
  const differing = Object.entries(given.corrected).filter(
    ([field, value]) => value && !sameValue(facts[field as keyof LegalFacts], value),
  )
  return Object.fromEntries(differing)
}

/** "Wrong" without the right value helps the police as little as "unknown": the station asks the citizen. */
export function stepFor(answer: HamletAnswer, corrected: Partial<LegalFacts>): IdentityCaseAction {
  if (answer === 'right') return 'hamlet_confirm'
  return Object.keys(corrected).length > 0 ? 'hamlet_correct' : 'hamlet_object'
}
