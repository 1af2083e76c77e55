import { expect, test } from 'vitest'
import { type ReadSheetOptions, readSheet } from '../../../platform/sheets/read-sheet.ts'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'
import { sheetXml, workbook, zip } from '../../support/hostile-workbooks.ts'

const reasonFor = async (bytes: Uint8Array, options?: ReadSheetOptions) => {
  const read = await readSheet(bytes, options)
  return read.ok ? 'ok' : read.reason
}
const aCell = '<row r="1"><c r="A1" t="inlineStr"><is><t>An</t></is></c></row>'

test('the hand-made workbook is a good one, so that what follows fails for its own reason', async () => {
  expect(await readSheet(workbook(sheetXml(aCell)))).toMatchObject({ ok: true, lines: [{ rowNo: 1, cells: ['An'] }] })
})

test('C10 zip bomb: a sheet that inflates to gigabytes is refused before it is inflated', {
  timeout: 60_000,
}, async () => {
  const bomb = workbook(Buffer.alloc(40 * 1024 * 1024, ' '))
  expect(bomb.length).toBeLessThan(100_000)
  expect(await reasonFor(bomb, { limits: { inflatedBytes: 30 * 1024 * 1024 } })).toBe('too_big')
  expect(await reasonFor(workbook(sheetXml(aCell), [], 4_000_000_000))).toBe('too_big')
})

test('C10 lying sizes: a part larger than it says is stopped while it inflates', async () => {
  const rows = aCell.repeat(200_000)
  expect(await reasonFor(workbook(sheetXml(rows), [], 1000))).toBe('too_big')
  expect(await reasonFor(workbook(sheetXml(aCell), [], 5_000_000))).toBe('damaged')
})

test('C10 shared strings of many megabytes are not held in memory', async () => {
  const strings = Buffer.alloc(20 * 1024 * 1024, 'x')
  const bytes = workbook(sheetXml(aCell), [{ name: 'xl/sharedStrings.xml', content: strings }])
  expect(await reasonFor(bytes, { limits: { partBytes: 10_000_000 } })).toBe('too_big')
})

test('C10 one cell in the far corner of 1,048,576 × 16,384 costs nothing', async () => {
  const corner = `${aCell}<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>`
  expect(await reasonFor(workbook(sheetXml(corner, '')))).toBe('too_many_columns')
  const empty = Array.from(
    { length: 3000 },
    (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}" t="n"><v>1</v></c></row>`,
  ).join('')
  expect(await reasonFor(workbook(sheetXml(empty)))).toBe('too_many_columns')
})

test('C10 a cell of megabytes, and many lines with a cell at the far right, are refused before they are read', async () => {
  expect(await reasonFor(workbook(sheetXml(aCell.replace('An', 'x'.repeat(3_000_000)))))).toBe('too_big')
  const far = Array.from({ length: 200 }, (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"/></row>`).join('')
  expect(await reasonFor(workbook(sheetXml(far)))).toBe('too_many_columns')
})

test('C10 endless rows are refused at the limit', async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c></row>`,
  ).join('')
  expect(await reasonFor(workbook(sheetXml(rows)), { limits: { rows: 1000 } })).toBe('too_many_rows')
})

test('C10 entities that grow are refused by their document type', async () => {
  const entities = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
  expect(await reasonFor(workbook(sheetXml(aCell.replace('An', '&b;'), entities)))).toBe('damaged')
})

test('C10 a truncated workbook is damaged, wherever it is cut', async () => {
  const whole = await writeSheet({ sheetName: 'S', columns: [{ header: 'A' }], rows: [['1'], ['2']] })
  for (const share of [0.2, 0.6, 0.95]) expect(await reasonFor(whole.subarray(0, whole.length * share))).toBe('damaged')
})

test('C10 bytes that were changed are damaged or read, and the reader lives', async () => {
  const whole = await writeSheet({ sheetName: 'S', columns: [{ header: 'A' }], rows: [['1'], ['2']] })
  for (let at = 60; at < whole.length; at += 997) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    expect(['damaged', 'not_a_sheet', 'too_big', 'encrypted', 'ok']).toContain(await reasonFor(changed))
  }
})

test('C10 parts that share a name or a place are refused', async () => {
  const twice = { name: 'xl/worksheets/sheet1.xml', content: sheetXml(aCell) }
  expect(await reasonFor(workbook(sheetXml(aCell), [twice]))).toBe('damaged')
})

test('what is no sheet is told by its bytes, not by its name', async () => {
  expect(await reasonFor(Buffer.from('<html><body><table><tr><td>1</td></tr></table></body></html>'))).toBe(
    'not_a_sheet',
  )
  expect(await reasonFor(Buffer.from('\ufeff  <?xml version="1.0"?><Workbook/>'))).toBe('not_a_sheet')
  expect(await reasonFor(Buffer.from('%PDF-1.7 …'))).toBe('not_a_sheet')
  expect(await reasonFor(Buffer.alloc(0))).toBe('not_a_sheet')
  expect(await reasonFor(zip([{ name: 'word/document.xml', content: '<w/>' }]))).toBe('not_a_sheet')
  expect(await reasonFor(Buffer.from([1, 2, 3, 0, 0, 7, 0, 200, 9, 9]))).toBe('not_a_sheet')
})

test('an old XLS and a workbook with a password are told apart', async () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)])
  expect(await reasonFor(ole)).toBe('old_xls')
  expect(await reasonFor(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('encrypted')
})

test('a file over the limit and a reader over its time are stopped', async () => {
  expect(await reasonFor(Buffer.alloc(100), { limits: { fileBytes: 99 } })).toBe('too_big')
  expect(await reasonFor(workbook(sheetXml(aCell)), { limits: { milliseconds: 1 } })).toBe('timeout')
})

test('C10 one row of endless cells: a reader that runs out of memory takes only itself along', async () => {
  const row = `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(500_000)}</row>`
  expect(await reasonFor(workbook(sheetXml(row)), { limits: { heapMegabytes: 16 } })).toBe('too_big')
})
