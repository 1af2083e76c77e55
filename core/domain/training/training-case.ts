import type { StaffRole } from '../role.ts'

type InBoth = Readonly<Record<'vi' | 'en', string>>

/** An invented case with the one right answer and why (features K11). Nobody in it exists. */
export interface TrainingCase {
  id: string
  text: InBoth
  right: string
  why: InBoth
}

export interface TrainingSet {
  options: Readonly<Record<string, InBoth>>
  cases: readonly TrainingCase[]
}

export const TRAINING_SETS = ['station', 'police', 'helper', 'leader'] as const

export type TrainingSetName = (typeof TRAINING_SETS)[number]

/** Which cases a role learns with. */
export const SET_OF_ROLE: Record<StaffRole, TrainingSetName> = {
  clerk: 'station',
  head: 'station',
  police_officer: 'police',
  police_chief: 'police',
  helper: 'helper',
  district: 'leader',
  province: 'leader',
  auditor: 'leader',
}

/** A new clerk passes the 20 cases with at most this many errors (features K11). */
export const MOST_ERRORS = 2

/** Ten minutes' worth. */
export const SELF_TEST_CASES = 10

/** The self-test takes every second case, so that somebody who did the 20 cases meets only half of them again. */
export function casesFor(set: TrainingSet, kind: 'self_test' | 'practice_cases'): readonly TrainingCase[] {
  if (kind === 'practice_cases' || set.cases.length <= SELF_TEST_CASES) return set.cases
  return set.cases.filter((_, index) => index % 2 === 1).slice(0, SELF_TEST_CASES)
}

export interface TrainingScore {
  right: number
  total: number
  wrong: { shown: TrainingCase; given: string }[]
  passed: boolean
}

export function scoreOf(
  cases: readonly TrainingCase[],
  answers: readonly { caseId: string; given: string }[],
): TrainingScore {
  const given = new Map(answers.map((answer) => [answer.caseId, answer.given]))
  const wrong = cases
    .filter((one) => given.get(one.id) !== one.right)
    .map((one) => ({ shown: one, given: given.get(one.id) ?? '' }))
  return { right: cases.length - wrong.length, total: cases.length, wrong, passed: wrong.length <= MOST_ERRORS }
}
