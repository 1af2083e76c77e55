import { expect, test } from 'vitest'
import { correctionsOf, HAMLET_ANSWERS, stepFor } from '../../../core/domain/hamlet/hamlet-answer.ts'
import { likelyHouseholds } from '../../../core/domain/hamlet/likely-households.ts'
import { linkExpiresAt } from '../../../core/domain/hamlet/link-rules.ts'
import { reviewColour, reviewDueAt } from '../../../core/domain/hamlet/review-clock.ts'
import { IDENTITY_CASE_LIFECYCLE } from '../../../core/domain/identity-case/identity-case-lifecycle.ts'
import { readRows } from '../../../portal/hamlet/answer-form.ts'

const facts = { fullName: 'Trần Thị Mẫu', birthDate: '1990-05-17', sex: 'female', idNumber: '' } as const

test('E13 nobody reaches the police without the hamlet: put_on_list starts from hamlet_checked alone', () => {
  const from = Object.entries(IDENTITY_CASE_LIFECYCLE).filter(([, steps]) => 'put_on_list' in steps)
  expect(from.map(([state]) => state)).toEqual(['hamlet_checked'])
})

test('E13 each of the five answers has its step; only a value that differs corrects', () => {
  const given = (answer: (typeof HAMLET_ANSWERS)[number], fullName: string) => ({
    answer,
    corrected: { fullName },
    note: null,
  })
  const step = (answer: (typeof HAMLET_ANSWERS)[number], fullName = 'Trần Thị Mẩu') =>
    stepFor(answer, correctionsOf(facts, given(answer, fullName)))
  expect(HAMLET_ANSWERS.map((answer) => step(answer))).toEqual([
    'hamlet_confirm',
    'hamlet_correct',
    'hamlet_object',
    'hamlet_object',
    'hamlet_object',
  ])
  expect(step('wrong', 'TRẦN THỊ  MẪU'), 'wrong without another value is for the station').toBe('hamlet_object')
})

test('E13 a household is one house number and surname, or one phone; "Thôn 3" alone is nobody’s house', () => {
  const person = (fullName: string, address: string | null, phone: string | null) => ({ fullName, address, phone })
  const people = [
    person('Trần Văn Một', 'Số 12, Thôn 3, Xã Mẫu', null),
    person('Lê Thị Hai', 'Thôn 3, Xã Mẫu', '+84912000001'),
    person('Trần Thị Ba', 'số 12, thôn 3,  xã Mẫu', '+84912000002'),
    person('Lê Văn Bốn', 'Thôn 3, Xã Mẫu', null),
    person('Phạm Văn Năm', null, '+84912000002'),
    person('Ngô Văn Sáu', 'Số 12, Thôn 3, Xã Mẫu', null),
  ]
  const homes = likelyHouseholds(people).map((home) => home.map(({ fullName }) => fullName.split(' ').at(-1)))
  expect(homes).toEqual([['Một', 'Ba', 'Năm'], ['Hai'], ['Bốn'], ['Sáu']])
})

test('E13 the clock is ours: three days, a reminder in the last 24 hours, overdue after; answered whole it is quiet', () => {
  const dueAt = reviewDueAt('2026-11-16')
  expect(dueAt.toISOString()).toBe('2026-11-19T16:59:59.000Z')
  const at = (iso: string, open = 1) => reviewColour({ dueAt, open }, new Date(iso))
  expect([at('2026-11-18T10:00:00Z'), at('2026-11-18T18:00:00Z'), at('2026-11-19T17:00:00Z')]).toEqual([
    'quiet',
    'remind',
    'overdue',
  ])
  expect(at('2026-11-30T17:00:00Z', 0)).toBe('quiet')
})

test('E13 a link is short-lived: a day past the limit, five days at most', () => {
  const now = new Date('2026-11-16T05:00:00Z')
  expect(linkExpiresAt(reviewDueAt('2026-11-16'), now).toISOString()).toBe('2026-11-20T16:59:59.000Z')
  expect(linkExpiresAt(reviewDueAt('2026-11-26'), now).toISOString()).toBe('2026-11-21T05:00:00.000Z')
  expect(linkExpiresAt(reviewDueAt('2026-11-01'), now).toISOString()).toBe('2026-11-17T05:00:00.000Z')
})

test('E13 a sheet is read row by row: unanswered rows wait, a value that cannot be read stops its own row only', () => {
  const form = {
    'version-1': '1',
    'answer-1': 'right',
    'version-2': '1',
    'version-3': '1',
    'answer-3': 'wrong',
    'birthDate-3': '1990',
    'version-4': '1',
    'answer-4': 'wrong',
    'fullName-4': ' Trần  Thị Mẩu ',
    'birthDate-4': '18/05/1990',
    'sex-4': 'male',
    'idNumber-4': '001 190 000 018',
    'version-5': 'x',
    'answer-5': 'right',
    'version-6': '1',
    'answer-6': 'maybe',
  }
  const { answers, faults } = readRows(form)
  expect(answers.map(({ rowNo, answer }) => [rowNo, answer])).toEqual([
    [1, 'right'],
    [4, 'wrong'],
  ])
  expect(answers[1]?.corrected).toEqual({
    fullName: 'Trần Thị Mẩu',
    birthDate: '1990-05-18',
    sex: 'male',
    idNumber: '001190000018',
  })
  expect(faults).toEqual([{ rowNo: 3, field: 'birthDate' }])
  expect(readRows(form, true).answers.map(({ rowNo }) => rowNo)).toEqual([1, 2, 4])
})
