import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  evidenceOf,
  isLotShaped,
  RISK_CHECKS,
  RISKS,
  type RiskFacts,
  risksOf,
} from '../../../core/domain/citizen/refusal-risk.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'

const hoa = {
  fullName: 'Nguyễn Thị Hoa',
  birthDate: '1990-05-17',
  sex: 'female' as const,
  idNumber: null,
  passportCountry: null,
}
const recorded = { doseId: 'd1', number: 1, givenOn: '2021-08-05', vaccine: 'AstraZeneca', lot: 'AZ77' }
const fine: RiskFacts = {
  types: ['WRONG_NAME'],
  claimant: hoa,
  corrections: [{ field: 'fullName', correct: 'Nguyễn Thị Hoà', source: 'typed' }],
  doses: [],
  recordedDoses: [recorded],
  card: { fullName: 'Nguyễn Thị Hòa', dob: '1990-05-17' as never },
  photos: ['card_front', 'dose_paper'],
  blurred: false,
}
const missing = { ...fine, types: ['MISSING_DOSE' as const], corrections: [], card: null }
const dose = {
  ...NO_CLAIM,
  number: 2,
  givenOn: '2021-12-20',
  vaccine: 'Pfizer',
  lot: 'FK0110',
  place: 'Trạm Y tế xã Mẫu',
}

test('C02 what is complete is not nagged about', () => {
  expect(risksOf(fine)).toEqual([])
  expect(risksOf({ ...missing, doses: [dose] })).toEqual([])
})

test('A12 nobody with a foreign passport is asked for a citizen card or for marks', () => {
  const kim = { ...hoa, fullName: 'KIM MIN SOO', passportCountry: 'KOR' }
  const told = { ...fine, types: ['WRONG_OR_MISSING_ID' as const], corrections: [], card: null, photos: [] }
  expect(risksOf({ ...told, claimant: kim })).toEqual([])
  expect(risksOf({ ...told, claimant: kim, photos: ['other'] })).toEqual([])
  expect(risksOf(told)).toEqual(['card_missing'])
})

test.each<[string, RiskFacts, string]>([
  [
    'name_incomplete',
    { ...fine, claimant: { ...hoa, fullName: 'Nguyen Thi Hoa' }, corrections: [], card: null },
    'NAME_INCOMPLETE_OR_UNACCENTED',
  ],
  ['name_differs', { ...fine, card: { fullName: 'Trần Thị Lan', dob: '1990-05-17' as never } }, 'NAME_CONFLICT'],
  ['birth_differs', { ...fine, card: { fullName: 'Nguyễn Thị Hoà', dob: '1990-07-15' as never } }, 'DOB_MISMATCH'],
  ['dose_known', { ...missing, doses: [{ ...dose, number: 1 }] }, 'DOSE_MISMATCH'],
  ['dose_order', { ...missing, doses: [{ ...dose, givenOn: '2021-07-01' }] }, 'DOSE_DATE_MISMATCH'],
  [
    'date_same',
    { ...fine, types: ['WRONG_DATE'], doses: [{ ...NO_CLAIM, doseId: 'd1', givenOn: '2021-08-05' }] },
    'DOSE_DATE_MISMATCH',
  ],
  [
    'vaccine_same',
    { ...fine, types: ['WRONG_VACCINE_OR_LOT'], doses: [{ ...NO_CLAIM, doseId: 'd1', vaccine: 'astrazeneca' }] },
    'VACCINE_MISMATCH',
  ],
  ['lot_shape', { ...missing, doses: [{ ...dose, lot: 'không rõ' }] }, 'VACCINE_MISMATCH'],
  ['paper_missing', { ...missing, doses: [dose], photos: ['card_front'] }, 'PAPER_MISSING_FIELDS'],
  ['only_other', { ...missing, doses: [dose], photos: ['other'] }, 'PORTRAIT_ONLY'],
  ['photo_unclear', { ...fine, card: null, blurred: true }, 'PHOTO_BLURRED'],
])('C02 %s is seen before sending', (check, facts, reason) => {
  expect(risksOf(facts)).toEqual([check])
  expect(RISKS[check as keyof typeof RISKS].reason).toBe(reason)
})

test('C02 at least 7 of the 13 official reasons are checked by the machine', () => {
  const checked = new Set(RISK_CHECKS.flatMap((check) => RISKS[check].reason ?? []))
  expect([...checked].every((reason) => REFUSAL_REASONS.includes(reason))).toBe(true)
  expect(checked.size).toBe(9)
})

test('C02 every check has its sentence in both languages, and every drawing exists and is small', () => {
  for (const locale of ['vi', 'en']) {
    const words = JSON.parse(readFileSync(`templates/locales/report.${locale}.json`, 'utf8')).report
    for (const check of RISK_CHECKS) expect(words.risk[check], `${locale} ${check}`).toBeTruthy()
    for (const picture of ['card', 'paper', 'sharp']) expect(words.wanted[picture]).toBeTruthy()
  }
  for (const picture of ['card', 'paper', 'sharp']) {
    const file = `portal/assets/example-${picture}.svg`
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file).length).toBeLessThan(6 * 1024)
  }
})

test('B01 the evidence wanted is that of the reviewed table', () => {
  expect(evidenceOf({ types: ['WRONG_DATE', 'WRONG_NAME'] })).toEqual(['dose_paper', 'card_front'])
  expect(evidenceOf({ types: ['OTHER', 'DOSE_NOT_MINE'] })).toEqual([])
})

test.each([
  ['ABV4678', true],
  ['4120Z001', true],
  ['FK 0110-A', true],
  ['không nhớ', false],
  ['ABC', false],
  ['1', false],
])('B04 the lot %s has the shape of a lot: %s', (lot, is) => expect(isLotShaped(lot)).toBe(is))
