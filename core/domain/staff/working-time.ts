import { dayInVietNam } from '../citizen/viet-nam-day.ts'
import table from './working-calendar.json' with { type: 'json' }

export interface WorkingCalendar {
  /** 1 Monday … 7 Sunday. */
  weekdays: readonly number[]
  /** Spans of a working day in Vietnamese time, HH:MM; what lies between them is the lunch break. */
  hours: readonly (readonly string[])[]
  /** Days off, first and last, YYYY-MM-DD. `announced` false: by the rule of the law, until the government has said. */
  holidays: readonly { from: string; to: string; name: string; announced: boolean }[]
}

/** Office hours and public holidays, written down again each year. */
export const WORKING_CALENDAR: WorkingCalendar = table

const DAY = 86_400_000

/**
 * How much of a span falls into working hours, in milliseconds: for sharing out work, never for the 48 hours of letter 9458,
 * which run on (features E09). 0 when the span ends before it begins.
 */
export function workingMsBetween(from: Date, to: Date, calendar: WorkingCalendar = WORKING_CALENDAR): number {
  let sum = 0
  for (let day = midnight(dayInVietNam(from)); day < to.getTime(); day += DAY) {
    if (!isWorkingDay(dayInVietNam(new Date(day)), calendar)) continue
    for (const [opens = '', closes = ''] of calendar.hours) {
      const start = Math.max(day + clock(opens), from.getTime())
      const end = Math.min(day + clock(closes), to.getTime())
      sum += Math.max(0, end - start)
    }
  }
  return sum
}

/** `day` YYYY-MM-DD in Viet Nam. */
export function isWorkingDay(day: string, { weekdays, holidays }: WorkingCalendar = WORKING_CALENDAR): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return weekdays.includes(weekday) && !holidays.some(({ from, to }) => from <= day && day <= to)
}

const midnight = (day: string): number => new Date(`${day}T00:00:00+07:00`).getTime()

function clock(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}
