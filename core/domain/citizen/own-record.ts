import { readBirthDate } from '../person/birth-date.ts'
import { readCitizenId } from '../person/citizen-id.ts'
import { foldName, readFullName } from '../person/full-name.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { Claimant } from './claimant.ts'

/** What a person typed, in the form in which records are found. */
export interface SearchFacts {
  nameFolded: string
  birthDate: string
  sex: 'male' | 'female'
  idNumber: string | null
}

const NO_NAME = '-'
const NO_DAY = '1900-01-01'

export function searchFacts(claimant: Claimant): SearchFacts {
  const name = readFullName(claimant.fullName)
  const id = readCitizenId(claimant.idNumber ?? '')
  return {
    nameFolded: name ? foldName(name) : NO_NAME,
    birthDate: readBirthDate(claimant.birthDate)?.date ?? NO_DAY,
    sex: claimant.sex,
    idNumber: id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null,
  }
}

/**
 * The one record that may be shown to whoever holds this phone. The phone must be the recorded one, and either name,
 * birth date and sex agree, or the number and two of these three. Two records that fit are none: nobody guesses.
 */
export function chooseRecord(
  candidates: readonly PlatformRecord[],
  facts: SearchFacts,
  phone: string,
): PlatformRecord | null {
  const own = candidates.filter((record) => record.phone === phone && agrees(record, facts))
  const distinct = [...new Map(own.map((record) => [record.id, record])).values()]
  const exact = distinct.filter((record) => facts.idNumber !== null && record.idNumber === facts.idNumber)
  const left = distinct.length > 1 ? exact : distinct
  return left.length === 1 ? (left[0] ?? null) : null
}

function agrees(record: PlatformRecord, facts: SearchFacts): boolean {
  const name = readFullName(record.fullName)
  const agreeing = [
    name !== null && foldName(name) === facts.nameFolded,
    record.birthDate === facts.birthDate,
    record.sex === facts.sex,
  ].filter(Boolean).length
  const sameNumber = facts.idNumber !== null && record.idNumber === facts.idNumber
  return agreeing === 3 || (sameNumber && agreeing === 2)
}
