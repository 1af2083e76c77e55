import type { MeterReading } from '../../core/domain/zalo/meter.ts'

/** Until Zalo has told its limit: 3,000 a minute of the 4,000 that an app may ask (channels 1.5, 5.3). */
const USUAL = 50
/** However little is left of a minute, answers still go. */
const SPARING = 5
const MINUTE_MS = 60_000

export interface Allowance {
  /** Messages per second that the account should not exceed now. */
  perSecond(): number
  /** Hears what each answer of Zalo tells. */
  note(readings: readonly MeterReading[]): void
}

interface Minute {
  /** Epoch milliseconds. */
  since: number
  remain: number
  total: number
}

/** Zalo counts calls by the minute and says with each answer how many are left: they are spread over what is left of it. */
export function watchAllowance(now: () => Date): Allowance {
  let minute: Minute | null = null
  return {
    perSecond: () => {
      if (!minute) return USUAL
      const even = (minute.total * 1_000) / MINUTE_MS
      const msLeft = minute.since + MINUTE_MS - now().getTime()
      if (msLeft <= 0) return even
      return Math.max(Math.min(even, SPARING), Math.min(even, (minute.remain * 1_000) / msLeft))
    },
    note: (readings) => {
      const calls = readings.find(({ meter }) => meter === 'calls_minute')
      if (!calls || calls.total === null) return
      minute = { since: sinceWhen(minute, calls.remain, now().getTime()), remain: calls.remain, total: calls.total }
    },
  }
}

/** More left than before: a new minute has begun. Before one was seen to begin, minutes are taken for those of the clock. */
function sinceWhen(before: Minute | null, remain: number, at: number): number {
  if (!before) return at - (at % MINUTE_MS)
  const isOver = at - before.since >= MINUTE_MS
  // Answers overtake each other by a few; a new minute gives back more than that.
  const isFull = remain > before.remain + before.total * 0.1
  return isOver || isFull ? at : before.since
}
