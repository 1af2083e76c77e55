import { readBirthDate } from '../person/birth-date.ts'
import { readFullName } from '../person/full-name.ts'
import { suggestErrors } from '../person/likely-error.ts'
import type { LikelyError } from '../person/likely-error-kind.ts'
import type { Sex } from '../person/sex.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { ThreeWayRow } from './three-way-check.ts'

/** What is likely wrong between the record and what the citizen states, the surest first (features E16); a guess to read. */
export function likelyErrors(rows: readonly ThreeWayRow[], record: PlatformRecord | null): LikelyError[] {
  if (!record) return []
  const claimed = new Map(rows.map((row) => [row.field, row.claimed]))
  const { fullName, birthDate, birthText, sex, idNumber, idText } = record
  const statement = {
    idText: claimed.get('idNumber') ?? '',
    birthDate: readBirthDate(claimed.get('birthDate') ?? ''),
    fullName: readFullName(claimed.get('fullName') ?? ''),
    sex: sexOf(claimed.get('sex') ?? null),
  }
  const held = {
    idText: idNumber ?? idText,
    birthDate: readBirthDate(birthText) ?? readBirthDate(birthDate ?? ''),
    fullName: readFullName(fullName),
    sex,
  }
  return suggestErrors(held, statement)
}

const sexOf = (text: string | null): Sex | null => (text === 'male' || text === 'female' ? text : null)
