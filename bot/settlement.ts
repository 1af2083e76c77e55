import type { Delivery, Settlement } from '../core/ports/deliveries.ts'
import type { SendOutcome } from './channel.ts'

/** Tries of a message that meets passing trouble (channels 5.4). */
export const MAX_TRIES = 6

const LONGEST_WAIT_MS = 10 * 60_000
const REPAIR_WAIT_MS = 5 * 60_000

/** 2 s · 2ⁿ up to 10 minutes, spread by up to a half so that a returning server is not met by everybody at once. */
export function retryWaitMs(attempts: number, random: number): number {
  return Math.min(2_000 * 2 ** attempts, LONGEST_WAIT_MS) * (1 - random / 2)
}

/** What becomes of a row after a send: the table of channels 5.4. */
export function settlementOf(
  outcome: SendOutcome,
  message: Pick<Delivery, 'purpose' | 'attempts'>,
  idempotent: boolean,
  now: Date,
  waitMs: number,
): Settlement {
  if (outcome.ok) return { to: 'accepted', providerMessageId: outcome.providerMessageId }
  const { failure, code, retryAfterMs, ambiguous } = outcome
  const why = { failureClass: failure, failureCode: code }
  const later = (ms: number, countsAsAttempt: boolean): Settlement => {
    return { to: 'queued', notBefore: new Date(now.getTime() + ms), countsAsAttempt, ...why }
  }
  // A second notice would say the same thing twice, and nothing can tell whether the first arrived.
  if (ambiguous && !idempotent && message.purpose !== 'reply') return { to: 'unknown', ...why }
  switch (failure) {
    case 'retryable':
      return message.attempts + 1 >= MAX_TRIES ? { to: 'failed', ...why } : later(waitMs, true)
    case 'rate_limited':
      return later(retryAfterMs ?? waitMs, false)
    case 'misconfigured':
    case 'auth_expired':
      return later(REPAIR_WAIT_MS, false)
    case 'blocked':
    case 'window_closed':
    case 'quota':
    case 'permanent':
      return { to: 'failed', ...why }
  }
}
