import type { Report } from '../report/report.ts'

const DAY = 86_400_000

/** "Does your app now show it?" is asked from this day after the correction landed (features D08). */
export const ASK_SEEN_DAYS = 3

/** Silence until this day is a yes. */
export const SETTLE_DAYS = 14

interface Step {
  id: string
  action: string
  at: Date
}

/** The correction a citizen is asked about. */
export interface SeenQuestion {
  /** The event by which it landed. */
  eventId: string
  asked: boolean
  /** They said it is there. */
  confirmed: boolean
}

/** The open question about what landed last; null before day 3, after day 14, and for whatever has no read-back (features D07). */
export function seenQuestion(
  { state, landedRowId }: Pick<Report, 'state' | 'landedRowId'>,
  events: readonly Step[],
  now: Date,
): SeenQuestion | null {
  if (landedRowId === null || (state !== 'platform_updated' && state !== 'closed')) return null
  const landed = events.findLast(({ action }) => action === 'landed')
  const days = landed ? (now.getTime() - landed.at.getTime()) / DAY : -1
  if (!landed || days < ASK_SEEN_DAYS || days >= SETTLE_DAYS) return null
  const later = events.slice(events.indexOf(landed)).map(({ action }) => action)
  return { eventId: landed.id, asked: later.includes('ask_seen'), confirmed: later.includes('confirm_seen') }
}
