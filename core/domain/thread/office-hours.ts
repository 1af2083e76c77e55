import { dayInVietNam } from '../citizen/viet-nam-day.ts'

/** A span of one or more weekdays, ISO 1 (Monday) to 7; minutes since midnight in Viet Nam, `to` exclusive. */
export interface OpenSpan {
  weekdays: readonly number[]
  from: number
  to: number
}

/** When a unit answers. `closedDays` are YYYY-MM-DD: the unit's own, and the lunar holidays as they are announced. */
export interface OfficeHours {
  spans: readonly OpenSpan[]
  closedDays: readonly string[]
}

export type CallbackPart = 'morning' | 'afternoon'

export interface CallbackSlot {
  day: string
  part: CallbackPart
}

const WORKING_WEEK = [1, 2, 3, 4, 5]

/** The usual hours of an office: 7:30–11:30 and 13:30–17:00, Monday to Friday. */
export const USUAL_HOURS: OfficeHours = {
  spans: [
    { weekdays: WORKING_WEEK, from: 450, to: 690 },
    { weekdays: WORKING_WEEK, from: 810, to: 1_020 },
  ],
  closedDays: [],
}

/** Public holidays with a fixed date, MM-DD: New Year, Reunification, Labour Day, National Day (Labour Code 2019, art. 112). */
const FIXED_HOLIDAYS = ['01-01', '04-30', '05-01', '09-02']

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

function spansOn({ spans, closedDays }: OfficeHours, day: string): OpenSpan[] {
  if (closedDays.includes(day) || FIXED_HOLIDAYS.includes(day.slice(5))) return []
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return spans.filter((span) => span.weekdays.includes(weekday))
}

function minuteInVietNam(at: Date): number {
  const local = new Date(at.getTime() + 7 * 3_600_000)
  return local.getUTCHours() * 60 + local.getUTCMinutes()
}
