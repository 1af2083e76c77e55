import { describe, expect, test } from 'vitest'
import { restAfter } from '../../../bot/account-rest.ts'
import type { FailureClass, SendOutcome } from '../../../bot/channel.ts'
import { MAX_TRIES, retryWaitMs, settlementOf } from '../../../bot/settlement.ts'
import type { Delivery } from '../../../core/ports/deliveries.ts'
import { noon } from '../../support/clock.ts'

const WAIT_MS = 4_000
const HOUR = 3_600_000

const failed = (failure: FailureClass, more: { retryAfterMs?: number; ambiguous?: boolean } = {}): SendOutcome => ({
  ok: false,
  failure,
  code: `zalo_${failure}`,
  retryAfterMs: null,
  ambiguous: false,
  ...more,
})

function settle(
  outcome: SendOutcome,
  wish: Partial<Pick<Delivery, 'purpose' | 'attempts' | 'channel'>> & { idempotent?: boolean } = {},
) {
  const { idempotent = false, ...more } = wish
  const message = { purpose: 'notification', attempts: 0, channel: 'zalo', ...more } as const
  return settlementOf({ outcome, message, textSha256: 'ab', idempotent, now: noon, waitMs: WAIT_MS })
}

const inMs = (ms: number) => new Date(noon.getTime() + ms)

/** Channels 5.4 read aloud: what one message does, and what its whole account does. */
const CLASSES: Record<FailureClass, { to: string; notBefore?: Date; counts?: boolean; rest: string | null }> = {
  retryable: { to: 'queued', notBefore: inMs(WAIT_MS), counts: true, rest: null },
  rate_limited: { to: 'queued', notBefore: inMs(7_000), counts: false, rest: 'everything' },
  auth_expired: { to: 'queued', notBefore: inMs(15 * 60_000), counts: false, rest: 'everything' },
  misconfigured: { to: 'queued', notBefore: inMs(15 * 60_000), counts: false, rest: 'everything' },
  quota: { to: 'queued', notBefore: new Date('2026-11-17T06:05:00+07:00'), counts: false, rest: 'push' },
  blocked: { to: 'failed', rest: null },
  window_closed: { to: 'failed', rest: null },
  permanent: { to: 'failed', rest: null },
}

describe('I04 every failure class of channels 5.4', () => {
  test.each(Object.entries(CLASSES))('%s', (name, { to, notBefore, counts, rest }) => {
    const outcome = failed(name as FailureClass, name === 'rate_limited' ? { retryAfterMs: 7_000 } : {})
    const why = { failureClass: name, failureCode: `zalo_${name}` }
    const waits = notBefore ? { notBefore, countsAsAttempt: counts } : {}
    expect(settle(outcome)).toEqual({ to, ...waits, ...why })
    expect(restAfter(outcome, noon)?.what ?? null).toBe(rest)
  })

  test('passing trouble is met six times, later each time, at most 10 minutes', () => {
    expect(settle(failed('retryable'), { attempts: MAX_TRIES - 1 })).toMatchObject({ to: 'failed' })
    expect([0, 1, 2, 3, 4, 20].map((attempts) => retryWaitMs(attempts, 0) / 1_000)).toEqual([2, 4, 8, 16, 32, 600])
    expect(retryWaitMs(3, 0.999)).toBeGreaterThanOrEqual(8_000)
  })

  test('a lost answer: a notice is unknown, an answer waits for its echo on Zalo and is said again, an SMS is only retried', () => {
    const lost = failed('retryable', { ambiguous: true })
    expect(settle(lost)).toMatchObject({ to: 'unknown', lostText: 'ab' })
    expect(settle(lost, { purpose: 'code' })).toMatchObject({ to: 'unknown' })
    expect(settle(lost, { purpose: 'reply' })).toMatchObject({
      to: 'queued',
      notBefore: inMs(120_000),
      lostText: 'ab',
    })
    expect(settle(lost, { purpose: 'reply', channel: 'telegram' })).toMatchObject({ notBefore: inMs(WAIT_MS) })
    expect(settle(lost, { channel: 'sms', idempotent: true })).toMatchObject({
      to: 'queued',
      notBefore: inMs(WAIT_MS),
    })
  })

  test('an answer outside the window is kept for the next word; a push takes the next road', () => {
    expect(settle(failed('window_closed'), { purpose: 'reply' })).toMatchObject({ to: 'queued' })
    expect(settle(failed('window_closed'), { purpose: 'reply', attempts: 1 })).toMatchObject({ to: 'failed' })
  })

  test('a rule for nights holds back what we push and no answer', () => {
    const untilMorning = failed('rate_limited', { retryAfterMs: 8 * HOUR })
    expect(restAfter(untilMorning, noon)).toMatchObject({ what: 'push', until: inMs(8 * HOUR), isAlert: false })
  })

  test('settings and allowances are told to people, a limit is not', () => {
    const told = (['misconfigured', 'auth_expired', 'quota', 'rate_limited'] as const).map(
      (failure) => restAfter(failed(failure), noon)?.isAlert,
    )
    expect(told).toEqual([true, true, true, false])
  })
})
