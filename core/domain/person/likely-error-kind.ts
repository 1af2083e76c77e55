import type { BirthDate } from './birth-date.ts'
import type { FullName } from './full-name.ts'
import type { Sex } from './sex.ts'

/** The four facts of letter 9438 as one side holds them. */
export type IdentityFacts = { idText: string; birthDate: BirthDate | null; fullName: FullName | null; sex: Sex | null }

export type ErrorKind =
  | 'id_missing'
  | 'id_lost_zero'
  | 'id_malformed'
  | 'id_old_number'
  | 'id_digits_exchanged'
  | 'id_one_digit'
  | 'id_other_person'
  | 'id_different'
  | 'birth_swapped'
  | 'birth_day_unknown'
  | 'birth_year_near'
  | 'birth_digit'
  | 'birth_different'
  | 'birth_missing'
  | 'name_unaccented'
  | 'name_marks'
  | 'name_part_missing'
  | 'name_order'
  | 'name_letter'
  | 'name_different'
  | 'sex_different'

/** A guess for an officer to read, never to act on: what differs, on which side the error likelier is, and why. */
export type LikelyError = {
  field: 'idNumber' | 'birthDate' | 'fullName' | 'sex'
  kind: ErrorKind
  side: 'record' | 'statement' | 'unknown'
  because: 'form' | 'id_digits' | 'default_day' | 'marks' | 'length' | null
}
