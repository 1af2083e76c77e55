import {
  type Align,
  frame,
  heightOf,
  MARGIN,
  newPage,
  type Paper,
  roomLeft,
  WIDTH,
  wrapped,
  writeLine,
} from './paper.ts'
import type { PoliceListAnswer, PoliceListPaper, PoliceListRow } from './police-list-paper.ts'
import { ANSWER_WORDS, FIELD_WORDS, SEX_WORDS, WORDS, writtenDate } from './police-list-words.ts'

const SIZE = 11
const PADDING = 4
const ALIGN: readonly Align[] = ['centre', 'left', 'centre', 'centre', 'centre', 'left']
const SHARES = [0.07, 0.27, 0.135, 0.085, 0.17, 0.27]

/** One numbered row per person; the head of the table stands again on every page. */
export function writeRows(paper: Paper, list: PoliceListPaper): void {
  const answers = new Map(list.answered?.answers.map((answer) => [answer.row, answer]))
  writeCells(paper, WORDS.columns, true)
  for (const row of list.rows) {
    const cells = cellsOf(row, answers.get(row.row))
    if (roomLeft(paper) < rowHeight(paper, cells, false)) {
      newPage(paper)
      writeCells(paper, WORDS.columns, true)
    }
    writeCells(paper, cells, false)
  }
}

function cellsOf(row: PoliceListRow, answer: PoliceListAnswer | undefined): string[] {
  return [
    String(row.row),
    row.fullName,
    writtenDate(row.birthDate),
    SEX_WORDS[row.sex],
    row.idNumber,
    answerText(answer),
  ]
}

function answerText(answer: PoliceListAnswer | undefined): string {
  if (!answer) return ''
  const fields = answer.wrongFields.map((field) => FIELD_WORDS[field] ?? field).join(', ')
  const verdict = fields ? `${ANSWER_WORDS[answer.answer]}: ${fields}` : ANSWER_WORDS[answer.answer]
  return answer.note ? `${verdict}. ${answer.note}` : verdict
}

function writeCells(paper: Paper, cells: readonly string[], isHead: boolean): void {
  const height = rowHeight(paper, cells, isHead)
  const font = isHead ? paper.fonts.bold : paper.fonts.regular
  let x = MARGIN.left
  for (const [i, lines] of linesOf(paper, cells, isHead).entries()) {
    const width = widthOf(i)
    frame(paper.page, x, paper.y - height, width, height)
    const start = paper.y - (height - heightOf(lines.length, SIZE)) / 2 - SIZE
    const box = { x: x + PADDING, width: width - 2 * PADDING }
    for (const [n, line] of lines.entries())
      writeLine(paper.page, line, font, SIZE, box, start - heightOf(n, SIZE), isHead ? 'centre' : (ALIGN[i] ?? 'left'))
    x += width
  }
  paper.y -= height
}

function rowHeight(paper: Paper, cells: readonly string[], isHead: boolean): number {
  return heightOf(Math.max(...linesOf(paper, cells, isHead).map((lines) => lines.length)), SIZE) + 2 * PADDING
}

function linesOf({ fonts }: Paper, cells: readonly string[], isHead: boolean): string[][] {
  const font = isHead ? fonts.bold : fonts.regular
  return cells.map((text, i) => wrapped(text, font, SIZE, widthOf(i) - 2 * PADDING))
}

const widthOf = (column: number) => WIDTH * (SHARES[column] ?? 0)
