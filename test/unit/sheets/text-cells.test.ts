import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'

/** The parts of a workbook, read from the ZIP's own directory: not with the code that wrote it. */
function partsOf(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const parts = new Map<string, string>()
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const start = zip.readUInt32LE(at + 42)
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const bytes = zip.subarray(from, from + size)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'))
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

const ROWS = [
  ['001190000001', '05/08/2021', '0912345678', '=1+1'],
  ['000000000000', '01/02/1990', '+84912345678', '1E5'],
]

test('G01 in the file itself every cell is text with the text format: no number, no date, no formula for Excel to touch', async () => {
  const columns = ['Số CCCD', 'Ngày sinh', 'Điện thoại', 'Ghi chú'].map((header) => ({ header }))
  const parts = partsOf(await writeSheet({ sheetName: 'Mẫu', columns, rows: ROWS }))
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  const cells = [...sheet.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, head = '', inside = '']) => ({
    head,
    inside,
  }))
  const filled = cells.filter((cell) => cell.inside !== '')
  expect(filled).toHaveLength(12)
  for (const { head, inside } of filled) {
    expect(head).toMatch(/\bt="(inlineStr|s|str)"/)
    expect(inside).not.toContain('<f')
  }
  const styles = parts.get('xl/styles.xml') ?? ''
  const formats = [
    ...(/<cellXfs[\s\S]*<\/cellXfs>/.exec(styles)?.[0] ?? '').matchAll(/<xf\b[^>]*numFmtId="(\d+)"/g),
  ].map((match) => match[1])
  const own = new Map(
    [...styles.matchAll(/<numFmt\b[^>]*numFmtId="(\d+)"[^>]*formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
  )
  const used = new Set(filled.slice(4).map(({ head }) => formats[Number(/\bs="(\d+)"/.exec(head)?.[1] ?? -1)]))
  for (const format of used) expect(format === '49' || own.get(format) === '@').toBe(true)
  const words = sheet + (parts.get('xl/sharedStrings.xml') ?? '')
  for (const text of ROWS.flat()) expect(words).toContain(`>${text}<`)
})
