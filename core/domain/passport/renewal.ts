/** Told 30 days before the end, and from then on a new code may be taken (features H04). */
export const RENEW_DAYS = 30

const DAY = 86_400_000

/** Codes that end before this moment are near their end. */
export function nearEnd(now: Date): Date {
  return new Date(now.getTime() + RENEW_DAYS * DAY)
}

export function mayRenew(expiresAt: Date, now: Date): boolean {
  return expiresAt <= nearEnd(now)
}
