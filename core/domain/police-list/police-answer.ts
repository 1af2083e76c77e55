/** What the commune police say about one row: right, or what stands in the way (features F03, 9438). */
export const POLICE_ANSWERS = [
  'match',
  'wrong_field',
  'not_found',
  'not_resident',
  'must_come',
  'foreigner',
  'deceased',
] as const

export type PoliceAnswer = (typeof POLICE_ANSWERS)[number]

/** 3771 step 2: at most two days from the day the list was drawn up. */
export const POLICE_DAYS = 2

/** A list is read by people: more rows than this are a second list (features F01). */
export const MAX_LIST_ROWS = 200

/** End of the second calendar day after the list date, Asia/Ho_Chi_Minh (UTC+7, no daylight saving). */
export function policeDueAt(drawnUpOn: string): Date {
  const start = Date.parse(`${drawnUpOn}T00:00:00+07:00`)
  return new Date(start + (POLICE_DAYS + 1) * 86_400_000 - 1000)
}
