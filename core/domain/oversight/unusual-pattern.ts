import { dayInVietNam, midnightInVietNam } from '../citizen/viet-nam-day.ts'

/** What in the readings of a week is worth a question to the officer; none of them is a proof (features F12). */
export const UNUSUAL_PATTERNS = ['night', 'neighbour', 'many_readers', 'bulk'] as const

export type UnusualPattern = (typeof UNUSUAL_PATTERNS)[number]

/** Where a pattern begins. */
export const UNUSUAL_FROM = {
  /** Readings between 22:00 and 05:00 in one week. */
  night: 3,
  /** People of the officer's own surname and hamlet, read without taking a step on their report. */
  neighbour: 1,
  /** Officers who opened one person in one week without taking a step. */
  many_readers: 5,
  /** People one officer opened within one hour. */
  bulk: 60,
} as const satisfies Record<UnusualPattern, number>

export interface Finding {
  pattern: UnusualPattern
  /** Null where the pattern is about a person whom many opened. */
  staffId: string | null
  personId: string | null
  /** Readings, people or officers, as the pattern counts. */
  count: number
  firstAt: string
  lastAt: string
}

/** The Monday before the last one, in Viet Nam: the week that is over (YYYY-MM-DD). */
export function weekThatIsOver(now: Date): { from: string; start: Date; end: Date } {
  const today = dayInVietNam(now)
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  const end = new Date(midnightInVietNam(today).getTime() - sinceMonday * 86_400_000)
  const start = new Date(end.getTime() - 7 * 86_400_000)
  return { from: dayInVietNam(start), start, end }
}
