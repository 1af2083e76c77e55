import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idWarning, reportObjection } from '../../../core/domain/citizen/check-report.ts'
import { doseQuestionsOf } from '../../../core/domain/citizen/dose-questions.ts'
import { holderOf } from '../../../core/domain/citizen/tracking.ts'
import { routeReport } from '../../../core/domain/place/route-report.ts'
import { REPORT_TYPES, type ReportBranch, type ReportType } from '../../../core/domain/report/report-type.ts'
import { VACCINE_NAMES } from '../../../portal/citizen/report/dose-form.ts'

const where = { recordUnitId: null, doseUnitId: null, stationIds: ['a', 'b'], fallbackId: 'top' }

test('E01 identity goes to the commune of the record, a dose to where it was given, nothing to nobody', () => {
  const route = (branches: ReportBranch[], facts: object = {}) => routeReport({ ...where, branches, ...facts })
  expect(route(['identity'], { recordUnitId: 'a', doseUnitId: 'hospital' })).toBe('a')
  expect(route(['dose'], { recordUnitId: 'a', doseUnitId: 'hospital' })).toBe('hospital')
  expect(route(['dose'], { recordUnitId: 'a' })).toBe('a')
  expect(route(['dose', 'identity'], { recordUnitId: 'a', doseUnitId: 'hospital' })).toBe('a')
  expect(route(['contact'])).toBe('top')
  expect(route(['contact'], { stationIds: ['only'] })).toBe('only')
  expect(route([])).toBe('top')
})

test('E01 10,000 simulated reports: whatever is known, there is an owner', () => {
  const maybe = fc.option(fc.constantFrom('a', 'b', 'hospital'))
  const facts = fc.record({
    branches: fc.subarray<ReportBranch>(['identity', 'dose', 'contact', 'other']),
    recordUnitId: maybe,
    doseUnitId: maybe,
    stationIds: fc.subarray(['a', 'b']),
    fallbackId: fc.constant('top'),
  })
  fc.assert(
    fc.property(facts, (known) => ['a', 'b', 'hospital', 'top'].includes(routeReport(known))),
    { numRuns: 10_000, endOnFailure: true },
  )
})

const claimant = {
  fullName: 'Nguyễn Thị Thử',
  birthDate: '1990-05-17',
  sex: 'female' as const,
  idNumber: null,
  passportCountry: null,
}
const said = { types: [] as ReportType[], claimant, corrections: [], doses: [], note: null }

test('B03 each type alone, with nothing said, is no report; NO_PASSPORT_YET says enough', () => {
  for (const type of Object.keys(REPORT_TYPES) as ReportType[]) {
    const code = reportObjection({ ...said, types: [type] }, '2026-11-16')?.code ?? null
    expect({ type, code }).toEqual({ type, code: type === 'NO_PASSPORT_YET' ? null : 'empty_patch' })
  }
})

test('C02 half a name is stopped, for the person and for the correction', () => {
  const types: ReportType[] = ['NO_PASSPORT_YET']
  for (const fullName of ['Nguyen Thi Tho', 'Thơ', 'Nguyễn T. Thơ', '']) {
    expect(reportObjection({ ...said, types, claimant: { ...claimant, fullName } }, '2026-11-16')?.code).toBe(
      'incomplete_name',
    )
  }
  expect(
    reportObjection({ ...said, types, claimant: { ...claimant, fullName: 'Cao Minh Anh' } }, '2026-11-16'),
  ).toBeNull()
})

test('A12 a foreign passport spells names its own way: Lee and Soo have lost no marks', () => {
  const types: ReportType[] = ['NO_PASSPORT_YET']
  for (const fullName of ['KIM MIN SOO', 'LEE THI', 'SUHARTO']) {
    const named = { ...said, types, claimant: { ...claimant, fullName } }
    const foreign = { ...named, claimant: { ...named.claimant, passportCountry: 'KOR' } }
    expect(reportObjection(named, '2026-11-16')?.code).toBe('incomplete_name')
    expect(reportObjection(foreign, '2026-11-16')).toBeNull()
  }
})

test('C04 a number that disagrees with sex or year names the digit; an old number and a passport are not judged', () => {
  expect(idWarning('079190012345', claimant)).toBeNull()
  expect(idWarning('079090012345', claimant)?.digit).toBe('century_sex')
  expect(idWarning('079191012345', claimant)?.digit).toBe('year')
  expect(idWarning('123456789', claimant)).toBeNull()
  expect(idWarning('C1234567', claimant)).toBeNull()
})

test('a dose is asked only what its type is about', () => {
  expect(doseQuestionsOf(['WRONG_DATE'])).toEqual(['which', 'date'])
  expect(doseQuestionsOf(['WRONG_DATE', 'WRONG_FACILITY', 'WRONG_NAME'])).toEqual(['which', 'date', 'place'])
  expect(doseQuestionsOf(['OTHER'])).toEqual([])
})

test('D02 the hamlet and the police hold a report only while they have a list', () => {
  const facts = { recordedAt: new Date('2026-11-16T05:00:00Z'), askedCitizen: false, hamlet: null }
  const due = new Date('2026-11-18T16:59:59Z')
  expect(holderOf({ ...facts, state: 'needs_identity', police: null }).kind).toBe('station')
  expect(holderOf({ ...facts, state: 'needs_identity', police: { dueAt: due } })).toEqual({
    kind: 'police',
    dueAt: due,
  })
  expect(holderOf({ ...facts, state: 'needs_identity', hamlet: { dueAt: due }, police: null })).toEqual({
    kind: 'hamlet',
    dueAt: due,
  })
  expect(holderOf({ ...facts, state: 'in_review', askedCitizen: true, police: null }).kind).toBe('you')
  expect(holderOf({ ...facts, state: 'queued', police: null }).dueAt).toEqual(new Date('2026-11-18T05:00:00Z'))
})

test('the vaccines of the form are the vaccines of the table', () => {
  const table = JSON.parse(readFileSync(new URL('../../../data/vaccines.json', import.meta.url), 'utf8'))
  expect([...VACCINE_NAMES]).toEqual(table.vaccines.map((vaccine: { name: string }) => vaccine.name))
})
