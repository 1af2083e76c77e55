/** A sixth try could be a stranger who found the link; the station gives a new one by hand. */
export const MOST_WRONG_PINS = 5

const DAY = 86_400_000

/** A day past the hamlet's own limit, for a phone that was out of reach; five days at most, whenever the link is made. */
export function linkExpiresAt(dueAt: Date, now: Date): Date {
  const afterLimit = Math.max(dueAt.getTime(), now.getTime()) + DAY
  return new Date(Math.min(afterLimit, now.getTime() + 5 * DAY))
}
