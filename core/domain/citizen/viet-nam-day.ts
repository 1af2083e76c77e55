/** The day in Viet Nam (UTC+7, no daylight saving) as YYYY-MM-DD. */
export function dayInVietNam(at: Date): string {
  return localTime(at).slice(0, 10)
}

/** The clock in Viet Nam as `2026-11-16 12:00:05`. */
export function clockInVietNam(at: Date): string {
  return localTime(at).slice(0, 19).replace('T', ' ')
}

const localTime = (at: Date) => new Date(at.getTime() + 7 * 3_600_000).toISOString()

/** So many days later, both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The moment this day (YYYY-MM-DD) begins in Viet Nam. */
export function midnightInVietNam(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`)
}

/** The last second of the day that lies `days` calendar days after this one (YYYY-MM-DD), in Viet Nam. */
export function endOfDayAfter(day: string, days: number): Date {
  return new Date(midnightInVietNam(day).getTime() + (days + 1) * 86_400_000 - 1000)
}
