import { expect, test } from 'vitest'
import { doublesAmong, type SiteDistance, type TypedDose } from '../../../core/domain/exchange/same-dose.ts'

const aDose = (id: string, change: Partial<TypedDose> = {}): TypedDose => ({
  id,
  number: 1,
  vaccine: 'AstraZeneca',
  givenOn: '2021-08-10',
  lot: 'AZ0001',
  facility: 'Trạm Y tế xã Mẫu',
  isSigned: false,
  isOpen: true,
  ...change,
})
const pair = (a: TypedDose, b: TypedDose, distance: SiteDistance = 'district') =>
  doublesAmong([a, b], () => distance)[0]

test.each([
  ['a signed row stays', { isSigned: true }, {}, 'a', 'signed'],
  ['else the row with a lot', { lot: null }, {}, 'b', 'has_lot'],
  ['else the place that still exists', {}, { isOpen: false }, 'a', 'place_open'],
  ['else the row that names a place', { facility: null }, {}, 'b', 'has_place'],
  ['else the row with a number', {}, { number: null }, 'a', 'has_number'],
  ['else the one that stands first', {}, {}, 'a', 'typed_first'],
] as const)('G13 the same dose typed twice: %s', (_, a, b, keep, because) => {
  expect(pair(aDose('a', a), aDose('b', b))).toMatchObject({
    verdict: 'same_dose',
    proposal: { keep, remove: keep === 'a' ? 'b' : 'a', because },
  })
})

test('G13 marks and case of a vaccine or a lot do not make two doses', () => {
  expect(pair(aDose('a', { vaccine: 'Astra Zeneca', lot: 'az-0001' }), aDose('b'))?.verdict).toBe('same_dose')
})

test('G13 different lots on one day: one slip of the pen at near places, two people at far ones', () => {
  const other = aDose('b', { lot: 'AZ0009' })
  expect(pair(aDose('a'), other, 'district')?.verdict).toBe('same_dose')
  for (const distance of ['province', 'far', 'unknown'] as const)
    expect(pair(aDose('a'), other, distance)).toMatchObject({ verdict: 'impossible', proposal: null })
})

test('G13 a day apart is a slip only where lot and vaccine agree and the places are near', () => {
  const next = aDose('b', { givenOn: '2021-08-11' })
  expect(pair(aDose('a'), next, 'same')).toMatchObject({ verdict: 'same_dose', days: 1 })
  expect(pair(aDose('a'), next, 'far')).toMatchObject({ verdict: 'impossible', proposal: null })
  expect(pair(aDose('a'), { ...next, lot: null }, 'same')?.verdict).toBe('impossible')
})

test('G13 fewer than 14 days apart is clinically impossible and has no proposal; 14 days is nothing', () => {
  const on = (givenOn: string) => aDose('b', { givenOn, number: 2, lot: 'AZ0002' })
  expect(pair(aDose('a'), on('2021-08-23'))).toMatchObject({ verdict: 'impossible', days: 13, proposal: null })
  expect(pair(aDose('a'), on('2021-08-24'))).toBeUndefined()
})

test('G13 two signed rows are nobody’s to propose', () => {
  expect(pair(aDose('a', { isSigned: true }), aDose('b', { isSigned: true }))?.proposal).toBeNull()
})
