export interface DayCount {
  /** YYYY-MM-DD */
  day: string
  count: number
}

export interface Forecast {
  expected: number
  /** Eight of ten days lie between these. */
  low: number
  high: number
}

/** Two weeks are the least that shows a weekday twice. */
const FEWEST_DAYS = 14
const DAYS_LOOKED_AT = 56
/** A day counts half as much as one two weeks younger. */
const HALF_LIFE_DAYS = 14
/** Of a normal deviation: eight of ten days lie inside. */
const EIGHT_OF_TEN = 1.28

/**
 * How many reports come on a day (features E19): the level of late, times what that weekday usually is of it. A day within 20 %
 * is what is promised; the interval says how sure it is. Null with less than two weeks to look back on.
 */
export function forecastIntake(days: readonly DayCount[], day: string): Forecast | null {
  const past = days.filter((one) => one.day < day).slice(-DAYS_LOOKED_AT)
  if (past.length < FEWEST_DAYS) return null
  const shares = weekdayShares(past)
  const share = (one: string) => shares[weekdayOf(one)] ?? 1
  const weighted = past.map(({ day: that, count }, at) => {
    return {
      level: share(that) > 0 ? count / share(that) : 0,
      weight: 0.5 ** ((past.length - at) / HALF_LIFE_DAYS),
      that,
      count,
    }
  })
  const weight = weighted.reduce((sum, one) => sum + one.weight, 0)
  const level = weighted.reduce((sum, one) => sum + one.level * one.weight, 0) / weight
  const expected = level * share(day)
  const squares = weighted.reduce(
    (sum, { that, count, weight: w }) => sum + w * relativeSquare(count, level * share(that)),
    0,
  )
  const counted = weight ** 2 / weighted.reduce((sum, one) => sum + one.weight ** 2, 0)
  const variance = (squares / weight) * (counted / Math.max(counted - WEEKDAYS, 1))
  const around = EIGHT_OF_TEN * Math.sqrt(Math.max(variance * expected * expected, expected))
  return {
    expected: Math.round(expected),
    low: Math.max(0, Math.floor(expected - around)),
    high: Math.ceil(expected + around),
  }
}

/** Seven shares were taken from the same days: what is left over from them looks smaller than it is. */
const WEEKDAYS = 7

const relativeSquare = (count: number, expected: number) => (expected > 0 ? (count / expected - 1) ** 2 : 0)

/** What each weekday is of an average day. */
function weekdayShares(days: readonly DayCount[]): number[] {
  const mean = days.reduce((sum, { count }) => sum + count, 0) / days.length
  return Array.from({ length: WEEKDAYS }, (_, weekday) => {
    const same = days.filter(({ day }) => weekdayOf(day) === weekday)
    if (same.length === 0 || mean === 0) return 1
    return same.reduce((sum, { count }) => sum + count, 0) / same.length / mean
  })
}

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
