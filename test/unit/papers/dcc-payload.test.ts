import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { luhnCheck } from '../../../core/domain/luhn.ts'
import { type PassportRecord, passportClaims, validity } from '../../../core/domain/papers/dcc-payload.ts'
import { machineReadable, passportName } from '../../../core/domain/papers/machine-readable-name.ts'
import { findVaccine, vaccineCodesAgree } from '../../../core/domain/papers/vaccine.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'
import { sharedData } from '../../support/shared-data.ts'

const vaccines = readVaccines()
const aRecord = (other: Partial<PassportRecord> = {}): PassportRecord => ({
  fullName: 'Nguyễn Bảo Duy',
  birthDate: '1990-05-17',
  doses: [
    { number: 1, total: 2, vaccine: 'AstraZeneca', givenOn: '2021-08-01' },
    { number: 2, total: 2, vaccine: 'Comirnaty', givenOn: '2021-10-30' },
  ],
  issuer: 'Cục Y tế dự phòng',
  uvci: `URN:UVCI:01:VN:${'0123456789ABCDEF'.repeat(2)}`,
  issuedAt: new Date('2022-04-15T03:00:00.900Z'),
  ...other,
})

test('a passport carries the latest dose, its codes and twelve months', () => {
  const made = passportClaims(aRecord(), vaccines)
  expect(made).toMatchObject({
    ok: true,
    claims: {
      iss: 'VN',
      iat: Date.parse('2022-04-15T03:00:00Z') / 1000,
      exp: Date.parse('2023-04-15T03:00:00Z') / 1000,
      certificate: {
        ver: '1.3.0',
        nam: { fn: 'Nguyễn', fnt: 'NGUYEN', gn: 'Bảo Duy', gnt: 'BAO<DUY' },
        dob: '1990-05-17',
        v: [{ tg: '840539006', mp: 'EU/1/20/1528', ma: 'ORG-100030215', vp: '1119349007', dn: 2, sd: 2, co: 'VN' }],
      },
    },
  })
})

test.each([
  ['2024-02-29T20:00:00Z', '2025-02-28T20:00:00Z'],
  ['2023-02-28T01:00:00Z', '2024-02-28T01:00:00Z'],
  ['2023-03-01T00:00:00Z', '2024-03-01T00:00:00Z'],
  ['2022-12-31T23:59:59Z', '2023-12-31T23:59:59Z'],
])('H04 a code made at %s ends at %s', (made, ends) => {
  expect(validity(new Date(made)).exp).toBe(Date.parse(ends) / 1000)
})

test.each([
  // The look-alike of Đ that some keyboards give.
  ['\u00d0ặng Ợt', { fn: 'Đặng', fnt: 'DANG' }],
  ['Đặng Thị Mỹ Ợt', { fnt: 'DANG', gnt: 'THI<MY<OT' }],
  ["H'Nguyệt Êban", { fnt: 'HNGUYET', gnt: 'EBAN' }],
  ['K’Brêu', { fn: 'K’Brêu', fnt: 'KBREU' }],
  ['Tôn-Nữ  Thị   Ninh', { fnt: 'TON<NU', gnt: 'THI<NINH' }],
])('H06 %s has a machine-readable name', (written, name) => {
  expect(passportName(written.normalize('NFD'))).toMatchObject(name)
})

test('H06 every Vietnamese letter becomes one of A–Z', () => {
  const marked = 'aăâeêioôơuưy'
    .split('')
    .flatMap((v) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((m) => v + m))
  for (const letter of [...marked, 'đ', 'Đ'].flatMap((l) => [l, l.toUpperCase(), l.normalize('NFC')]))
    expect(machineReadable(letter)).toMatch(/^[A-Z]$/)
})

test.each<[string, Partial<PassportRecord>]>([
  ['name_not_writable', { fullName: 'Иван Петров' }],
  ['name_not_writable', { fullName: '  ' }],
  ['name_not_writable', { fullName: 'Nguyễn\u0000 Duy' }],
  ['name_not_writable', { fullName: 'Nguyễn Du\ud800' }],
  ['birth_date_not_real', { birthDate: '1990-02-30' }],
  ['no_dose', { doses: [] }],
  ['dose_not_plausible', { doses: [{ number: 1, total: 2, vaccine: 'Moderna', givenOn: '2021-02-30' }] }],
  ['dose_not_plausible', { doses: [{ number: 1, total: 2, vaccine: 'Moderna', givenOn: '2022-04-16' }] }],
  ['dose_not_plausible', { doses: [{ number: 1, total: 2, vaccine: 'Moderna', givenOn: '1990-05-16' }] }],
  ['dose_not_plausible', { doses: [{ number: 0.5, total: 2, vaccine: 'Moderna', givenOn: '2021-09-09' }] }],
  ['vaccine_not_listed', { doses: [{ number: 1, total: 2, vaccine: 'Nanocovax', givenOn: '2021-09-09' }] }],
  ['issuer_missing_or_long', { issuer: 'x'.repeat(81) }],
  ['issuer_missing_or_long', { issuer: 'Trạm\u0000' }],
  ['uvci_malformed', { uvci: 'URN:UVCI:01:VN:079202000001' }],
  ['uvci_malformed', { uvci: `URN:UVCI:01:VN:${'A'.repeat(32)}#A` }],
])('%s: no passport', (objection, other) => {
  expect(passportClaims(aRecord(other), vaccines)).toEqual({ ok: false, objection })
})

test('H02 the check character of a certificate number is the one that Austria prints', () => {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:'
  expect(luhnCheck('URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813', signs)).toBe('B')
  expect(luhnCheck('URN:UVCI:01:AT:B5921A35D6A0D696421B3E2462178297', signs)).toBe('I')
  const uvci = `URN:UVCI:01:VN:${'A'.repeat(32)}`
  expect(passportClaims(aRecord({ uvci: `${uvci}#${luhnCheck(uvci, signs)}` }), vaccines).ok).toBe(true)
})

test('a birth year alone is a legal birth date', () => {
  expect(passportClaims(aRecord({ birthDate: '1931' }), vaccines).ok).toBe(true)
})

test('H03 eight vaccines, found by any of their names, product and holder agreeing', () => {
  expect(vaccines).toHaveLength(8)
  expect(findVaccine(vaccines, 'hayat vax')?.mp).toBe('Hayat-Vax')
  expect(findVaccine(vaccines, 'Vero  cell')?.ma).toBe('ORG-100020693')
  expect(findVaccine(vaccines, '')).toBeNull()
  expect(vaccineCodesAgree(vaccines, { mp: 'EU/1/20/1528', ma: 'ORG-100030215', vp: '1119349007' })).toBe(true)
  expect(vaccineCodesAgree(vaccines, { mp: 'EU/1/21/1529', ma: 'ORG-100030215', vp: 'J07BX03' })).toBe(false)
})

test('H03 every code we write stands in the EU value sets, and kind, product and holder are a row of their instructions', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(sharedData(`dcc/value-sets/${name}.json`), 'utf8')).valueSetValues
  const sets = { mp: 'vaccine-medicinal-product', ma: 'vaccine-mah-manf', vp: 'vaccine-prophylaxis' }
  for (const [code, set] of Object.entries(sets))
    for (const vaccine of vaccines) expect(Object.keys(read(set))).toContain(vaccine[code as keyof typeof sets])
  expect(Object.keys(read('disease-agent-targeted'))).toContain('840539006')
  expect(Object.keys(read('country-2-codes'))).toContain('VN')
  const rows = Object.values<Instruction>(read('vaccine-encoding-instructions'))
  for (const { name, mp, ma, vp } of vaccines) {
    const row = rows.find((one) => one['vaccine-code'] === mp)
    expect([name, row?.['vaccine-manufacturer'], row?.['sct-codes'].includes(vp)]).toEqual([name, ma, true])
  }
})

interface Instruction {
  'vaccine-code': string
  'vaccine-manufacturer': string
  'sct-codes': string[]
}
