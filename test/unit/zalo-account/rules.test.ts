import { expect, test } from 'vitest'
import { CONSENT_REFUSALS, consentRefusalOf, endsConsent } from '../../../core/domain/zalo/consent-refusal.ts'
import { isLow, type Meter } from '../../../core/domain/zalo/meter.ts'
import { isDueForRenewal } from '../../../core/domain/zalo/token-life.ts'
import { noon } from '../../support/clock.ts'

const HOUR = 3_600_000

test('I03 the refusals of Zalo’s consent, read aloud', () => {
  const codes = [
    -14002,
    -14003,
    -14004,
    -14005,
    -14014,
    -14018,
    -14020,
    'network',
    'timeout',
    'http_502',
    'http_404',
    -1,
  ]
  expect(Object.fromEntries(codes.map((code) => [code, consentRefusalOf(code)]))).toEqual({
    '-14002': 'app_unknown',
    '-14003': 'redirect_differs',
    '-14004': 'secret_wrong',
    '-14005': 'code_spent',
    '-14014': 'refresh_dead',
    '-14018': 'grant_wrong',
    '-14020': 'refresh_dead',
    network: 'unreachable',
    timeout: 'unreachable',
    http_502: 'unreachable',
    http_404: 'other',
    '-1': 'other',
  })
  expect(CONSENT_REFUSALS).toEqual(expect.arrayContaining(codes.map(consentRefusalOf)))
})

test('I03 only a dead refresh token ends a consent', () => {
  expect([-14014, -14020].every(endsConsent)).toBe(true)
  expect([-14002, -14003, -14004, -14005, -14018, 'network', 'http_500', 'unreadable'].some(endsConsent)).toBe(false)
})

test('I03 a token is renewed when fewer than five of its 25 hours are left', () => {
  const endsIn = (hours: number) => isDueForRenewal(new Date(noon.getTime() + hours * HOUR), noon)
  expect([25, 5.01, 5, 4.99, 0, -3].map(endsIn)).toEqual([false, false, false, true, true, true])
})

const meter = (wish: Partial<Meter>): Meter => ({
  meter: 'template_day',
  remain: 50,
  total: 500,
  mostSeen: 500,
  seenAt: noon,
  ...wish,
})

test('I03 an allowance is low below a tenth; without a total, below a tenth of the most ever seen', () => {
  expect(isLow(meter({ remain: 50 }), noon)).toBe(false)
  expect(isLow(meter({ remain: 49 }), noon)).toBe(true)
  expect(isLow(meter({ meter: 'purchase_quota', remain: 99, total: null, mostSeen: 1_000 }), noon)).toBe(true)
  expect(isLow(meter({ meter: 'purchase_quota', remain: 99, total: null, mostSeen: 99 }), noon)).toBe(false)
  expect(isLow(meter({ remain: 0, total: 0 }), noon)).toBe(false)
})

test('I03 the calls of a minute are forgotten with it', () => {
  const busy = meter({ meter: 'calls_minute', remain: 1, total: 4_000 })
  expect(isLow(busy, noon)).toBe(true)
  expect(isLow(busy, new Date(noon.getTime() + 61_000))).toBe(false)
})
