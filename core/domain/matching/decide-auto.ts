import { swapDayAndMonth } from '../person/birth-date.ts'
import type { NameLevel } from './compare-name-words.ts'
import { isNeighbourNumber } from './compare-numbers.ts'
import type { MatchFacts } from './match-facts.ts'
import type { Candidate } from './match-index.ts'
import type { Levels } from './score-pair.ts'

/** Bits a lone candidate needs, and bits to the next different person, before a program may link with no one looking. */
export const AUTO_BITS = 8
export const AUTO_MARGIN_BITS = 6

/**
 * The record that may be linked without a person, or null. Strict on purpose: two of three groups must agree (number;
 * name with birth date; phone, dose or place), a given name may not contradict, and twins or father and son never pass.
 */
export function decideAuto(ranked: readonly Candidate[]): string | null {
  const [best, ...rest] = ranked
  if (best === undefined || best.score.bits < AUTO_BITS || isDoubtful(best.score.levels)) return null
  const rival = rest.find((other) => !isSamePerson(best.facts, other.facts))
  if (rival !== undefined && best.score.bits - rival.score.bits < AUTO_MARGIN_BITS) return null
  if (rest.some((other) => isNamesake(best, other))) return null
  return agreeingGroups(best.score.levels) >= 2 ? best.recordId : null
}

/** A same-named profile whose birth date fits better than the best one's: two profiles, or two people. */
function isNamesake(best: Candidate, other: Candidate): boolean {
  if (best.score.levels.birth === 'same' || other.score.levels.birth !== 'same') return false
  return best.facts.plain === other.facts.plain && best.score.levels.number !== 'same'
}

/** Two profiles of one person, as far as name and birth date (which may be swapped or defaulted) can tell. */
export function isSamePerson(a: MatchFacts, b: MatchFacts): boolean {
  if (a.plain !== b.plain || isNeighbourNumber(a.repairedNumber, b.repairedNumber)) return false
  if (a.birth === null || b.birth === null) return true
  if (a.birth.date === b.birth.date || swapDayAndMonth(a.birth.date) === b.birth.date) return true
  const sameYear = a.birth.date.slice(0, 4) === b.birth.date.slice(0, 4)
  return sameYear && (a.birth.date.endsWith('-01-01') || b.birth.date.endsWith('-01-01'))
}

/** Twins differ in the given name or a neighbour number, father and son in the birth date: each is a stop. */
function isDoubtful(levels: Levels): boolean {
  const numberAgrees = hasNumber(levels)
  if (levels.number === 'neighbour' || GIVEN_CONTRADICTS.has(levels.name)) return true
  if (GIVEN_DOUBTFUL.has(levels.name) && !numberAgrees) return true
  if (levels.birth === 'different') return true
  return CONFLICTING.has(levels.number) && levels.phone !== 'same' && levels.dose !== 'same'
}

const GIVEN_CONTRADICTS: ReadonlySet<NameLevel> = new Set([
  'given_differs',
  'given_only',
  'loosely_alike',
  'different',
  'missing',
])
/** Middle names too: twins may be Minh Anh and Ngọc Anh, and where the clan stands last the given name is in the middle. */
const GIVEN_DOUBTFUL: ReadonlySet<NameLevel> = new Set([
  'given_marks_differ',
  'given_sounds_alike',
  'given_one_letter',
  'middle_differs',
  'surname_differs',
])
const CONFLICTING: ReadonlySet<Levels['number']> = new Set(['different', 'different_unlikely', 'two_digits', 'nearby'])
const SAME_NAME: ReadonlySet<NameLevel> = new Set(['same', 'same_unmarked', 'marks_differ'])
const NEAR_BIRTH: ReadonlySet<Levels['birth']> = new Set([
  'swapped',
  'same_year_day_unknown',
  'day_differs',
  'month_differs',
  'year_near',
])

function agreeingGroups(levels: Levels): number {
  const support = levels.phone === 'same' || levels.dose === 'same' || levels.place === 'same_commune'
  return [hasNumber(levels), hasNameAndBirth(levels), support].filter(Boolean).length
}

function hasNumber(levels: Levels): boolean {
  return levels.number === 'same' || levels.number === 'repaired'
}

/** One of the two exact and the other near: a typing error touches one field more often than both. */
function hasNameAndBirth(levels: Levels): boolean {
  if (levels.birth === 'same') return true
  return NEAR_BIRTH.has(levels.birth) && SAME_NAME.has(levels.name)
}
