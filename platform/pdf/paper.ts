import { PageSizes, type PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import type { Fonts } from './vietnamese-fonts.ts'

/** Margins of official papers, in points: 3 cm left is for the binder (Decree 30/2020). */
export const MARGIN = { left: 71, right: 43, top: 57, bottom: 62 }
const INK = rgb(0.08, 0.08, 0.1)
const RULE = rgb(0.45, 0.45, 0.5)
const LINE = 1.28

export type Align = 'left' | 'centre' | 'right'

export interface Box {
  x: number
  width: number
}

/** A paper being written from top to bottom; `y` is where the next line begins. */
export interface Paper {
  pdf: PDFDocument
  fonts: Fonts
  page: PDFPage
  y: number
}

export const WIDTH = PageSizes.A4[0] - MARGIN.left - MARGIN.right
export const WHOLE_WIDTH: Box = { x: MARGIN.left, width: WIDTH }

export function newPage(paper: Pick<Paper, 'pdf'> & Partial<Paper>): void {
  paper.page = paper.pdf.addPage(PageSizes.A4)
  paper.y = PageSizes.A4[1] - MARGIN.top
}

export const roomLeft = (paper: Paper): number => paper.y - MARGIN.bottom

/** Writes lines below each other in the box and moves on. */
export function write(
  paper: Paper,
  text: string,
  font: PDFFont,
  size: number,
  box = WHOLE_WIDTH,
  align: Align = 'left',
): void {
  for (const line of wrapped(text, font, size, box.width)) {
    paper.y -= size * LINE
    writeLine(paper.page, line, font, size, box, paper.y, align)
  }
}

export function writeLine(
  page: PDFPage,
  line: string,
  font: PDFFont,
  size: number,
  box: Box,
  y: number,
  align: Align,
): void {
  const spare = box.width - font.widthOfTextAtSize(line, size)
  const shift = align === 'left' ? 0 : align === 'right' ? spare : spare / 2
  page.drawText(line, { x: box.x + shift, y, size, font, color: INK })
}

export function rule(page: PDFPage, x: number, y: number, width: number, thickness = 0.6): void {
  page.drawLine({ start: { x, y }, end: { x: x + width, y }, thickness, color: RULE })
}

export function frame(page: PDFPage, x: number, y: number, width: number, height: number): void {
  page.drawRectangle({ x, y, width, height, borderColor: RULE, borderWidth: 0.6 })
}

/** Breaks at spaces, and inside a word only where it is wider than the whole line. NFC: the font has whole letters. */
export function wrapped(text: string, font: PDFFont, size: number, width: number): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text
    .normalize('NFC')
    .split(/\s+/)
    .flatMap((w) => pieces(w, fits))) {
    const longer = line ? `${line} ${word}` : word
    if (fits(longer)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

export const heightOf = (lines: number, size: number): number => lines * size * LINE

function pieces(word: string, fits: (text: string) => boolean): string[] {
  if (word.length < 2 || fits(word)) return [word]
  const half = Math.ceil(word.length / 2)
  return [...pieces(word.slice(0, half), fits), ...pieces(word.slice(half), fits)]
}
