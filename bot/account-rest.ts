import { nextAllowance } from '../core/domain/delivery/quiet-hours.ts'
import type { SendOutcome } from './channel.ts'

/** How a whole account must rest after one answer (channels 5.4). */
export interface Rest {
  what: 'everything' | 'push'
  until: Date
  failureClass: string
  failureCode: string
  /** People must repair something or know of it. */
  isAlert: boolean
}

const REPAIR_MS = 5 * 60_000
const SHORTEST_MS = 2_000
/** A longer wait is a rule for what we push, such as a night: answers go on (channels 1.5, -234). */
const LONGEST_FOR_ALL_MS = 5 * 60_000

/** Null: the outcome concerns this message or this address only. */
export function restAfter(outcome: SendOutcome, now: Date): Rest | null {
  if (outcome.ok || outcome.onlyHere) return null
  const { failure, code, retryAfterMs } = outcome
  const why = { failureClass: failure, failureCode: code }
  const after = (ms: number) => new Date(now.getTime() + ms)
  switch (failure) {
    case 'rate_limited': {
      const ms = retryAfterMs ?? SHORTEST_MS
      return { what: ms > LONGEST_FOR_ALL_MS ? 'push' : 'everything', until: after(ms), ...why, isAlert: false }
    }
    case 'quota':
      return { what: 'push', until: nextAllowance(now), ...why, isAlert: true }
    case 'misconfigured':
    case 'auth_expired':
      return { what: 'everything', until: after(REPAIR_MS), ...why, isAlert: true }
    default:
      return null
  }
}
