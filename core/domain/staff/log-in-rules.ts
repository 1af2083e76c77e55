/** After this many wrong passwords or codes in a row the account rests (features K03). */
export const MAX_FAILURES = 10

export const LOCK_MS = 15 * 60_000

/** Tries from one network address, whoever they say they are, per 15 minutes. */
export const MAX_TRIES_PER_ADDRESS = 60

/** Between password and code. */
export const HALF_SESSION_MS = 10 * 60_000

/** A working day; the second factor is never older (features K03). */
export const SESSION_MS = 12 * 3_600_000

const SHORTEST = 12

/** Long and not the obvious: not the login, not one sign repeated, not a row of digits. */
export function isWeakPassword(password: string, login: string): boolean {
  const text = password.normalize('NFC')
  if ([...text].length < SHORTEST) return true
  const lower = text.toLowerCase()
  if (lower.includes(login.toLowerCase())) return true
  return new Set(lower).size < 6 || '01234567890123456789'.includes(lower)
}

/** What a wrong try does to the account. */
export function afterFailure(failedLogIns: number, now: Date): { failedLogIns: number; lockedUntil: Date | null } {
  const failures = failedLogIns + 1
  if (failures < MAX_FAILURES) return { failedLogIns: failures, lockedUntil: null }
  return { failedLogIns: 0, lockedUntil: new Date(now.getTime() + LOCK_MS) }
}

export function isLocked(account: { lockedUntil: Date | null }, now: Date): boolean {
  return account.lockedUntil !== null && account.lockedUntil > now
}
