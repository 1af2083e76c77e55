import { endOfDayAfter } from '../citizen/viet-nam-day.ts'

/**
 * No letter gives the hamlet's part of 2262 step 2 a limit. Ours: three days, so that a weekend cannot pass without an evening
 * on which families are at home (docs/decisions/hamlet-review.md).
 */
export const REVIEW_DAYS = 3

/** What one person walks in an evening, and an officer types in at one sitting. */
export const SHEET_ROWS = 40

const DAY = 86_400_000

/** End of the third calendar day after the list date in Viet Nam. */
export function reviewDueAt(drawnUpOn: string): Date {
  return endOfDayAfter(drawnUpOn, REVIEW_DAYS)
}

export type ReviewColour = 'quiet' | 'remind' | 'overdue'

/** From 24 hours before the limit the station reminds the hamlet by word of mouth: the hamlet has no account to write to. */
export function reviewColour(list: { dueAt: Date; open: number }, now: Date): ReviewColour {
  if (list.open === 0) return 'quiet'
  if (list.dueAt < now) return 'overdue'
  return list.dueAt.getTime() - now.getTime() <= DAY ? 'remind' : 'quiet'
}
