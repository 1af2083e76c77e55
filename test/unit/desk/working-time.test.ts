import { expect, test } from 'vitest'
import { clockColour, dueAt } from '../../../core/domain/report/report-clock.ts'
import { isLikelyHoliday, isPublicHoliday, WORKING_CALENDAR } from '../../../core/domain/staff/working-calendar.ts'
import { workingMsBetween } from '../../../core/domain/staff/working-time.ts'
import { isWorkingDay, USUAL_HOURS } from '../../../core/domain/thread/office-hours.ts'

const HOUR = 3_600_000
const at = (text: string) => new Date(`${text}:00+07:00`)
const hours = (from: string, to: string) => workingMsBetween(at(from), at(to)) / HOUR

test.each([
  ['2026-11-16T07:30', '2026-11-16T17:00', 7.5, 'a whole day has a lunch break'],
  ['2026-11-16T11:30', '2026-11-16T13:30', 0, 'lunch is no working time'],
  ['2026-11-16T10:00', '2026-11-16T14:30', 2.5, 'before and after lunch'],
  ['2026-11-20T16:00', '2026-11-23T08:30', 2, 'a weekend lies between'],
  ['2026-11-16T17:00', '2026-11-17T07:30', 0, 'the night'],
  ['2026-02-13T16:00', '2026-02-23T08:30', 2, 'Tết lies between'],
  ['2026-04-29T16:30', '2026-05-04T08:00', 1, '30 April, 1 May and a weekend'],
  ['2026-11-16T09:00', '2026-11-16T08:00', 0, 'a span that ends before it begins'],
])('E09 from %s to %s are %d working hours: %s', (from, to, expected) => {
  expect(hours(from, to)).toBe(expected)
})

test('E09 the working-time clock stands still on Saturday while the 48 hours run out', () => {
  const recordedAt = at('2026-11-20T16:00')
  const saturdayNight = at('2026-11-21T23:00')
  const sunday = at('2026-11-22T16:00')
  expect(hours('2026-11-20T17:00', '2026-11-22T16:00')).toBe(0)
  expect(clockColour({ state: 'queued', recordedAt }, saturdayNight)).toBe('calm')
  expect(clockColour({ state: 'queued', recordedAt }, at('2026-11-22T04:00'))).toBe('amber')
  expect(dueAt(recordedAt)).toEqual(sunday)
  expect(clockColour({ state: 'queued', recordedAt }, sunday)).toBe('overdue')
})

test('E09 the table of holidays reads aloud as the government announces them', () => {
  for (const { from, to } of WORKING_CALENDAR.holidays) {
    expect(from <= to && isLikelyHoliday(from) && isLikelyHoliday(to)).toBe(true)
    expect(workingMsBetween(at(`${from}T00:00`), at(`${from}T23:59`))).toBe(0)
  }
  expect(isWorkingDay(USUAL_HOURS, '2026-09-02')).toBe(false)
  expect(isWorkingDay(USUAL_HOURS, '2026-09-03')).toBe(true)
  expect(isWorkingDay(USUAL_HOURS, '2026-11-22'), 'a Sunday').toBe(false)
  expect(workingMsBetween(at('2026-11-16T00:00'), at('2026-11-17T00:00'))).toBe(7.5 * HOUR)
})

test('E09 L05 one table: Tết closes the inbox too, a day nobody has announced stretches no limit of the law', () => {
  expect(isWorkingDay(USUAL_HOURS, '2026-02-17')).toBe(false)
  expect([isPublicHoliday('2026-11-24'), isLikelyHoliday('2026-11-24')]).toEqual([false, true])
  expect([isPublicHoliday('2028-01-01'), isPublicHoliday('2027-02-08')]).toEqual([true, false])
})
