import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ImportTemplate } from '../../../core/domain/exchange/import-template.ts'
import { findTable } from '../../../platform/sheets/find-table.ts'
import { RECORD_COLUMNS } from '../../../platform/sheets/record-columns.ts'
import { readRecordLines, recordSheets } from '../../../platform/sheets/record-sheets.ts'
import { createSheets } from '../../../platform/sheets/result-sheets.ts'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'
import { sharedData } from '../../support/shared-data.ts'

const sheets = createSheets({} as ImportTemplate)
const HEADS = [
  'Mã đối tượng',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số CCCD/CMND/Hộ chiếu',
  'Số điện thoại',
  'Quốc tịch',
]
const lines = (...rows: string[][]) => rows.map((cells, index) => ({ rowNo: index + 1, cells }))
const readRows = (...rows: string[][]) => {
  const sheet = readRecordLines(lines(HEADS, ...rows))
  if (!sheet.ok) throw new Error(sheet.reason)
  return sheet.rows
}
const aRow = (change: Partial<Record<number, string>> = {}) =>
  ['S1', 'Nguyễn Thị Hoà', '05/09/1964', 'Nữ', '079164401792', '0912345678', ''].map(
    (cell, index) => change[index] ?? cell,
  )

test('G14 heads: the Platform’s Vietnamese names, English names, remarks and lost marks are all known', () => {
  const spellings = [
    HEADS,
    ['record_id', 'full_name', 'dob', 'gender', 'id_number', 'phone', 'nationality'],
    ['MA DOI TUONG', 'HO TEN (*)', 'NGÀY SINH (dd/mm/yyyy)', 'GIỚI TÍNH', 'Số căn cước công dân', 'SĐT', 'Quoc tich'],
  ]
  for (const heads of spellings) {
    expect(Object.fromEntries(findTable(lines(heads), RECORD_COLUMNS)!.at)).toEqual({
      recordId: 0,
      fullName: 1,
      birthDate: 2,
      sex: 3,
      idNumber: 4,
      phone: 5,
      nationality: 6,
    })
  }
})

test('G14 heads below a title and merged over two lines are found', () => {
  const table = findTable(
    lines(
      ['DANH SÁCH ĐỐI TƯỢNG'],
      ['Trạm Y tế xã Mẫu'],
      ['Mã đối tượng', 'Họ và tên', 'Địa chỉ', '', 'Liên hệ'],
      ['', '', 'Tỉnh', 'Huyện', 'SĐT'],
      ['S1', 'An'],
    ),
    RECORD_COLUMNS,
  )!
  expect(Object.fromEntries(table.at)).toMatchObject({ recordId: 0, fullName: 1, province: 2, district: 3, phone: 4 })
  expect(table.lines).toEqual([{ rowNo: 5, cells: ['S1', 'An'] }])
  expect(table.missing).toEqual(['Ngày sinh', 'Giới tính', 'CCCD/CMND/Hộ chiếu'])
})

test('a sheet without the four mandatory facts is refused and says which are missing', () => {
  expect(readRecordLines(lines(['Mã đối tượng', 'Họ và tên'], ['S1', 'An']))).toMatchObject({
    ok: false,
    reason: 'columns_missing',
    missing: ['Ngày sinh', 'Giới tính', 'CCCD/CMND/Hộ chiếu'],
  })
  expect(readRecordLines(lines(HEADS))).toMatchObject({ ok: false, reason: 'empty' })
  expect(readRecordLines([])).toMatchObject({ ok: false, reason: 'empty' })
})

test('a row is read into the columns of its table', () => {
  expect(readRows(aRow())[0]).toMatchObject({
    rowNo: 2,
    recordId: 'S1',
    errors: [],
    class: 'not_matched',
    facts: {
      record_id: 'S1',
      full_name: 'Nguyễn Thị Hoà',
      name_folded: 'nguyen thi hoa',
      birth_date: '1964-09-05',
      birth_precision: 'day',
      birth_text: '05/09/1964',
      sex: 'female',
      id_number: '079164401792',
      nationality: 'VN',
      phone: '+84912345678',
      match_result: null,
    },
  })
})

test('E14 wrong facts are mirrored, not refused: they are the work to do', () => {
  expect(readRows(aRow({ 4: '' }))[0]).toMatchObject({ class: 'no_id', facts: { id_number: null, id_text: '' } })
  expect(readRows(aRow({ 4: '79164401792' }))[0]).toMatchObject({
    class: 'malformed_id',
    facts: { id_number: null, id_text: '79164401792' },
  })
  expect(readRows(aRow({ 3: 'Nam' }))[0]).toMatchObject({ class: 'wrong_facts' })
  expect(readRows(aRow({ 1: 'Nguyễn 123' }))[0]).toMatchObject({
    errors: ['name_unreadable'],
    facts: { full_name: 'Nguyễn 123' },
  })
  expect(readRows(aRow({ 2: '31/02/1964', 5: '12' }))[0]).toMatchObject({
    errors: ['birth_date_unreadable', 'phone_unreadable'],
    facts: { birth_date: null, birth_precision: 'unknown', birth_text: '31/02/1964', phone: null },
  })
})

test('only a row without id or name, or the second one with an id, is refused', () => {
  const rows = readRows(aRow(), aRow({ 0: '' }), aRow({ 0: 'S2', 1: '' }), aRow())
  expect(rows.map(({ errors, facts }) => [errors, facts === null])).toEqual([
    [[], false],
    [['record_id_missing'], true],
    [['name_missing'], true],
    [['record_id_repeated'], true],
  ])
})

test('G14 repaired cells are listed: old fonts, serial dates, years; nothing is guessed in silence', () => {
  const [font, serial, year] = readRows(
    aRow({ 1: 'NguyÔn ThÞ Hång' }),
    aRow({ 0: 'S2', 2: '25553' }),
    aRow({ 0: 'S3', 2: '1964' }),
  )
  expect(font).toMatchObject({
    errors: ['legacy_font'],
    facts: { full_name: 'Nguyễn Thị Hồng' },
    repairs: [{ field: 'fullName', why: 'legacy_font' }],
  })
  expect(serial).toMatchObject({
    facts: { birth_date: '1969-12-16' },
    repairs: [{ from: '25553', to: '1969-12-16', why: 'serial' }],
  })
  expect(year).toMatchObject({
    facts: { birth_date: '1964-01-01', birth_precision: 'year' },
    repairs: [{ why: 'year_only' }],
  })
})

test('G14 a column that mixes dd/mm and mm/dd leaves days that could be either unread', () => {
  const rows = readRows(
    aRow({ 2: '25/12/1964' }),
    aRow({ 0: 'S2', 2: '12/25/1964' }),
    aRow({ 0: 'S3', 2: '05/09/1964' }),
  )
  expect(rows.map((row) => row.facts?.birth_date)).toEqual(['1964-12-25', '1964-12-25', null])
})

test('a foreigner keeps the country and is not malformed for a passport', () => {
  expect(readRows(aRow({ 4: 'TR1234567', 6: 'Nhật Bản' }))[0]).toMatchObject({
    class: 'not_matched',
    facts: { nationality: 'JP', id_text: 'TR1234567' },
  })
  expect(readRows(aRow({ 4: '', 6: 'Việt Nam' }))[0]).toMatchObject({ class: 'no_id', facts: { nationality: 'VN' } })
})

test('E14 import: the sample of 5,000 records reads and classifies whole', async () => {
  const bytes = readFileSync(sharedData('matching/sample/records.csv'))
  const sheet = await recordSheets.read(bytes, 'records.csv')
  if (!sheet.ok) throw new Error(sheet.reason)
  expect(sheet.rows).toHaveLength(5000)
  expect(sheet.rows.filter((row) => row.facts === null)).toEqual([])
})

test('the dose list of the sample is told from records by its heads and read whole', async () => {
  const sheet = await recordSheets.read(readFileSync(sharedData('matching/sample/doses.csv')), 'doses.csv')
  if (!sheet.ok) throw new Error(sheet.reason)
  expect([sheet.kind, sheet.rows.length]).toEqual(['doses', 11_950])
  expect(sheet.rows.filter((row) => row.errors.length > 0)).toEqual([])
  expect(sheet.rows[0]!.facts).toMatchObject({ number: 1, vaccine: 'Vero Cell', given_on: '2021-11-12', lot: 'VE0275' })
})

test('the Platform’s verification list: each of its words is one answer, other words are an error', async () => {
  const bytes = await writeSheet({
    sheetName: 'Kết quả',
    columns: ['Mã đối tượng', 'Kết quả xác minh', 'Họ và tên'].map((header) => ({ header })),
    rows: [
      ['S1', 'Xác minh thông tin đúng', 'Nguyễn Thị Hoà'],
      ['S2', 'Sai ngày sinh', ''],
      ['S3', 'Không xác minh được', null],
      ['S4', 'Số định danh không có trong hệ thống', null],
      ['S5', '???', null],
      ['', 'Đúng', null],
      ['Tổng số', '6', null],
    ],
  })
  const read = await sheets.readResults(bytes, 'kq.xlsx')
  if (!read.ok) throw new Error(read.reason)
  expect(read.sheet.rows.map(({ row, errors }) => row?.result ?? errors)).toEqual([
    'right',
    'wrong',
    'not_verifiable',
    'not_in_register',
    ['result_unreadable'],
    ['record_id_missing'],
  ])
  expect(read.sheet.rows[0]!.row).toEqual({ recordId: 'S1', result: 'right', fullName: 'Nguyễn Thị Hoà' })
  expect(read.sheet.statedRows).toBe(6)
})

test('a verification list without its result column says so', async () => {
  const bytes = Buffer.from('Mã đối tượng;Họ và tên\nS1;An\n')
  expect(await sheets.readResults(bytes, 'kq.csv')).toMatchObject({
    ok: false,
    reason: 'columns_missing',
    missing: ['Kết quả xác minh'],
  })
})
