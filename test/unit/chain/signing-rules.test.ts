import { expect, test } from 'vitest'
import type { PlatformRecord, RecordedDose } from '../../../core/domain/record/platform-record.ts'
import { blockingReason, type SigningFacts } from '../../../core/domain/signing/blocking-reason.ts'
import { doseStatement, freezeStatement, readStatement } from '../../../core/domain/signing/dose-statement.ts'
import type { App } from '../../../core/ports/app.ts'
import type { SigningCandidate } from '../../../core/ports/signing.ts'
import { reasonFor } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'

const record = {
  nationality: 'VN',
  idNumber: '001190000001',
  idText: '001190000001',
  birthDate: '1990-05-17',
  matchResult: 'right',
} as const
const dose = { number: 1, givenOn: '2021-11-10', vaccine: 'Pfizer', isListed: true }
const ready: SigningFacts = {
  record,
  openCase: null,
  openReports: [],
  frozenDose: false,
  twoRecords: false,
  doses: [dose],
  passportObjection: null,
}

test('H01 somebody matched, with a complete dose and nothing open, is ready', () => {
  expect(blockingReason(ready)).toBeNull()
})

test.each<[string, Partial<SigningFacts>, string]>([
  ['no number', { record: { ...record, idNumber: null, idText: ' ' } }, 'no_id'],
  ['a malformed number', { record: { ...record, idNumber: null, idText: '1234' } }, 'malformed_id'],
  ['an open identity case', { openCase: 'with_police' }, 'open_identity_case'],
  ['a second record of the same person', { twoRecords: true }, 'two_records'],
  ['a dose its person says they never had', { frozenDose: true, openReports: ['in_review'] }, 'dose_frozen'],
  ['an open report', { openReports: ['platform_updated', 'in_review'] }, 'open_report'],
  ['a wrong match', { record: { ...record, matchResult: 'wrong' } }, 'match_wrong'],
  ['no verification', { record: { ...record, matchResult: 'not_verifiable' } }, 'not_verifiable'],
  ['no result yet', { record: { ...record, matchResult: null } }, 'not_matched'],
  ['no dose', { doses: [] }, 'dose_incomplete'],
  ['one dose without a date', { doses: [dose, { ...dose, givenOn: null }] }, 'dose_incomplete'],
  ['a ninth vaccine', { doses: [{ ...dose, isListed: false }] }, 'vaccine_not_listed'],
  ['a dose before birth', { passportObjection: 'dose_not_plausible' }, 'dose_not_plausible'],
  ['a name that A–Z cannot write', { passportObjection: 'name_not_writable' }, 'name_not_writable'],
  ['a birth date that is none', { passportObjection: 'birth_date_not_real' }, 'not_verifiable'],
])('H12 why no passport yet: %s', (_, change, reason) => {
  expect(blockingReason({ ...ready, ...change })).toBe(reason)
})

test.each<[string, Partial<PlatformRecord>, Partial<RecordedDose>, string | null]>([
  ['as it should be', {}, {}, null],
  ['a dose before birth', {}, { givenOn: '1989-01-01' }, 'dose_not_plausible'],
  ['a dose of tomorrow', {}, { givenOn: '2026-11-20' }, 'dose_not_plausible'],
  ['a name in another script', { fullName: '王小明' }, {}, 'name_not_writable'],
])('H01 nobody is signed for whose passport could not be made: %s', (_, person, given, reason) => {
  const app = {
    passports: { vaccines: readVaccines() } as App['passports'],
    now: () => new Date('2026-11-17T02:00:00Z'),
  }
  const facts = { ...ready, byMinutes: false }
  const candidate = {
    ...facts,
    record: { ...record, fullName: 'Trần Thị Mẫu', ...person },
    doses: [{ ...dose, ...given }],
  }
  expect(reasonFor(app, candidate as unknown as SigningCandidate)).toBe(reason)
})

test('H01 a report that only waits for the signature does not stand in its way', () => {
  expect(blockingReason({ ...ready, openReports: ['platform_updated'] })).toBeNull()
})

test('H01 a number that is not in the register is never signed', () => {
  expect(blockingReason({ ...ready, record: { ...record, matchResult: 'not_in_register' } })).not.toBeNull()
})

test('H11 minutes and a signature over the same doses are two different texts', () => {
  const person = {
    recordId: 'S1',
    fullName: 'Trần Thị Mẫu',
    birthDate: '1990-05-17',
    nationality: 'VN',
  } as PlatformRecord
  const given = { number: 1, vaccine: 'Pfizer', givenOn: '2021-11-10', lot: 'FX1', facility: 'Trạm' } as RecordedDose
  const statement = doseStatement(person, [given, { ...given, number: 2, givenOn: null }])
  expect(statement.doses).toHaveLength(1)
  expect(freezeStatement(statement, 'minutes')).not.toBe(freezeStatement(statement, 'certificate'))
  expect(readStatement(freezeStatement(statement, 'minutes'))).toMatchObject({
    fullName: 'Trần Thị Mẫu',
    doses: [{ lot: 'FX1' }],
  })
})
