import { type BirthDate, isDefaultedDay, swapDayAndMonth } from '../person/birth-date.ts'
import { datePartsOf, daysBetween, type IsoDate } from '../person/calendar-date.ts'
import { editDistance } from '../person/compare-names.ts'
import type { MatchFacts } from './match-facts.ts'
import { isSameProvince } from './place-name.ts'

export type BirthLevel =
  | 'same'
  | 'swapped'
  | 'same_year_day_unknown'
  | 'day_differs'
  | 'month_differs'
  | 'year_near'
  | 'year_differs'
  | 'same_year'
  | 'different'
  | 'missing'

export function compareBirths(a: BirthDate | null, b: BirthDate | null): BirthLevel {
  if (a === null || b === null) return 'missing'
  if (a.date === b.date) return 'same'
  if (swapDayAndMonth(a.date) === b.date) return 'swapped'
  const [one, other] = [datePartsOf(a.date), datePartsOf(b.date)]
  if (one.year === other.year) {
    if (isDefaultedDay(a) || isDefaultedDay(b)) return 'same_year_day_unknown'
    if (one.month === other.month) return 'day_differs'
    return one.day === other.day ? 'month_differs' : 'same_year'
  }
  if (one.month !== other.month || one.day !== other.day) return 'different'
  return isNearYear(one.year, other.year) ? 'year_near' : 'year_differs'
}

export type SexLevel = 'same' | 'different' | 'missing'

export function compareSexes(a: MatchFacts, b: MatchFacts): SexLevel {
  if (a.sex === null || b.sex === null) return 'missing'
  return a.sex === b.sex ? 'same' : 'different'
}

export type PhoneLevel = 'same' | 'one_digit' | 'different' | 'missing'

export function comparePhones(a: MatchFacts, b: MatchFacts): PhoneLevel {
  if (a.phone === null || b.phone === null) return 'missing'
  if (a.phone === b.phone) return 'same'
  return editDistance(a.phone, b.phone, 1) === 1 ? 'one_digit' : 'different'
}

export type PlaceLevel = 'same_commune' | 'same_district' | 'same_province' | 'different' | 'missing'

export function comparePlaces(a: MatchFacts, b: MatchFacts): PlaceLevel {
  if (a.province === '' || b.province === '') return 'missing'
  if (!isSameProvince(a.province, b.province)) return 'different'
  if (a.commune !== '' && a.commune === b.commune) return 'same_commune'
  return a.district !== '' && a.district === b.district ? 'same_district' : 'same_province'
}

export type DoseLevel = 'same' | 'date_only' | 'near' | 'none' | 'missing'

/** The dose a person claims against those of the record: a date and vaccine together are hard to guess. */
export function compareDoses(claim: MatchFacts, record: MatchFacts): DoseLevel {
  const claimed = claim.doses[0]
  if (claimed === undefined || claimed.date === '' || record.doses.length === 0) return 'missing'
  const sameDay = record.doses.filter((dose) => dose.date === claimed.date)
  if (sameDay.some((dose) => dose.vaccine === claimed.vaccine)) return 'same'
  if (sameDay.length > 0) return 'date_only'
  const near = record.doses.some((dose) => dose.vaccine === claimed.vaccine && isNear(dose.date, claimed.date))
  return near ? 'near' : 'none'
}

function isNear(a: string, b: string): boolean {
  return a !== '' && Math.abs(daysBetween(a as IsoDate, b as IsoDate)) <= 20
}

function isNearYear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2 || Math.abs(a - b) === 10 || editDistance(String(a), String(b), 1) === 1
}
