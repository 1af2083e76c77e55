import { type BirthDate, isDefaultedDay, swapDayAndMonth } from './birth-date.ts'
import { datePartsOf } from './calendar-date.ts'
import { compareNames, editDistance } from './compare-names.ts'
import { type FullName, foldName } from './full-name.ts'
import type { ErrorKind, LikelyError } from './likely-error-kind.ts'
import type { Sex } from './sex.ts'

export function birthError(
  record: BirthDate | null,
  stated: BirthDate | null,
  witness: { birthYear: number } | null,
): LikelyError | null {
  if (stated === null) return null
  if (record === null) return { field: 'birthDate', kind: 'birth_missing', side: 'record', because: 'form' }
  if (record.date === stated.date) return null
  const kind = birthKind(record, stated)
  if (kind === 'birth_day_unknown')
    return { field: 'birthDate', kind, side: isDefaultedDay(record) ? 'record' : 'statement', because: 'default_day' }
  const [recordYear, statedYear] = [datePartsOf(record.date).year, datePartsOf(stated.date).year]
  const told = witness !== null && recordYear !== statedYear && [recordYear, statedYear].includes(witness.birthYear)
  const side = !told ? 'unknown' : witness.birthYear === statedYear ? 'record' : 'statement'
  return { field: 'birthDate', kind, side, because: told ? 'id_digits' : null }
}

function birthKind(record: BirthDate, stated: BirthDate): ErrorKind {
  if (swapDayAndMonth(record.date) === stated.date) return 'birth_swapped'
  const [a, b] = [datePartsOf(record.date), datePartsOf(stated.date)]
  if (a.year === b.year && (isDefaultedDay(record) || isDefaultedDay(stated))) return 'birth_day_unknown'
  const apart = [a.year !== b.year, a.month !== b.month, a.day !== b.day].filter(Boolean).length
  if (apart > 1) return 'birth_different'
  return a.year === b.year ? 'birth_digit' : 'birth_year_near'
}

export function nameError(record: FullName | null, stated: FullName | null): LikelyError | null {
  if (record === null || stated === null || (compareNames(record, stated) ?? 9) <= 2) return null
  const error = (kind: ErrorKind, side: LikelyError['side'], because: LikelyError['because']): LikelyError => ({
    field: 'fullName',
    kind,
    side,
    because,
  })
  const [a, b] = [foldName(record), foldName(stated)]
  if (a === b) return unmarkedSide(record, stated, a)
  const [wordsA, wordsB] = [a.split(' '), b.split(' ')]
  if ([...wordsA].sort().join(' ') === [...wordsB].sort().join(' ')) return error('name_order', 'unknown', null)
  if (wordsA.length !== wordsB.length)
    return error('name_part_missing', wordsA.length < wordsB.length ? 'record' : 'statement', 'length')
  return error(editDistance(a, b, 2) <= 2 ? 'name_letter' : 'name_different', 'unknown', null)
}

/** The side without any mark has lost them; with marks on both sides only a paper can tell. */
function unmarkedSide(record: FullName, stated: FullName, folded: string): LikelyError {
  const plain = (name: FullName) => name.toLowerCase() === folded
  if (!plain(record) && !plain(stated)) return { field: 'fullName', kind: 'name_marks', side: 'unknown', because: null }
  return { field: 'fullName', kind: 'name_unaccented', side: plain(record) ? 'record' : 'statement', because: 'marks' }
}

export function sexError(record: Sex | null, stated: Sex | null, witness: { sex: Sex } | null): LikelyError | null {
  if (record === null || stated === null || record === stated) return null
  if (witness === null) return { field: 'sex', kind: 'sex_different', side: 'unknown', because: null }
  return {
    field: 'sex',
    kind: 'sex_different',
    side: witness.sex === stated ? 'record' : 'statement',
    because: 'id_digits',
  }
}
