import { inflateSync } from 'node:zlib'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { expect, test } from 'vitest'
import { policeListPdf } from '../../../platform/pdf/list-pdf.ts'
import type { PoliceListPaper } from '../../../platform/pdf/police-list-paper.ts'

const LETTERS = 'AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYaăâbcdđeêghiklmnoôơpqrstuưvxy'
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const everyLetter = [...LETTERS].map((letter) =>
  'aăâeêioôơuưy'.includes(letter.toLowerCase()) ? TONES.map((tone) => letter + tone).join('') : letter,
)

const aList = (rows: number, other: Partial<PoliceListPaper> = {}): PoliceListPaper => ({
  number: '12/DS-TYT',
  unit: 'Trạm Y tế xã Mẫu',
  policeUnit: 'Công an xã Mẫu',
  drawnUpOn: '2022-04-15',
  rows: Array.from({ length: rows }, (_, i) => ({
    row: i + 1,
    fullName: i === 0 ? everyLetter.join('') : 'Nguyễn Văn Thử',
    birthDate: '1990-05-17',
    sex: 'male',
    idNumber: '001090912345',
  })),
  sha256: 'a'.repeat(64),
  answered: null,
  ...other,
})

const pagesOf = async (pdf: Uint8Array) => (await PDFDocument.load(pdf)).getPageCount()

/** The cut-down fonts inside the file. */
async function fontsIn(pdf: Uint8Array) {
  const objects = (await PDFDocument.load(pdf)).context.enumerateIndirectObjects().map(([, object]) => object)
  const streams = objects.filter((object): object is PDFRawStream => object instanceof PDFRawStream)
  const plain = streams
    .filter((stream) => stream.dict.has(PDFName.of('Filter')))
    .map((stream) => inflateSync(stream.contents))
  return plain.filter((bytes) => bytes.readUInt32BE(0) === 0x00010000 || bytes.toString('latin1', 0, 4) === 'true')
}

test('F06 the same list is the same file, byte for byte, and another list is another', async () => {
  const [first, again, other] = [
    await policeListPdf(aList(3)),
    await policeListPdf(aList(3)),
    await policeListPdf(aList(4)),
  ]
  expect(Buffer.compare(first, again)).toBe(0)
  expect(Buffer.compare(first, other)).not.toBe(0)
})

test('a list of 200 people runs over pages and stays small', async () => {
  const answers = Array.from({ length: 200 }, (_, i) => ({
    row: i + 1,
    answer: 'wrong_field' as const,
    wrongFields: ['birthDate', 'idNumber'],
    note: 'Đã chuyển hộ khẩu về nơi khác',
  }))
  const pdf = await policeListPdf(aList(200, { answered: { part: 1, sha256: 'b'.repeat(64), answers } }))
  expect(await pagesOf(pdf)).toBeGreaterThan(8)
  expect(pdf.length).toBeLessThan(300_000)
  expect(await pagesOf(await policeListPdf(aList(5)))).toBe(1)
})

test('every Vietnamese letter keeps its shape in the embedded font', async () => {
  const fonts = await fontsIn(await policeListPdf(aList(1)))
  expect(fonts.length).toBe(3)
  for (const bytes of fonts) {
    const font = fontkit.create(bytes)
    const empty = Array.from({ length: font.numGlyphs }, (_, i) => font.getGlyph(i)).filter(
      (g) => g.path.toSVG() === '',
    )
    expect(font.numGlyphs).toBeGreaterThan(10)
    expect(empty.length).toBeLessThanOrEqual(1)
  }
})
