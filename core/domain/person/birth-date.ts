import { calendarDate, dateOfSerial, datePartsOf, type IsoDate } from './calendar-date.ts'

/** Year only is legal: many older people have no day and month; the date is then 1 January of that year. */
export type BirthDate = { date: IsoDate; precision: 'day' | 'month' | 'year' }

/** How the text was read; `month_first`, `serial` and `lost_zero` are readings a clerk should see listed. */
export type DateReading =
  | 'day_first'
  | 'month_first'
  | 'iso'
  | 'compact'
  | 'lost_zero'
  | 'serial'
  | 'month_only'
  | 'year_only'

export type DateOrder = 'day_first' | 'month_first'

/** Reads a birth date as typed or as a sheet kept it; null when no such day exists. Two-digit years are not guessed. */
export function readBirthDate(text: string, order: DateOrder = 'day_first'): BirthDate | null {
  return readDate(text, order)?.value ?? null
}

/** A day typed in full; null when month or day is missing, or there is no such day. */
export function readWholeDay(text: string): IsoDate | null {
  const read = readBirthDate(text)
  return read?.precision === 'day' ? read.date : null
}

/** The same with the way it was read, for lists of repaired cells. */
export function readDate(
  text: string,
  order: DateOrder = 'day_first',
): { value: BirthDate; reading: DateReading } | null {
  const clean = text
    .normalize('NFC')
    .trim()
    .replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/u, '')
  for (const read of [readIso, readSeparated, readDigits]) {
    const found = read(clean, order)
    if (found !== null) return found
  }
  return null
}

/**
 * Which order a column of a sheet uses. `mixed` when a fair part of the cells proves each: then no cell where both
 * orders are possible may be read without a person. A stray cell or two does not overrule a column.
 */
export function dateOrderOf(column: readonly string[]): DateOrder | 'mixed' {
  const proofs = { day_first: 0, month_first: 0 }
  for (const cell of column) {
    const parts = SEPARATED.exec(cell.trim())
    const [first, second] = [Number(parts?.[1]), Number(parts?.[2])]
    if (first > 12 && second <= 12) proofs.day_first++
    if (second > 12 && first <= 12) proofs.month_first++
  }
  const fewer = Math.min(proofs.day_first, proofs.month_first)
  if (fewer * 20 > proofs.day_first + proofs.month_first) return 'mixed'
  return proofs.month_first > proofs.day_first ? 'month_first' : 'day_first'
}

/** Day and month exchanged, when that gives another real day. */
export function swapDayAndMonth(date: IsoDate): IsoDate | null {
  const { year, month, day } = datePartsOf(date)
  return day === month ? null : calendarDate(year, day, month)
}

/** 1 January often stands for "only the year is known" (domain 7.4). */
export function isDefaultedDay(birth: BirthDate): boolean {
  return birth.precision === 'year' || birth.date.endsWith('-01-01')
}

/** Vaccines were given from 5 years on; an age over 120 is a typing error (domain 7.4). */
export function birthDateDoubt(birth: BirthDate, today: IsoDate): 'in_future' | 'too_young' | 'too_old' | null {
  if (birth.date > today) return 'in_future'
  const age = datePartsOf(today).year - datePartsOf(birth.date).year
  if (age < 5) return 'too_young'
  return age > 120 ? 'too_old' : null
}

type Reading = { value: BirthDate; reading: DateReading } | null

const SEPARATED = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/u
const IN_WORDS = /^(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$/iu

function readIso(text: string): Reading {
  const parts = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/u.exec(text)
  return parts === null ? null : dayOrLess(Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0), 'iso')
}

function readSeparated(text: string, order: DateOrder): Reading {
  const monthOnly = /^(\d{1,2})[/.-](\d{4})$/u.exec(text)
  if (monthOnly !== null) return dayOrLess(Number(monthOnly[2]), Number(monthOnly[1]), 0, 'day_first')
  const parts = SEPARATED.exec(text) ?? IN_WORDS.exec(text)
  if (parts === null) return null
  const [first, second, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const dayFirst = dayOrLess(year, second, first, 'day_first')
  const monthFirst = dayOrLess(year, first, second, 'month_first')
  return order === 'day_first' ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst)
}

function readDigits(text: string): Reading {
  const digits = /^(\d{4,8})(?:\.0+)?$/u.exec(text)?.[1]
  if (digits === undefined) return null
  if (digits.length >= 7) return readCompact(digits)
  const year = Number(digits)
  if (digits.length === 4 && year >= 1900 && year <= 2099) return dayOrLess(year, 0, 0, 'year_only')
  const date = digits.length <= 5 ? dateOfSerial(year) : null
  return date === null ? null : { value: { date, precision: 'day' }, reading: 'serial' }
}

function readCompact(digits: string): Reading {
  const padded = digits.padStart(8, '0')
  const reading = digits.length === 7 ? 'lost_zero' : 'compact'
  const dayFirst = dayOrLess(Number(padded.slice(4)), Number(padded.slice(2, 4)), Number(padded.slice(0, 2)), reading)
  if (dayFirst !== null || digits.length === 7) return dayFirst
  return dayOrLess(Number(padded.slice(0, 4)), Number(padded.slice(4, 6)), Number(padded.slice(6)), reading)
}

/** Zeros for the day, or for day and month, mean that they are not known. */
function dayOrLess(year: number, month: number, day: number, reading: DateReading): Reading {
  const date = calendarDate(year, month || 1, day || 1)
  if (date === null || (month === 0 && day !== 0)) return null
  if (month === 0) return { value: { date, precision: 'year' }, reading: 'year_only' }
  return day === 0
    ? { value: { date, precision: 'month' }, reading: 'month_only' }
    : { value: { date, precision: 'day' }, reading }
}
