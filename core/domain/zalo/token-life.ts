const HOUR = 3_600_000

/** An access token lives 25 hours; the timer renews it when fewer than these are left (channels 1.2 c). */
const RENEW_BELOW_MS = 5 * HOUR

export function isDueForRenewal(accessUntil: Date, now: Date): boolean {
  return accessUntil.getTime() - now.getTime() < RENEW_BELOW_MS
}

/** How long an administrator may stay on Zalo's consent page: its code lives as long (channels 1.2). */
export const CONSENT_MS = 10 * 60_000
