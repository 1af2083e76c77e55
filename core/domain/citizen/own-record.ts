import { alphaTwo } from '../papers/countries.ts'
import { readBirthDate } from '../person/birth-date.ts'
import { readCitizenId } from '../person/citizen-id.ts'
import { foldName, readFullName } from '../person/full-name.ts'
import { passportKey } from '../person/passport-key.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { Claimant } from './claimant.ts'
import { opens, type WaysIn } from './way-in.ts'

/** What a person typed, in the form in which records are found. */
export interface SearchFacts {
  nameFolded: string
  birthDate: string
  sex: 'male' | 'female'
  idNumber: string | null
  /** A foreign passport (features A12): the number as `passportKey` writes it, the country as the Platform does (alpha-2). */
  passport: { key: string; nationality: string } | null
}

const NO_NAME = '-'
const NO_DAY = '1900-01-01'

export function searchFacts(claimant: Claimant): SearchFacts {
  const name = readFullName(claimant.fullName)
  const nationality = claimant.passportCountry ? alphaTwo(claimant.passportCountry) : null
  const key = nationality ? passportKey(claimant.idNumber ?? '') : null
  const id = readCitizenId(claimant.passportCountry ? '' : (claimant.idNumber ?? ''))
  return {
    nameFolded: name ? foldName(name) : NO_NAME,
    birthDate: readBirthDate(claimant.birthDate)?.date ?? NO_DAY,
    sex: claimant.sex,
    idNumber: id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null,
    passport: key && nationality ? { key, nationality } : null,
  }
}

/** What officers confirmed about several records and numbers of one person (features A14, B05). */
export interface KnownPerson {
  /** Confirmed numbers besides the recorded one. */
  otherNumbers(recordId: string): readonly string[]
  /** The record that stands for this one's person. */
  standsFor(recordId: string): string
}

/**
 * The id of the one record that may be shown to whoever has proved these ways in: its phone, or a paper at the counter. And
 * either name, birth date and sex agree, or two of these three with a number or a paper seen. Two people who fit are none: nobody guesses.
 */
export function chooseRecord(
  candidates: readonly PlatformRecord[],
  facts: SearchFacts,
  ways: WaysIn,
  known: KnownPerson,
): string | null {
  const own = candidates.filter((record) => opens(ways, record) && agrees(record, facts, ways, known))
  const exact = own.filter((record) => hasNumber(record, facts, known))
  const people = (records: readonly PlatformRecord[]) => [...new Set(records.map(({ id }) => known.standsFor(id)))]
  // Of two that fit, the one whose number is typed; else the one that fits whole: a twin's paper opens no other twin (A07).
  const whole = own.filter((record) => factsAgreeing(record, facts) === 3)
  const left = [own, exact, whole].map(people).find(({ length }) => length === 1)
  return left?.[0] ?? null
}

function agrees(record: PlatformRecord, facts: SearchFacts, ways: WaysIn, known: KnownPerson): boolean {
  const agreeing = factsAgreeing(record, facts)
  const isNamed = hasNumber(record, facts, known) || ways.seen.has(record.id)
  return agreeing === 3 || (isNamed && agreeing === 2)
}

/** How many of name, birth date and sex are the recorded ones. */
function factsAgreeing(record: PlatformRecord, facts: SearchFacts): number {
  const name = readFullName(record.fullName)
  const sameName = name !== null && foldName(name) === facts.nameFolded
  return [sameName, record.birthDate === facts.birthDate, record.sex === facts.sex].filter(Boolean).length
}

function hasNumber(record: PlatformRecord, { idNumber, passport }: SearchFacts, known: KnownPerson): boolean {
  if (passport) return record.nationality === passport.nationality && passportKey(record.idText) === passport.key
  if (idNumber === null) return false
  return record.idNumber === idNumber || known.otherNumbers(record.id).includes(idNumber)
}
