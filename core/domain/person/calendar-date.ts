/** A day of the calendar as `YYYY-MM-DD`, checked to exist. */
export type IsoDate = string & { readonly __isoDate: true }

/** The day, or null when the calendar has no such day; years 1900 to 2099. */
export function calendarDate(year: number, month: number, day: number): IsoDate | null {
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${year}-${two(month)}-${two(day)}` as IsoDate
}

/** The day written `ddmmyyyy`, or null when there is no such day. */
export function isoFromDayMonthYear(text: string): IsoDate | null {
  const parts = /^([0-9]{2})([0-9]{2})([0-9]{4})$/.exec(text)
  return parts ? calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1])) : null
}

export function isCalendarDate(text: string): text is IsoDate {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  return parts !== null && calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null
}

export function datePartsOf(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** The day behind an Excel serial number of the 1900 system (25553 is 16/12/1969); null outside 1900 to 2099. */
export function dateOfSerial(serial: number): IsoDate | null {
  if (!Number.isInteger(serial) || serial < 61 || serial > 73050) return null
  const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000)
  return calendarDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
}

/** dd/mm/yyyy, as every Vietnamese form writes it. */
export function writeDate(date: IsoDate): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/** Days from one date to another, negative when the second is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
