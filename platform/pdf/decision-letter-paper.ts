import type { DecisionLetter } from '../../core/ports/services.ts'
import { plainQrPng } from '../passport/qr.ts'
import { openA4 } from './open-paper.ts'
import { type Box, heightOf, MARGIN, type Paper, rule, WHOLE_WIDTH, WIDTH, wrapped, write } from './paper.ts'

/** 39 mm: a counter's scanner and an old phone both read it. */
const QR = 110
const TITLE = 15
const GAP = 18
const BETWEEN = 3
const SIZES: readonly number[] = [12, 11, 10, 9, 8]
const LABEL: Box = { x: MARGIN.left, width: WIDTH * 0.32 }
const VALUE: Box = { x: MARGIN.left + WIDTH * 0.34, width: WIDTH * 0.66 }
const BESIDE_QR: Box = { x: MARGIN.left + QR + 16, width: WIDTH - QR - 16 }

/** A4, one page, Vietnamese above and English below, a QR at the foot; the same bytes for the same letter (features D13). */
export async function decisionLetterPdf(letter: DecisionLetter): Promise<Uint8Array> {
  const { title, unit, drawnUpAt } = letter
  const paper = await openA4({ title, author: unit, drawnUpAt })
  write(paper, letter.unit.toUpperCase(), paper.fonts.bold, 12, WHOLE_WIDTH, 'centre')
  rule(paper.page, MARGIN.left + WIDTH * 0.38, paper.y - 5, WIDTH * 0.24)
  const size = sizeThatFits(paper, letter.halves, paper.y - MARGIN.bottom - QR - GAP)
  for (const half of letter.halves) writeHalf(paper, half, size)
  await writeCheck(paper, letter)
  return paper.pdf.save({ useObjectStreams: false })
}

type Half = DecisionLetter['halves'][number]

function writeHalf(paper: Paper, { title, rows, notes }: Half, size: number): void {
  const { bold, regular } = paper.fonts
  paper.y -= GAP
  write(paper, title, bold, TITLE, WHOLE_WIDTH, 'centre')
  paper.y -= BETWEEN
  for (const { label, value } of rows) {
    const top = paper.y
    write(paper, label, bold, size, LABEL)
    const end = paper.y
    paper.y = top
    write(paper, value, regular, size, VALUE)
    paper.y = Math.min(paper.y, end) - BETWEEN
  }
  for (const note of notes) {
    write(paper, note, regular, size, WHOLE_WIDTH)
    paper.y -= BETWEEN
  }
}

/** A refusal for many reasons becomes smaller before it would run over the QR. */
function sizeThatFits({ fonts }: Paper, halves: readonly Half[], room: number): number {
  const lines = (text: string, size: number, width: number) => wrapped(text, fonts.bold, size, width).length
  const height = (size: number) =>
    halves.reduce((sum, { rows, notes }) => {
      const ofRows = rows.map(({ label, value }) =>
        Math.max(lines(label, size, LABEL.width), lines(value, size, VALUE.width)),
      )
      const all = [...ofRows, ...notes.map((note) => lines(note, size, WIDTH))]
      const words = all.reduce((total, count) => total + heightOf(count, size) + BETWEEN, 0)
      return sum + GAP + heightOf(1, TITLE) + BETWEEN + words
    }, 0)
  return SIZES.find((size) => height(size) <= room) ?? SIZES[SIZES.length - 1] ?? 8
}

async function writeCheck(paper: Paper, { link, scan }: DecisionLetter): Promise<void> {
  const { regular, italic } = paper.fonts
  const qr = await paper.pdf.embedPng(await plainQrPng(link))
  paper.page.drawImage(qr, { x: MARGIN.left, y: MARGIN.bottom, width: QR, height: QR })
  paper.y = MARGIN.bottom + QR
  write(paper, scan, regular, 11, BESIDE_QR)
  paper.y -= 6
  write(paper, link, italic, 9, BESIDE_QR)
}
