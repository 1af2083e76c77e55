import { expect, test } from 'vitest'
import { afterQuietHours, nextAllowance } from '../../../core/domain/delivery/quiet-hours.ts'

const at = (text: string) => new Date(`${text}+07:00`)

test.each([
  ['2026-11-16T07:00:00', '2026-11-16T07:00:00'],
  ['2026-11-16T20:59:59', '2026-11-16T20:59:59'],
  ['2026-11-16T21:00:00', '2026-11-17T07:00:00'],
  ['2026-11-16T23:59:59', '2026-11-17T07:00:00'],
  ['2026-11-17T00:00:00', '2026-11-17T07:00:00'],
  ['2026-11-17T06:59:59', '2026-11-17T07:00:00'],
  ['2026-12-31T22:30:00', '2027-01-01T07:00:00'],
])('I10 a push at %s in Viet Nam leaves at %s', (now, leaves) => {
  expect(afterQuietHours(at(now))).toEqual(at(leaves))
})

test('an allowance is there again at 06:05 of the next day in Viet Nam', () => {
  expect(nextAllowance(at('2026-11-16T00:10:00'))).toEqual(at('2026-11-17T06:05:00'))
  expect(nextAllowance(at('2026-11-16T23:50:00'))).toEqual(at('2026-11-17T06:05:00'))
})
