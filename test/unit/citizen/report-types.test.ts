import { expect, test } from 'vitest'
import { WRONG_THINGS } from '../../../bot/conversation/wrong-things.ts'
import { doseQuestionsOf } from '../../../core/domain/citizen/dose-questions.ts'
import { checkReportTypes } from '../../../core/domain/report/check-report-types.ts'
import { REPORT_HOURS } from '../../../core/domain/report/report-clock.ts'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import table from '../../../core/domain/report/report-types.json' with { type: 'json' }

const TYPES = Object.keys(REPORT_TYPES) as ReportType[]
const aloud = (type: ReportType) => {
  const { branch, owner, questions, evidence, clock } = REPORT_TYPES[type]
  const papers = evidence.map(({ photo, need }) => `${photo}${need === 'needed' ? '!' : ''}`).join(' ')
  return `${branch} ${owner} asks ${questions.join(' ')} | ${papers || '-'} | ${clock.policeDays ?? '-'}`
}

test('B01 the fourteen types, read aloud', () => {
  const card = 'card_front! card_back'
  expect(Object.fromEntries(TYPES.map((type) => [type, aloud(type)]))).toEqual({
    WRONG_NAME: `identity residence asks fullName | ${card} | 2`,
    WRONG_DOB: `identity residence asks birthDate | ${card} | 2`,
    WRONG_SEX: `identity residence asks sex | ${card} | 2`,
    WRONG_OR_MISSING_ID: `identity residence asks idNumber | ${card} | 2`,
    WRONG_PHONE: 'contact residence asks phone | card_front | -',
    MISSING_DOSE: 'dose facility asks number date vaccine lot place | dose_paper! card_front | -',
    MISSING_ALL_DOSES: 'dose facility asks number date vaccine lot place | dose_paper! card_front | -',
    WRONG_VACCINE_OR_LOT: 'dose facility asks which vaccine lot | dose_paper! | -',
    WRONG_DATE: 'dose facility asks which date | dose_paper! | -',
    WRONG_FACILITY: 'dose facility asks which place | dose_paper! | -',
    DOSE_NOT_MINE: 'dose facility asks which | card_front | -',
    DUPLICATE_OR_SPLIT_PROFILE: 'other residence asks note | card_front dose_paper | -',
    NO_PASSPORT_YET: 'other residence asks note | dose_paper | -',
    OTHER: 'other residence asks note | - | -',
  })
})

test('B01 every row names its letter, its review and the 48 hours; the chat offers every type', () => {
  for (const type of TYPES) {
    const { clock, reviewed, source } = REPORT_TYPES[type]
    expect(clock.hours).toBe(REPORT_HOURS)
    expect(reviewed.on).toMatch(/^2026-/)
    expect(source.length).toBeGreaterThan(0)
  }
  expect([...WRONG_THINGS].sort()).toEqual([...TYPES].sort())
  expect(doseQuestionsOf(['WRONG_DATE', 'WRONG_FACILITY'])).toEqual(['which', 'date', 'place'])
})

test.each([
  ['branch', { branch: 'police' }],
  ['fields', { fields: ['nickname'] }],
  ['questions', { questions: ['shoeSize'] }],
  ['enough', { enough: ['phone'] }],
  ['evidence', { evidence: [{ photo: 'selfie', need: 'needed' }] }],
  ['owner', { owner: 'facility' }],
  ['clock', { clock: { hours: 48, policeDays: null } }],
  ['source', { source: [] }],
  ['reviewed', { reviewed: { on: '31/02/2026', basis: 'somebody' } }],
  ['classes', { classes: [] }],
])('B01 a row with a wrong %s stops the start and says so', (part, wrong) => {
  const row = { ...table.WRONG_NAME, ...wrong }
  expect(() => checkReportTypes({ WRONG_NAME: row })).toThrow(`WRONG_NAME has no usable ${part}`)
})
