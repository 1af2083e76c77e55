import { describe, expect, test } from 'vitest'
import { purposeOf } from '../../../core/domain/oversight/reading-purpose.ts'
import { weekThatIsOver } from '../../../core/domain/oversight/unusual-pattern.ts'
import { watchedBy } from '../../../core/domain/oversight/watched-units.ts'
import { needsJointReview } from '../../../core/domain/police-list/joint-review.ts'
import { isSlotOver, policeDay, policeDueAt } from '../../../core/domain/police-list/police-answer.ts'
import { roomAt } from '../../../core/domain/police-list/police-room.ts'
import { newWorkbookPassword, readWorkbookPassword } from '../../../core/domain/police-list/workbook-password.ts'

describe('F02 the two days', () => {
  const dueAt = policeDueAt('2026-11-16')
  test.each([
    ['2026-11-16T08:00:00+07:00', 1],
    ['2026-11-17T08:00:00+07:00', 1],
    ['2026-11-18T08:00:00+07:00', 2],
    ['2026-11-18T23:59:59+07:00', 2],
    ['2026-11-19T00:00:00+07:00', null],
  ])('at %s it is day %s', (now, day) => {
    expect(policeDay(dueAt, new Date(now))).toBe(day)
  })
})

test.each([
  ['the morning until noon', 'morning', '2026-11-17T11:59:59+07:00', '2026-11-17T12:00:00+07:00'],
  ['the afternoon until five', 'afternoon', '2026-11-17T16:59:59+07:00', '2026-11-17T17:00:00+07:00'],
  ['a day without a part as the afternoon', null, '2026-11-17T16:59:59+07:00', '2026-11-17T17:00:00+07:00'],
] as const)('F09 somebody may be asked to come: %s', (_, comePart, still, over) => {
  const slot = { comeOn: '2026-11-17', comePart }
  expect([still, over].map((now) => isSlotOver(slot, new Date(now)))).toEqual([false, true])
})

test('F07 a password is long enough to be handed over alone, and read as people type it', () => {
  let seed = 0
  const password = newWorkbookPassword(() => (seed = (seed * 7 + 0.137) % 1))
  expect(password).toMatch(/^[A-HJ-KM-NP-Z2-9]{4}(-[A-HJ-KM-NP-Z2-9]{4}){3}$/)
  expect(readWorkbookPassword(` ${password.toLowerCase().replaceAll('-', ' ')} `)).toBe(password)
})

test('F10 three failed rounds call a joint review; rounds are counted from the first try', () => {
  expect([1, 2, 3, 4, 5].map(needsJointReview)).toEqual([false, false, false, true, true])
})

test('F12 whatever is read has a purpose, whatever is written has none', () => {
  expect(purposeOf('read_police_list', 'police_list')).toBe('verify_identity')
  expect(purposeOf('open_case', 'report')).toBe('handle_report')
  expect(purposeOf('see_photo', 'photo')).toBe('handle_report')
  expect(purposeOf('read_thread', 'help_request')).toBe('talk_to_citizen')
  expect(purposeOf('sign_record', 'signed_record')).toBeNull()
})

test('F12 the week that is over runs from Monday to Monday in Viet Nam', () => {
  expect(weekThatIsOver(new Date('2026-11-23T06:00:00+07:00')).from).toBe('2026-11-16')
  expect(weekThatIsOver(new Date('2026-11-22T23:00:00+07:00')).from).toBe('2026-11-09')
})

test('F12 a district watches its stations and their police, the province the districts and itself', () => {
  const units = [
    { id: 'syt', kind: 'province', parentId: null, policeUnitId: null },
    { id: 'ttyt', kind: 'district', parentId: 'syt', policeUnitId: null },
    { id: 'ca', kind: 'police', parentId: 'syt', policeUnitId: null },
    { id: 'tyt', kind: 'station', parentId: 'ttyt', policeUnitId: 'ca' },
  ] as const
  expect(watchedBy(units[1], units)).toEqual(['tyt', 'ca'])
  expect(watchedBy(units[0], units)).toEqual(['syt', 'ttyt'])
})

test('F13 room is capacity × 2 days less what lies there; a unit without accounts still has one officer', () => {
  expect(roomAt({ officers: 2, rowsPerOfficerDay: 30, openRows: 50 })).toBe(70)
  expect(roomAt({ officers: 0, rowsPerOfficerDay: 100, openRows: 0 })).toBe(200)
  expect(roomAt({ officers: 1, rowsPerOfficerDay: 10, openRows: 50 })).toBe(0)
})
