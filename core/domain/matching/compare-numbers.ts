import { datePartsOf } from '../person/calendar-date.ts'
import { editDistance } from '../person/compare-names.ts'
import type { MatchFacts } from './match-facts.ts'

/**
 * `neighbour` is a number a step away, as twins have it, registered one after the other; `nearby` is one a few dozen
 * away, as namesakes of one commune and year have it: both look like a typing error and may be another person.
 */
export type NumberLevel =
  | 'same'
  | 'repaired'
  | 'neighbour'
  | 'nearby'
  | 'one_digit'
  | 'two_digits'
  | 'kinds_differ'
  | 'different_unlikely'
  | 'different'
  | 'missing'

/** The best agreement between the numbers a person gives, new and old, and the one in the record. */
export function compareNumbers(claim: MatchFacts, record: MatchFacts): NumberLevel {
  const levels = [claim.number, claim.oldNumber]
    .filter((number) => number !== '')
    .map((number) => compareTwo(number, claim, record))
  return levels.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0] ?? 'missing'
}

const ORDER: readonly NumberLevel[] = [
  'same',
  'repaired',
  'one_digit',
  'neighbour',
  'nearby',
  'two_digits',
  'different',
  'different_unlikely',
  'kinds_differ',
  'missing',
]

function compareTwo(number: string, claim: MatchFacts, record: MatchFacts): NumberLevel {
  const stored = record.repairedNumber
  if (stored.length < 7) return 'missing'
  if (number === stored) return record.number === stored ? 'same' : 'repaired'
  if (Math.abs(number.length - stored.length) > 1) return 'kinds_differ'
  if (isNeighbourNumber(number, stored)) return 'neighbour'
  if (areApart(number, stored) < NEARBY) return 'nearby'
  const steps = editDistance(number, stored, 2)
  if (steps === 1) return 'one_digit'
  if (steps === 2) return 'two_digits'
  return fitsPerson(stored, claim) ? 'different' : 'different_unlikely'
}

/** Consecutive numbers, as twins registered together have them. */
export function isNeighbourNumber(a: string, b: string): boolean {
  return areApart(a, b) < NEIGHBOURS
}

const NEIGHBOURS = 8
const NEARBY = 64

/** Steps between two numbers of one province, sex and year. */
function areApart(a: string, b: string): number {
  if (a.length !== 12 || b.length !== 12 || a === b || a.slice(0, 6) !== b.slice(0, 6)) return Number.POSITIVE_INFINITY
  return Math.abs(Number(a.slice(6)) - Number(b.slice(6)))
}

/** Do sex and birth year of this person agree with the number? If not, the number in the record is likelier wrong. */
function fitsPerson(stored: string, claim: MatchFacts): boolean {
  if (stored.length !== 12 || claim.birth === null || claim.sex === null) return true
  const { year } = datePartsOf(claim.birth.date)
  const digit = (Math.floor(year / 100) - 19) * 2 + (claim.sex === 'female' ? 1 : 0)
  return stored[3] === String(digit) && stored.slice(4, 6) === String(year % 100).padStart(2, '0')
}
