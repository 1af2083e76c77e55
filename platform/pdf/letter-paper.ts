import { PageSizes, type PDFFont, type PDFImage, PDFName, PDFOperator, PDFOperatorNames } from 'pdf-lib'
import type { LetterPage, LetterSheets } from '../../core/ports/services.ts'
import { plainQrPng } from '../passport/qr.ts'
import { newPdf } from './open-paper.ts'
import { type Box, heightOf, type Paper, rule, wrapped, write } from './paper.ts'
import { embedFonts } from './vietnamese-fonts.ts'

const [WIDTH, HEIGHT] = PageSizes.A5
const MARGIN = 40
const WHOLE: Box = { x: MARGIN, width: WIDTH - 2 * MARGIN }
/** 34 mm: an old phone reads it at arm's length. */
const QR = 96
const GAP = 4
/** Large print first; a refusal for many reasons becomes smaller before it would run over the QR. */
const SIZES = [14, 13, 12, 11, 10, 9, 8] as const
const BESIDE_QR: Box = { x: MARGIN + QR + 14, width: WIDTH - 2 * MARGIN - QR - 14 }

/** A5, one page for each person, large print, a QR at the foot; the same bytes for the same letters. */
export async function lettersPdf(sheets: LetterSheets): Promise<Uint8Array> {
  const { title, unit, drawnUpAt } = sheets
  const pdf = await newPdf({ title, author: unit, drawnUpAt })
  const fonts = await embedFonts(pdf)
  for (const letter of sheets.letters) {
    const paper: Paper = { pdf, fonts, page: pdf.addPage(PageSizes.A5), y: HEIGHT - MARGIN }
    paper.page.pushOperators(beginLanguage(letter.locale))
    writeLetter(paper, unit, letter, await pdf.embedPng(plainQrPng(letter.link)))
    paper.page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
  }
  return pdf.save({ useObjectStreams: false })
}

/** An English letter between Vietnamese ones is read aloud as English. */
function beginLanguage(locale: LetterPage['locale']): PDFOperator {
  const language = `<</Lang (${locale === 'en' ? 'en-GB' : 'vi-VN'})>>`
  return PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of('Span'), language])
}

function writeLetter(paper: Paper, unit: string, letter: LetterPage, qr: PDFImage): void {
  const { bold, regular, italic } = paper.fonts
  write(paper, unit.toUpperCase(), bold, 12, WHOLE, 'centre')
  rule(paper.page, WIDTH * 0.35, paper.y - 5, WIDTH * 0.3)
  paper.y -= 14
  write(paper, letter.heading, bold, 17, WHOLE, 'centre')
  paper.y -= 8
  write(paper, letter.to, bold, 15, WHOLE)
  if (letter.address) write(paper, letter.address, regular, 12, WHOLE)
  paper.y -= 4
  const size = sizeThatFits(letter.paragraphs, regular, paper.y - MARGIN - QR - 8)
  for (const paragraph of letter.paragraphs) {
    paper.y -= GAP
    write(paper, paragraph, regular, size, WHOLE)
  }
  paper.page.drawImage(qr, { x: MARGIN, y: MARGIN, width: QR, height: QR })
  paper.y = MARGIN + QR
  if (letter.code) write(paper, letter.code, bold, 18, BESIDE_QR)
  write(paper, letter.scan, regular, 11.5, BESIDE_QR)
  write(paper, letter.link, italic, 9, BESIDE_QR)
  write(paper, letter.never, regular, 10.5, BESIDE_QR)
}

function sizeThatFits(paragraphs: readonly string[], font: PDFFont, room: number): number {
  const height = (size: number) =>
    paragraphs.reduce((sum, text) => sum + GAP + heightOf(wrapped(text, font, size, WHOLE.width).length, size), 0)
  return SIZES.find((size) => height(size) <= room) ?? SIZES[6]
}
