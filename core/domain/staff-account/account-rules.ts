const DAY = 86_400_000

/** Features K04: nobody used it for so long that nobody would miss it. */
export const IDLE_MS = 90 * DAY

/** A password on a slip is used within three days, or a new slip is written: long enough for a weekend. */
export const FIRST_PASSWORD_MS = 3 * DAY

/** Two networks within this time look like two people with one account (features K04). */
export const SAME_TIME_MS = 3_600_000

/** A place is written down at most this often, so that a page costs a look and no lock. */
export const PLACE_FRESH_MS = 600_000

/** A request for a second person waits this long. */
export const REQUEST_MS = 3 * DAY

/** A challenge to a passkey, and the way to the province's own log-in and back (features K03). */
export const CHALLENGE_MS = 5 * 60_000

export function isIdle({ lastSeenAt }: { lastSeenAt: Date | null }, now: Date): boolean {
  return lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() >= IDLE_MS
}

export function isSlipTooOld({ firstPasswordUntil }: { firstPasswordUntil: Date | null }, now: Date): boolean {
  return firstPasswordUntil !== null && firstPasswordUntil <= now
}
