import { endOfDayAfter, midnightInVietNam } from '../citizen/viet-nam-day.ts'

/** What the commune police say about one row: right, or what stands in the way (features F03, 9438). */
export const POLICE_ANSWERS = [
  'match',
  'wrong_field',
  'not_found',
  'not_resident',
  'must_come',
  'foreigner',
  'deceased',
  // The papers are right and the population database is not (features F08).
  'register_wrong',
] as const

export type PoliceAnswer = (typeof POLICE_ANSWERS)[number]

/** 3771 step 2: at most two days from the day the list was drawn up. */
export const POLICE_DAYS = 2

/** A list is read by people: more rows than this are a second list (features F01). */
export const MAX_LIST_ROWS = 200

/** What the person is asked to come for; everything else is settled without them (features F08, F09). */
export const CALLING_ANSWERS = ['must_come', 'register_wrong'] as const satisfies readonly PoliceAnswer[]

export type CallKind = (typeof CALLING_ANSWERS)[number]

export function callKindOf(answer: PoliceAnswer | null): CallKind | null {
  return CALLING_ANSWERS.find((one) => one === answer) ?? null
}

/** The half of the day on which a person is expected; the hours themselves are those of the office. */
export const DAY_PARTS = ['morning', 'afternoon'] as const

export type DayPart = (typeof DAY_PARTS)[number]

/** Nobody is asked to come to an hour that is over: the morning ends at noon, the day with the usual hours of an office. */
const PART_ENDS_AT = { morning: 12, afternoon: 17 } as const

/** `comeOn` is YYYY-MM-DD in Viet Nam; without a part of the day the whole day counts (features F09). */
export function isSlotOver({ comeOn, comePart }: { comeOn: string; comePart: DayPart | null }, now: Date): boolean {
  const hour = PART_ENDS_AT[comePart ?? 'afternoon']
  return midnightInVietNam(comeOn).getTime() + hour * 3_600_000 <= now.getTime()
}

/** End of the second calendar day after the list date in Viet Nam. */
export function policeDueAt(drawnUpOn: string): Date {
  return endOfDayAfter(drawnUpOn, POLICE_DAYS)
}

/**
 * Which of the two days it is, counted from 1; the day of drawing up belongs to the first. Null when the time is over
 * (features F02).
 */
export function policeDay(dueAt: Date, now: Date): number | null {
  const left = dueAt.getTime() - now.getTime()
  if (left < 0) return null
  return Math.max(1, POLICE_DAYS - Math.floor(left / 86_400_000))
}
