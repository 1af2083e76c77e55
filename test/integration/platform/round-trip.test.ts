import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { HAND_FILE_COLUMNS, handFileLines } from '../../../core/domain/exchange/hand-file.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { makeImportFile } from '../../../core/use-cases/exchange/import-file.ts'
import { readImportTemplate } from '../../../platform/sheets/import-template.ts'
import { createSheets } from '../../../platform/sheets/result-sheets.ts'
import { throughLibreOffice } from '../../support/libre-office.ts'

const sheets = createSheets(readImportTemplate())
const app = { sheets } as Parameters<typeof makeImportFile>[0]

const aRecord = (change: Partial<PlatformRecord>): PlatformRecord => ({
  id: 'p',
  recordId: '0000123456789012',
  unitId: 'tyt-mau',
  fullName: 'Nguyễn Thị Hoà',
  birthDate: '1990-05-07',
  birthText: '07/05/1990',
  sex: 'female',
  idNumber: null,
  idText: '',
  nationality: 'VN',
  phone: '+84912345678',
  province: 'Mẫu',
  district: null,
  commune: 'Xã Mẫu',
  address: 'Thôn 3',
  facility: null,
  class: 'no_id',
  matchResult: null,
  signedAt: null,
  version: 1,
  ...change,
})

/** What spreadsheets love to turn into something else. */
const ROWS: Parameters<typeof makeImportFile>[1] = [
  { record: aRecord({}), after: { idNumber: '001190000001' } },
  { record: aRecord({ birthText: '1951', birthDate: '1951-01-01' }), after: { idNumber: '000000000012' } },
  { record: aRecord({ address: '=1+1', fullName: "H'Mai Niê Kdăm" }), after: { idNumber: '079164401792' } },
  { record: aRecord({ address: '+84 3-5', commune: '01/02' }), after: { birthDate: '1990-02-01' } },
  { record: aRecord({ idText: '12E10', address: ' hai  khoảng trắng ' }), after: {} },
]

const textsOf = async (bytes: Buffer) =>
  ((await readXlsx(new Uint8Array(bytes))).sheets[0]?.rows ?? []).map((row) => row.map((cell) => cell ?? ''))

test('G01 the import file opened and saved by LibreOffice is the same file, cell by cell, every cell a text', async () => {
  const bytes = await makeImportFile(app, ROWS)
  const [before, after] = [await textsOf(bytes), await textsOf(await throughLibreOffice(bytes))]
  expect(after).toEqual(before)
  expect(after.flat().every((cell) => typeof cell === 'string')).toBe(true)
  const column = (name: string) => (before[0] ?? []).findIndex((head) => String(head).startsWith(name))
  expect(after.slice(1).map((row) => row[column('Số CCCD')])).toEqual([
    '001190000001',
    '000000000012',
    '079164401792',
    '',
    '12E10',
  ])
  expect(after.slice(1).map((row) => row[column('Ngày tháng')])).toEqual([
    '07/05/1990',
    '1951',
    '07/05/1990',
    '01/02/1990',
    '07/05/1990',
  ])
  expect(after[1]?.[column('Mã đối tượng')]).toBe('0000123456789012')
})

test('G01 a file of single values keeps its zeros, dates and formulas as text too', async () => {
  const rows = handFileLines([
    {
      recordId: '0007',
      fullName: 'Lê Văn Mẫu',
      from: { idNumber: null, birthDate: '1990-02-01' },
      to: { idNumber: '001190000001', birthDate: '1990-01-02' },
      platformDoseIdOf: () => null,
    },
  ])
  const bytes = await sheets.write({ sheetName: 'Sửa tay', columns: HAND_FILE_COLUMNS, rows })
  const [before, after] = [await textsOf(bytes), await textsOf(await throughLibreOffice(bytes))]
  expect(after).toEqual(before)
  expect(after[1]).toEqual(['1', '0007', 'Lê Văn Mẫu', '', 'Ngày sinh', '01/02/1990', '02/01/1990'])
})
