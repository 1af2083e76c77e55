import { expect, test } from 'vitest'
import { callbackDays, isOpen, partsLeft, USUAL_HOURS } from '../../../core/domain/thread/office-hours.ts'

const at = (local: string) => new Date(`${local}:00+07:00`)

test.each([
  ['2026-11-16T07:29', false],
  ['2026-11-16T07:30', true],
  ['2026-11-16T11:29', true],
  ['2026-11-16T11:30', false],
  ['2026-11-16T13:30', true],
  ['2026-11-16T17:00', false],
  ['2026-11-21T09:00', false],
  ['2026-11-22T09:00', false],
  ['2027-01-01T09:00', false],
  ['2026-09-02T09:00', false],
])('D11 at %s in Viet Nam the station answers: %s', (local, open) => {
  expect(isOpen(USUAL_HOURS, at(local))).toBe(open)
})

test('D11 a day the unit closes is no working day', () => {
  const hours = { ...USUAL_HOURS, closedDays: ['2026-11-17'] }
  expect(isOpen(hours, at('2026-11-17T09:00'))).toBe(false)
  expect(callbackDays(hours, at('2026-11-16T18:00'), 3)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
})

test('D11 on Friday evening the next days to call are in the next week', () => {
  expect(callbackDays(USUAL_HOURS, at('2026-11-20T17:30'), 3)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25'])
})

test('D11 at dawn the same day can still be chosen, at noon only its afternoon', () => {
  expect(callbackDays(USUAL_HOURS, at('2026-11-16T05:00'), 1)).toEqual(['2026-11-16'])
  expect(partsLeft(USUAL_HOURS, '2026-11-16', at('2026-11-16T05:00'))).toEqual(['morning', 'afternoon'])
  expect(partsLeft(USUAL_HOURS, '2026-11-16', at('2026-11-16T12:00'))).toEqual(['afternoon'])
  expect(partsLeft(USUAL_HOURS, '2026-11-15', at('2026-11-16T12:00'))).toEqual([])
})

test('D11 a unit that is never open offers no day', () => {
  expect(callbackDays({ spans: [], closedDays: [] }, at('2026-11-16T12:00'), 3)).toEqual([])
})
