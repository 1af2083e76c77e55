import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doseFactsOf } from '../../../core/domain/exchange/approved-change.ts'
import { canonicalJson } from '../../../core/domain/exchange/canonical-json.ts'
import { conflictChoices } from '../../../core/domain/exchange/conflict-choices.ts'
import { controlTotals, totalsDifference } from '../../../core/domain/exchange/control-totals.ts'
import { exportKindOf } from '../../../core/domain/exchange/export-kind.ts'
import { freezeList, freezeReturn } from '../../../core/domain/exchange/frozen-list.ts'
import { inFormOrder } from '../../../core/domain/exchange/platform-form.ts'
import { type ChangeTrail, reachedOf, restsAt, restsTooLong } from '../../../core/domain/exchange/row-state.ts'
import { landingOf } from '../../../core/domain/exchange/snapshot.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { storyView } from '../../../portal/staff/record-story/view.ts'
import { noon } from '../../support/clock.ts'

test('frozen text does not depend on the order of keys, nor on how an accent was typed', () => {
  expect(canonicalJson({ b: 1, a: ['x', null] })).toBe('{"a":["x",null],"b":1}')
  expect(canonicalJson({ name: 'Nguyễn'.normalize('NFD') })).toBe(canonicalJson({ name: 'Nguyễn' }))
})

test('frozen text says all it was given: reading it back gives the same value', () => {
  const value = fc.dictionary(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
  )
  fc.assert(
    fc.property(value, (given) => {
      expect(JSON.parse(canonicalJson(given))).toEqual({ ...given })
    }),
  )
})

test('F01 a frozen list holds nothing but the four legal fields, whatever else its rows carry', () => {
  const row = {
    row: 1,
    fullName: 'Trần Thị Mẫu',
    birthDate: '1990-05-17',
    sex: 'female' as const,
    idNumber: '001190000001',
  }
  const list = { number: 'DS-2026-0001', unit: 'Trạm', policeUnit: 'Công an', drawnUpOn: '2026-11-16' }
  const extra = { ...row, phone: '+84912345678', vaccine: 'Pfizer' }
  expect(freezeList({ ...list, rows: [extra] })).toBe(freezeList({ ...list, rows: [row] }))
})

test('F06 every single character of an answer changes the frozen return', () => {
  const answer = { row: 1, answer: 'wrong_field' as const, wrongFields: ['sex' as const], note: 'thiếu' }
  const freeze = (change: object) =>
    freezeReturn({ list: 'DS', issuedSha256: 'ab', part: 1, answers: [{ ...answer, ...change }] })
  const texts = [{}, { row: 2 }, { answer: 'match' }, { wrongFields: [] }, { note: 'thiêu' }].map(freeze)
  expect(new Set(texts).size).toBe(texts.length)
})

const before = { fullName: 'nguyen van an', idNumber: null }
const after = { fullName: 'Nguyễn Văn An', idNumber: '001090000001' }

test.each([
  ['all new, in capitals', { fullName: 'NGUYỄN  VĂN AN', idNumber: '001090000001' }, 'landed'],
  ['all old', before, 'not_landed'],
  ['half of it', { fullName: 'Nguyễn Văn An', idNumber: null }, 'not_landed'],
  ['a third value', { fullName: 'Nguyễn Văn Ấn', idNumber: '001090000001' }, 'changed_by_other'],
  ['a list without numbers', { fullName: 'Nguyễn Văn An' }, 'waiting'],
])('G03 read back: %s is %s', (_, seen, state) => {
  expect(landingOf({ before, after, seen })).toBe(state)
})

test('G06 control totals name what differs, and only that', () => {
  const stated = controlTotals([
    { idNumber: '001090000001', class: 'no_id' },
    { idNumber: '001090000020', class: 'malformed_id' },
  ])
  expect(stated).toEqual({ rows: 2, idDigits: 11 + 12, perClass: { no_id: 1, malformed_id: 1 } })
  expect(totalsDifference(stated, stated)).toEqual([])
  const counted = controlTotals([{ idNumber: '001090000001', class: 'no_id' }])
  expect(totalsDifference(stated, counted)).toEqual(['rows 1 ≠ 2', 'idDigits 11 ≠ 23', 'malformed_id 0 ≠ 1'])
})

const on = (day: number) => new Date(Date.UTC(2026, 10, day))
const trail = (reached: Partial<ChangeTrail>): ChangeTrail => ({
  fellBackAt: null,
  approvedAt: on(1),
  exportedAt: null,
  acceptedAt: null,
  landedAt: null,
  needsMatch: true,
  isMatched: false,
  signedAt: null,
  shownAt: null,
  ...reached,
})

test.each([
  ['nothing yet', {}, 'approved', 1],
  ['sent', { exportedAt: on(2) }, 'exported', 2],
  ['received', { exportedAt: on(2), acceptedAt: on(3) }, 'accepted', 3],
  ['landed without a match', { exportedAt: on(2), landedAt: on(4) }, 'accepted', 4],
  ['matched', { exportedAt: on(2), landedAt: on(4), isMatched: true }, 'matched', 4],
  ['a phone that landed', { exportedAt: on(2), landedAt: on(4), needsMatch: false }, 'matched', 4],
  ['signed before it was right', { landedAt: on(4), isMatched: true, signedAt: on(3) }, 'matched', 4],
  ['signed', { landedAt: on(4), isMatched: true, signedAt: on(5) }, 'signed', 5],
  ['seen by its citizen', { landedAt: on(4), isMatched: true, signedAt: on(5), shownAt: on(6) }, 'shown', 6],
  ['fallen back', { exportedAt: on(2), acceptedAt: on(3), fellBackAt: on(7) }, 'approved', 7],
] as const)('G04 row states: %s', (_, reached, state, day) => {
  const rest = restsAt(reachedOf(trail(reached)))
  expect(rest).toEqual({ state, since: on(day) })
  expect(restsTooLong(rest, on(day + 3)), 'three days are not too long').toBe(false)
  expect(restsTooLong(rest, on(day + 4))).toBe(state !== 'shown')
})

test('G05 what the police confirmed may go out or be asked again; health may also let the Platform’s value stand', () => {
  expect(conflictChoices({ policeRowId: 'row' })).toEqual(['take_approved', 'ask_again'])
  expect(conflictChoices({ policeRowId: null })).toEqual(['take_approved', 'keep_platform', 'ask_again'])
})

test('2262 step 4: only police-confirmed people without a usable number go into the Excel import', () => {
  const confirmed = { policeRowId: 'row', foreigner: false, correct: '001190000001' }
  expect(exportKindOf(confirmed, 'no_id')).toBe('import_file')
  expect(exportKindOf(confirmed, 'malformed_id')).toBe('import_file')
  expect(exportKindOf(confirmed, 'wrong_facts')).toBe('hand_edit')
  expect(exportKindOf({ policeRowId: null, foreigner: true, correct: 'An' }, null)).toBe('hand_edit')
})

test('G02 a card follows the order of the Platform’s form, doses after the person', () => {
  const paths = ['dose.d1.lot', 'phone', 'dose.d1.number', 'idNumber', 'fullName']
  expect(inFormOrder(paths)).toEqual(['fullName', 'idNumber', 'phone', 'dose.d1.number', 'dose.d1.lot'])
})

test('a dose that is not mine should go; a dose that is merely told again stays', () => {
  const claim = { doseId: 'd1', number: null, givenOn: null, vaccine: null, lot: null, place: null, note: null }
  expect(doseFactsOf(claim, ['DOSE_NOT_MINE']).removed).toBe('yes')
  expect(doseFactsOf({ ...claim, lot: 'AZ1' }, ['WRONG_VACCINE_OR_LOT']).removed).toBeNull()
  expect(doseFactsOf({ ...claim, doseId: null, number: 2 }, ['MISSING_DOSE']).removed).toBeNull()
})

test('G07 the day of a dose is told as people write it, in whatever form the file had it', () => {
  const told = ['2021-11-10', '10/11/2021'].map((value) => ({
    field: 'given_text' as const,
    lines: [{ value, at: noon, source: null, authority: null }],
  }))
  const record = { recordId: 'S1', fullName: 'Nguyễn Thị Thử' } as PlatformRecord
  const story = { record, fields: [], doses: [{ doseId: 'd1', isGone: false, fields: told }] }
  const [, dose] = storyView(story, (key) => key, noon).sections
  expect(dose?.fields.map(({ lines }) => lines[0]?.value)).toEqual(['10/11/2021', '10/11/2021'])
})
