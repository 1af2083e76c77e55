import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { REASON_HEADER, withReasons } from '../../../platform/sheets/with-reasons.ts'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'
import { sheetXml, workbook } from '../../support/hostile-workbooks.ts'
import { sharedData } from '../../support/shared-data.ts'

const cellsOf = async (bytes: Uint8Array): Promise<string[][]> => {
  const read = await readSheet(bytes)
  if (!read.ok) throw new Error(read.reason)
  return read.lines.map((line) => line.cells)
}

test('G01 text cells: leading zeros, dates and what looks like a formula come back as they were', async () => {
  const rows = [
    ['001090012345', '05/09/1964', '=HYPERLINK("http://x","y")', '+84912345678', '-1', '@SUM(1)'],
    ['000000000', '1E5', '  hai  cách ', '"nháy"', '<b>&amp;</b>', 'dòng 1\ndòng 2'],
  ]
  const bytes = await writeSheet({ sheetName: 'Mẫu', columns: 'abcdef'.split('').map((header) => ({ header })), rows })
  expect(await cellsOf(bytes)).toEqual([['a', 'b', 'c', 'd', 'e', 'f'], ...rows])
})

test('control signs that XML cannot hold are left out instead of making a broken file', async () => {
  const bytes = await writeSheet({ sheetName: 'a/b[c]', columns: [{ header: 'A' }], rows: [['x\u0000y\u0007z']] })
  expect(await cellsOf(bytes)).toEqual([['A'], ['xyz']])
})

test('number cells come as plain digits, date cells as days, text stays text', async () => {
  const row = `<row r="2">
    <c r="A2"><v>79169401792</v></c><c r="B2"><v>1.23456789012E+11</v></c><c r="C2" s="1"><v>25553</v></c>
    <c r="D2" t="inlineStr"><is><t>25553</t></is></c><c r="E2" t="inlineStr"><is><r><t>Trần </t></r><r><t>An</t></r></is></c>
    <c r="F2"><v>1.5</v></c><c r="G2" t="str"><f>1+1</f><v>2</v></c></row>`
  expect(await cellsOf(workbook(sheetXml(row)))).toEqual([
    ['79169401792', '123456789012', '1969-12-16', '25553', 'Trần An', '1.5', '2'],
  ])
})

test('lines keep the number they have in the sheet, empty ones are left out', async () => {
  const read = await readSheet(
    workbook(sheetXml('<row r="3"><c r="A3"><v>1</v></c></row><row r="900"><c r="B900"><v>2</v></c></row>')),
  )
  expect(read).toMatchObject({
    ok: true,
    lines: [
      { rowNo: 3, cells: ['1'] },
      { rowNo: 900, cells: ['', '2'] },
    ],
  })
})

test('rows of a CSV pasted together from two programs end where they end, whichever sign they use', async () => {
  expect(await cellsOf(Buffer.from('a,b\r\nS1,"x\ny"\nS2,z\r\nS3,w\r'))).toEqual([
    ['a', 'b'],
    ['S1', 'x\ny'],
    ['S2', 'z'],
    ['S3', 'w'],
  ])
})

const TABLE = 'Mã đối tượng;Họ và tên\r\nS1;Nguyễn Thị Hoà\r\nS2;"Trần; Văn ""Ân"""\r\n'
const EXPECTED = [
  ['Mã đối tượng', 'Họ và tên'],
  ['S1', 'Nguyễn Thị Hoà'],
  ['S2', 'Trần; Văn "Ân"'],
]

test.each([
  ['UTF-8', Buffer.from(TABLE), 'utf-8'],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${TABLE}`), 'utf-8'],
  ['UTF-8 in NFD', Buffer.from(TABLE.normalize('NFD')), 'utf-8'],
  [
    'UTF-16 as Excel saves it',
    Buffer.from(`\ufeff${TABLE.replaceAll(';', '\t').replace('Trần\t', 'Trần;')}`, 'utf16le'),
    'utf-16le',
  ],
  ['UTF-16 without a mark', Buffer.from(TABLE, 'utf16le'), 'utf-16le'],
  ['UTF-16 of the other order', Buffer.from(`\ufeff${TABLE}`, 'utf16le').swap16(), 'utf-16be'],
  ['comma separated', Buffer.from(TABLE.replaceAll(';', ',').replace('Trần,', 'Trần;')), 'utf-8'],
  ['Windows-1258', inWindows1258(TABLE), 'windows-1258'],
])('a CSV file in %s is read', async (_, bytes, encoding) => {
  const read = await readSheet(bytes)
  expect(read).toMatchObject({ ok: true, encoding })
  expect(await cellsOf(bytes)).toEqual(EXPECTED)
})

test('a CSV file typed in TCVN3 keeps its letters for the row reader, other bytes are refused', async () => {
  const bytes = Buffer.from('Ma;Ten\nS1;NguyÔn ThÞ Hång\nS2;TrÇn V¨n §øc\n', 'latin1')
  expect(await readSheet(bytes)).toMatchObject({ ok: true, encoding: 'windows-1252' })
  expect(await readSheet(Buffer.from('a;b\n\xff\xfe\xfd\xf0\xf1;\xa9\xae\n', 'latin1'))).toMatchObject({
    ok: false,
    reason: 'bad_encoding',
  })
})

test('rows go back with their reasons in a last column, which is left out when read and sent back again', async () => {
  const once = await withReasons(
    ['Mã', 'Tên'],
    [
      { cells: ['001', 'An'], reasons: ['Thiếu họ.', 'Sai ngày.'] },
      { cells: ['002'], reasons: [] },
    ],
  )
  expect(await cellsOf(once)).toEqual([['Mã', 'Tên', REASON_HEADER], ['001', 'An', 'Thiếu họ. Sai ngày.'], ['002']])
  const [headers = [], ...rows] = await cellsOf(once)
  const twice = await withReasons(
    headers,
    rows.map((cells) => ({ cells, reasons: ['Khác.'] })),
  )
  expect((await cellsOf(twice))[1]).toEqual(['001', 'An', 'Khác.'])
})

test('the sample of 5,000 records reads and round-trips, and progress is told', async () => {
  const told: number[] = []
  const read = await readSheet(readFileSync(sharedData('matching/sample/records.csv')), {
    onProgress: (lines) => told.push(lines),
  })
  if (!read.ok) throw new Error(read.reason)
  expect(read.lines).toHaveLength(5001)
  expect(told).toEqual([2000, 4000, 5001])
  const [heads, ...rows] = read.lines.map((line) => line.cells)
  const bytes = await writeSheet({ sheetName: 'S', columns: heads!.map((header) => ({ header })), rows })
  expect(await cellsOf(bytes)).toEqual([heads, ...rows])
})

/** Windows-1258 holds the shaped letters whole and the tones as marks of their own. */
function inWindows1258(text: string): Buffer {
  const decoder = new TextDecoder('windows-1258')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  const split = [...text.normalize('NFC')].flatMap((sign) => {
    if (bytes.has(sign)) return [sign]
    const parts = sign.normalize('NFD')
    const tone = parts.match(/[\u0300\u0301\u0303\u0309\u0323]/u)?.[0] ?? ''
    return [parts.replace(tone, '').normalize('NFC'), tone]
  })
  return Buffer.from(split.map((sign) => bytes.get(sign) ?? 0x3f))
}
