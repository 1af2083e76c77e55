import { nextAllowance } from '../core/domain/delivery/quiet-hours.ts'
import type { Delivery, Settlement } from '../core/ports/deliveries.ts'
import type { SendOutcome } from './channel.ts'

/** Tries of a message that meets passing trouble (channels 5.4). */
export const MAX_TRIES = 6

const LONGEST_WAIT_MS = 10 * 60_000
/** Longer than the account rests, so that another message tries the repaired account first. */
const REPAIR_WAIT_MS = 15 * 60_000

/** How long the other side's echo may settle a send whose answer was lost (channels 5.4). */
export const ECHO_WAIT_MS = 2 * 60_000

/** What a person may still write within: an answer kept for their next word is forgotten after this. */
const KEPT_FOR_NEXT_WORD_MS = 30 * 24 * 3_600_000

/** 2 s · 2ⁿ up to 10 minutes, spread by up to a half so that a returning server is not met by everybody at once. */
export function retryWaitMs(attempts: number, random: number): number {
  return Math.min(2_000 * 2 ** attempts, LONGEST_WAIT_MS) * (1 - random / 2)
}

export interface Sent {
  outcome: SendOutcome
  message: Pick<Delivery, 'purpose' | 'attempts' | 'channel'>
  /** SHA-256 of the words that left last, lower-case hex. */
  textSha256: string
  idempotent: boolean
  now: Date
  waitMs: number
}

/** What becomes of a row after a send: the table of channels 5.4. */
export function settlementOf({ outcome, message, textSha256, idempotent, now, waitMs }: Sent): Settlement {
  if (outcome.ok) return { to: 'accepted', providerMessageId: outcome.providerMessageId }
  const { failure, code, retryAfterMs, ambiguous } = outcome
  const why = { failureClass: failure, failureCode: code }
  const until = (notBefore: Date, countsAsAttempt: boolean): Settlement => {
    return { to: 'queued', notBefore, countsAsAttempt, ...why }
  }
  const later = (ms: number, countsAsAttempt: boolean) => until(new Date(now.getTime() + ms), countsAsAttempt)
  const isLastTry = message.attempts + 1 >= MAX_TRIES
  if (ambiguous && !idempotent) {
    // A second notice would say the same thing twice, and nothing can tell whether the first arrived; an answer said twice is harmless.
    if (message.purpose !== 'reply') return { to: 'unknown', ...why, lostText: textSha256 }
    const echoMs = message.channel === 'zalo' ? ECHO_WAIT_MS : 0
    return isLastTry ? { to: 'failed', ...why } : { ...later(Math.max(waitMs, echoMs), true), lostText: textSha256 }
  }
  switch (failure) {
    case 'retryable':
      return isLastTry ? { to: 'failed', ...why } : later(waitMs, true)
    case 'rate_limited':
      return later(retryAfterMs ?? waitMs, false)
    case 'misconfigured':
    case 'auth_expired':
      return later(REPAIR_WAIT_MS, false)
    case 'quota':
      return until(nextAllowance(now), false)
    case 'window_closed':
      // A notice takes the next road; an answer waits for the person's next word.
      return message.purpose === 'reply' && message.attempts === 0
        ? later(KEPT_FOR_NEXT_WORD_MS, true)
        : { to: 'failed', ...why }
    case 'blocked':
    case 'permanent':
      return { to: 'failed', ...why }
  }
}
