import type { BirthDate } from './birth-date.ts'
import { datePartsOf } from './calendar-date.ts'
import type { CitizenId } from './citizen-id.ts'
import { ID_PROVINCES } from './id-province-codes.ts'
import type { Sex } from './sex.ts'

/** Which part of the 12 digits disagrees: 1–3 province, 4 sex or century, 5–6 year of birth. */
export type IdFault =
  | { digit: 'province'; found: string }
  | { digit: 'century_sex'; because: 'sex' | 'century'; found: string; expected: string }
  | { digit: 'year'; found: string; expected: string }

export type IdStructure = { ok: true } | { ok: false; digit: IdFault['digit']; faults: readonly IdFault[] }

/**
 * Compares a number with typed facts (Circular 59/2021/TT-BCA art. 4). There is no check digit: agreement proves
 * nothing about the last six. An unknown province may be a country code, so it is suspicious and not wrong.
 */
export function checkIdStructure(
  number: CitizenId,
  facts: { birthDate?: BirthDate | null; sex?: Sex | null },
): IdStructure {
  const faults = [...provinceFaults(number), ...centurySexFaults(number, facts), ...yearFaults(number, facts.birthDate)]
  const first = faults[0]
  return first === undefined ? { ok: true } : { ok: false, digit: first.digit, faults }
}

/** Sex and full birth year as the number says them; the year only for a digit of a century already begun. */
export function factsInId(number: CitizenId): { sex: Sex; birthYear: number } {
  const digit = Number(number[3])
  return {
    sex: digit % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(digit / 2) + Number(number.slice(4, 6)),
  }
}

/** Do sex or birth year in the number contradict the facts? A province alone never proves anything. */
export function contradictsFacts(structure: IdStructure): boolean {
  return !structure.ok && structure.faults.some((fault) => fault.digit !== 'province')
}

function provinceFaults(number: CitizenId): IdFault[] {
  const found = number.slice(0, 3)
  return ID_PROVINCES[found] === undefined ? [{ digit: 'province', found }] : []
}

function centurySexFaults(number: CitizenId, facts: { birthDate?: BirthDate | null; sex?: Sex | null }): IdFault[] {
  const found = number[3] ?? ''
  const inId = factsInId(number)
  const century = facts.birthDate
    ? Math.floor(datePartsOf(facts.birthDate.date).year / 100)
    : Math.floor(inId.birthYear / 100)
  const sex = facts.sex ?? inId.sex
  const expected = String((century - 19) * 2 + (sex === 'female' ? 1 : 0))
  if (found === expected) return []
  return [{ digit: 'century_sex', because: sex === inId.sex ? 'century' : 'sex', found, expected }]
}

function yearFaults(number: CitizenId, birthDate: BirthDate | null | undefined): IdFault[] {
  if (!birthDate) return []
  const found = number.slice(4, 6)
  const expected = birthDate.date.slice(2, 4)
  return found === expected ? [] : [{ digit: 'year', found, expected }]
}
