import { dayInVietNam, midnightInVietNam } from '../citizen/viet-nam-day.ts'
import { isPublicHoliday, minutesOf, WORKING_CALENDAR } from '../staff/working-calendar.ts'

/** A span of one or more weekdays, ISO 1 (Monday) to 7; minutes since midnight in Viet Nam, `to` exclusive. */
export interface OpenSpan {
  weekdays: readonly number[]
  from: number
  to: number
}

/** When a unit answers; public holidays come on top. `closedDays` are the unit's own, YYYY-MM-DD. */
export interface OfficeHours {
  spans: readonly OpenSpan[]
  closedDays: readonly string[]
}

export type CallbackPart = 'morning' | 'afternoon'

export interface CallbackSlot {
  day: string
  part: CallbackPart
}

/** The hours of an office that has set none of its own. */
export const USUAL_HOURS: OfficeHours = {
  spans: WORKING_CALENDAR.hours.map(([from = '', to = '']) => ({
    weekdays: WORKING_CALENDAR.weekdays,
    from: minutesOf(from),
    to: minutesOf(to),
  })),
  closedDays: [],
}

const NOON = 12 * 60
const DAY = 86_400_000

export function isOpen(hours: OfficeHours, at: Date): boolean {
  const minute = minuteInVietNam(at)
  return spansOn(hours, dayInVietNam(at)).some((span) => span.from <= minute && minute < span.to)
}

/** A day (YYYY-MM-DD) on which the unit is open at some hour. */
export function isWorkingDay(hours: OfficeHours, day: string): boolean {
  return spansOn(hours, day).length > 0
}

/** The next working days on which somebody can still call, today among them while a part of it lies ahead. */
export function callbackDays(hours: OfficeHours, at: Date, count: number): string[] {
  const days: string[] = []
  for (let ahead = 0; days.length < count && ahead < 60; ahead++) {
    const day = dayInVietNam(new Date(at.getTime() + ahead * DAY))
    if (partsLeft(hours, day, at).length > 0) days.push(day)
  }
  return days
}

/** The parts of a day that have not begun. */
export function partsLeft(hours: OfficeHours, day: string, at: Date): CallbackPart[] {
  const today = dayInVietNam(at)
  if (day < today) return []
  const ahead = spansOn(hours, day).filter((span) => day > today || span.from > minuteInVietNam(at))
  const parts = ahead.map((span): CallbackPart => (span.from < NOON ? 'morning' : 'afternoon'))
  return [...new Set(parts)]
}

/** The hours of one day (YYYY-MM-DD); none on a day off. */
export function spansOn({ spans, closedDays }: OfficeHours, day: string): OpenSpan[] {
  if (closedDays.includes(day) || isPublicHoliday(day)) return []
  const weekday = new Date(day).getUTCDay() || 7
  return spans.filter((span) => span.weekdays.includes(weekday))
}

function minuteInVietNam(at: Date): number {
  return Math.floor((at.getTime() - midnightInVietNam(dayInVietNam(at)).getTime()) / 60_000)
}
