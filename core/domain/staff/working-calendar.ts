import table from './working-calendar.json' with { type: 'json' }

interface WorkingCalendar {
  /** 1 Monday … 7 Sunday. */
  weekdays: readonly number[]
  /** Spans of a working day in Vietnamese time, HH:MM; what lies between them is the lunch break. */
  hours: readonly (readonly string[])[]
  /** Days off on the same date each year, MM-DD (Labour Code 2019, art. 112). */
  everyYear: readonly string[]
  /** Days off, first and last, YYYY-MM-DD. `announced` false: by the rule of the law, until the government has said. */
  holidays: readonly { from: string; to: string; name: string; announced: boolean }[]
}

/** Office hours and public holidays, written down again each year: the one table of them. */
export const WORKING_CALENDAR: WorkingCalendar = table

/** A day off for everybody, YYYY-MM-DD: by the law or by announcement, so that no limit is stretched by a day nobody has given. */
export function isPublicHoliday(day: string): boolean {
  return WORKING_CALENDAR.everyYear.includes(day.slice(5)) || holidaysOn(day).some(({ announced }) => announced)
}

/** The same with days that are only expected: for sharing out work. */
export function isLikelyHoliday(day: string): boolean {
  return isPublicHoliday(day) || holidaysOn(day).length > 0
}

const holidaysOn = (day: string) => WORKING_CALENDAR.holidays.filter(({ from, to }) => from <= day && day <= to)

/** HH:MM as minutes since midnight. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
