import type { BirthLevel, DoseLevel, PhoneLevel, PlaceLevel, SexLevel } from './compare-facts.ts'
import { compareBirths, compareDoses, comparePhones, comparePlaces, compareSexes } from './compare-facts.ts'
import { compareNameWords, type NameLevel } from './compare-name-words.ts'
import { compareNumbers, type NumberLevel } from './compare-numbers.ts'
import type { MatchFacts } from './match-facts.ts'

/** How each field of a claim agrees with a record: what an officer is shown, and what is weighed. */
export type Levels = {
  number: NumberLevel
  name: NameLevel
  birth: BirthLevel
  sex: SexLevel
  phone: PhoneLevel
  place: PlaceLevel
  dose: DoseLevel
}

/** Bits per level: log2(m/u) of Fellegi and Sunter; where the value's own frequency is u, log2(m) alone. */
export type MatchWeights = { readonly [Field in keyof Levels]: Readonly<Record<Levels[Field], number>> }

/** Shares of the population, 0 to 1, that bear this unmarked name, birth date, phone or commune. */
export type Frequencies = {
  population: number
  ofName(plain: string): number
  ofBirth(date: string): number
  ofPhone(phone: string): number
  ofCommune(commune: string): number
}

export type PairScore = { bits: number; levels: Levels; parts: Readonly<Record<keyof Levels, number>> }

/** Evidence in bits that the claim and the record are one person; 0 is even chances in this population. */
export function scorePair(
  claim: MatchFacts,
  record: MatchFacts,
  weights: MatchWeights,
  frequencies: Frequencies,
): PairScore {
  const levels = comparePair(claim, record)
  const rarity = rarityOf(record, frequencies)
  const part = <Field extends keyof Levels>(field: Field): number => {
    const table: Readonly<Record<string, number>> = weights[field]
    const level = levels[field]
    return (table[level] ?? 0) + (RARITY_LEVELS.has(`${field}.${level}`) ? rarity[field]() : 0)
  }
  const parts = {
    number: part('number'),
    name: part('name'),
    birth: part('birth'),
    sex: part('sex'),
    phone: part('phone'),
    place: part('place'),
    dose: part('dose'),
  }
  const bits = Object.values(parts).reduce((sum, part) => sum + part, -Math.log2(frequencies.population))
  return { bits, levels, parts }
}

export function comparePair(claim: MatchFacts, record: MatchFacts): Levels {
  return {
    number: compareNumbers(claim, record),
    name: compareNameWords(claim, record),
    birth: compareBirths(claim.birth, record.birth),
    sex: compareSexes(claim, record),
    phone: comparePhones(claim, record),
    place: comparePlaces(claim, record),
    dose: compareDoses(claim, record),
  }
}

/** For these levels the value's own frequency is u: a common name counts for little and a rare one for much. */
export const RARITY_LEVELS: ReadonlySet<string> = new Set([
  'number.same',
  'number.repaired',
  'name.same',
  'name.same_unmarked',
  'name.marks_differ',
  'name.given_marks_differ',
  'birth.same',
  'phone.same',
  'place.same_commune',
])

/** A number is one person's, but now and then a relative's was typed: as if this many people bore each. */
const BEARERS_OF_A_NUMBER = 0.05

function rarityOf(record: MatchFacts, frequencies: Frequencies): Record<keyof Levels, () => number> {
  const bits = (share: number) => -Math.log2(share)
  return {
    number: () => bits(BEARERS_OF_A_NUMBER / frequencies.population),
    name: () => bits(frequencies.ofName(record.plain)),
    birth: () => bits(frequencies.ofBirth(record.birth?.date ?? '')),
    phone: () => bits(frequencies.ofPhone(record.phone ?? '')),
    place: () => bits(frequencies.ofCommune(record.commune)),
    sex: () => 0,
    dose: () => 0,
  }
}
