const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Viet Nam has no daylight saving. */
const ZONE = 7 * HOUR
const FROM = 21 * HOUR
const UNTIL = 7 * HOUR

/** The moment a push may leave: now, or 07:00 in Viet Nam when it is between 21:00 and 07:00 there (features I10). */
export function afterQuietHours(now: Date): Date {
  const intoDay = (now.getTime() + ZONE) % DAY
  if (intoDay >= UNTIL && intoDay < FROM) return now
  const untilMorning = intoDay < UNTIL ? UNTIL - intoDay : DAY - intoDay + UNTIL
  return new Date(now.getTime() + untilMorning)
}

/** When a channel's daily allowance is there again: 06:05 of the next day in Viet Nam (channels 5.4). */
export function nextAllowance(now: Date): Date {
  const midnight = now.getTime() - ((now.getTime() + ZONE) % DAY)
  return new Date(midnight + DAY + 6 * HOUR + 5 * 60_000)
}
