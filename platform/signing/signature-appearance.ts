import {
  beginText,
  endText,
  moveText,
  type PDFDocument,
  type PDFFont,
  type PDFOperator,
  type PDFRef,
  setFontAndSize,
  showText,
} from 'pdf-lib'
import { wrapped } from '../pdf/paper.ts'
import { embedRegular } from '../pdf/vietnamese-fonts.ts'

const LEADING = 1.22
const LARGEST = 9.5
const SMALLEST = 6

/** What a reader sees in the box: who, in what office, with which certificate, when. As large as the box allows. */
export async function signatureAppearance(
  pdf: PDFDocument,
  lines: readonly string[],
  { width, height }: { width: number; height: number },
): Promise<PDFRef> {
  const font = await embedRegular(pdf)
  const { size, rows } = fitted(lines, font, width - 8, height - 6)
  const stream = pdf.context.formXObject(textIn(rows, font, size, height), {
    BBox: [0, 0, width, height],
    Resources: { Font: { F0: font.ref } },
  })
  return pdf.context.register(stream)
}

function fitted(lines: readonly string[], font: PDFFont, width: number, height: number) {
  for (let size = LARGEST; ; size -= 0.5) {
    const rows = lines.flatMap((line) => wrapped(line, font, size, width))
    if (rows.length * size * LEADING <= height || size <= SMALLEST) return { size, rows }
  }
}

function textIn(rows: readonly string[], font: PDFFont, size: number, height: number): PDFOperator[] {
  const written = rows.flatMap((row, i) => [
    moveText(i === 0 ? 4 : 0, i === 0 ? height - size - 3 : -size * LEADING),
    showText(font.encodeText(row)),
  ])
  return [beginText(), setFontAndSize('F0', size), ...written, endText()]
}
