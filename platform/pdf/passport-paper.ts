import { PageSizes, type PDFDocument } from 'pdf-lib'
import type { PassportPaper } from '../../core/ports/services.ts'
import { passportQrPng } from '../passport/qr.ts'
import { newPdf } from './open-paper.ts'
import { type Box, heightOf, type Paper, rule, wrapped, write } from './paper.ts'
import { embedFonts, type Fonts } from './vietnamese-fonts.ts'

const [WIDTH, HEIGHT] = PageSizes.A5
const MARGIN = 28
const WHOLE: Box = { x: MARGIN, width: WIDTH - 2 * MARGIN }
/** 53 mm, and 60 mm in large print; with the quiet zone inside, the symbol itself is 49 or 55 mm (dcc.md: 35 to 60 mm). */
const QR = { usual: 150, large: 170 }
/** Enough for a sharp edge at any size; every pixel more is weight on a paper of at most 100 KB. */
const PIXELS = 2
const GAP = 3

interface Sizes {
  heading: number
  name: number
  row: number
  note: number
}
const SIZES: Record<'usual' | 'large', Sizes> = {
  usual: { heading: 15, name: 13, row: 9.5, note: 9 },
  large: { heading: 19, name: 18, row: 11.5, note: 11 },
}

/** A5, a summary and one page for each code; the same bytes for the same passport (features H08, H09). */
export async function passportPdf(passport: PassportPaper): Promise<Uint8Array> {
  const { title, unit, drawnUpAt } = passport
  const pdf = await newPdf({ title, author: unit, drawnUpAt })
  const fonts = await embedFonts(pdf)
  const size = SIZES[passport.large ? 'large' : 'usual']
  writeSummary(page(pdf, fonts), passport, passport.large ? { ...size, row: 15, note: 14 } : { ...size, row: 12 })
  for (const one of passport.pages) await writeCode(page(pdf, fonts), one, passport.large)
  return pdf.save()
}

const page = (pdf: PDFDocument, fonts: Fonts): Paper => ({
  pdf,
  fonts,
  page: pdf.addPage(PageSizes.A5),
  y: HEIGHT - MARGIN,
})

function writeSummary(paper: Paper, { unit, summary }: PassportPaper, size: Sizes): void {
  const { bold, regular, italic } = paper.fonts
  write(paper, unit, regular, size.note, WHOLE, 'centre')
  rule(paper.page, WIDTH * 0.35, paper.y - 5, WIDTH * 0.3)
  paper.y -= 14
  writeHeadings(paper, summary.headings, size)
  paper.y -= 12
  write(paper, summary.name, bold, size.name, WHOLE)
  for (const line of summary.lines) {
    paper.y -= GAP
    write(paper, line, regular, size.row, WHOLE)
  }
  paper.y -= 10
  for (const [at, note] of summary.notes.entries()) write(paper, note, at % 2 ? italic : regular, size.note, WHOLE)
}

async function writeCode(paper: Paper, one: PassportPaper['pages'][number], large: boolean): Promise<void> {
  const kind = large ? 'large' : 'usual'
  const { regular, italic, bold } = paper.fonts
  writeHeadings(paper, one.headings, SIZES[kind])
  const side = QR[kind]
  const qr = await paper.pdf.embedPng(passportQrPng(one.hc1, PIXELS))
  paper.y -= GAP + side
  paper.page.drawImage(qr, { x: (WIDTH - side) / 2, y: paper.y, width: side, height: side })
  for (const [at, note] of one.notes.entries())
    write(paper, note, at % 2 ? italic : bold, SIZES[kind].note, WHOLE, 'centre')
  paper.y -= GAP
  const size = rowSize(paper, one.rows, SIZES[kind].row)
  for (const row of one.rows) writeRow(paper, row, { size, regular, bold, italic })
}

const LABEL: Box = { x: MARGIN, width: WHOLE.width * 0.52 }
const VALUE: Box = { x: MARGIN + WHOLE.width * 0.54, width: WHOLE.width * 0.46 }

type Row = PassportPaper['pages'][number]['rows'][number]

/** The Vietnamese label, the English one below it, the value beside both. */
function writeRow(paper: Paper, { no, label, english, value }: Row, type: { size: number } & Fonts): void {
  const { size, regular, bold, italic } = type
  const top = paper.y
  write(paper, `${no}. ${label}`, regular, size, LABEL)
  write(paper, english, italic, size - 2, LABEL)
  const end = paper.y
  paper.y = top
  write(paper, value, bold, size, VALUE)
  paper.y = Math.min(end, paper.y) - 1
}

/** A long name or issuer becomes smaller before it would run off the paper. */
function rowSize({ fonts, y }: Paper, rows: readonly Row[], wanted: number): number {
  const height = (size: number) =>
    rows.reduce((sum, { no, label, english, value }) => {
      const left =
        heightOf(wrapped(`${no}. ${label}`, fonts.regular, size, LABEL.width).length, size) +
        heightOf(wrapped(english, fonts.italic, size - 2, LABEL.width).length, size - 2)
      return sum + 1 + Math.max(left, heightOf(wrapped(value, fonts.bold, size, VALUE.width).length, size))
    }, 0)
  let size = wanted
  while (size > 6 && height(size) > y - MARGIN) size -= 0.5
  return size
}

function writeHeadings(paper: Paper, [first = '', second = '']: readonly string[], size: Sizes): void {
  write(paper, first, paper.fonts.bold, size.heading, WHOLE, 'centre')
  write(paper, second, paper.fonts.italic, size.note, WHOLE, 'centre')
}
