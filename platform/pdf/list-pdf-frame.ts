import {
  type Box,
  frame,
  MARGIN,
  newPage,
  type Paper,
  roomLeft,
  rule,
  WHOLE_WIDTH,
  WIDTH,
  write,
  writeLine,
} from './paper.ts'
import type { PoliceListPaper } from './police-list-paper.ts'
import { longDate, totalWords, WORDS } from './police-list-words.ts'
import { addSignatureField } from './signature-field.ts'

const LEFT: Box = { x: MARGIN.left, width: WIDTH * 0.42 }
const RIGHT: Box = { x: MARGIN.left + WIDTH * 0.45, width: WIDTH * 0.55 }
const SIGNATURE_HEIGHT = 128

/** Unit on the left, state and motto on the right, then the title, as Decree 30/2020 lays out an official paper. */
export function writeHead(paper: Paper, list: PoliceListPaper): void {
  const { bold, regular, italic } = paper.fonts
  const top = paper.y
  write(paper, list.unit.toUpperCase(), bold, 11.5, LEFT, 'centre')
  rule(paper.page, LEFT.x + LEFT.width * 0.35, paper.y - 4, LEFT.width * 0.3)
  paper.y -= 8
  write(paper, `${WORDS.number}: ${list.number}`, regular, 12, LEFT, 'centre')
  const leftEnd = paper.y
  paper.y = top
  write(paper, WORDS.state, bold, 11.5, RIGHT, 'centre')
  write(paper, WORDS.motto, bold, 12, RIGHT, 'centre')
  rule(paper.page, RIGHT.x + RIGHT.width * 0.22, paper.y - 4, RIGHT.width * 0.56)
  paper.y -= 8
  write(paper, longDate(list.drawnUpOn), italic, 12, RIGHT, 'centre')
  paper.y = Math.min(paper.y, leftEnd) - 18
  write(paper, WORDS.title, bold, 14, WHOLE_WIDTH, 'centre')
  write(paper, WORDS.subtitle, bold, 12, WHOLE_WIDTH, 'centre')
  if (list.answered) write(paper, `${WORDS.part}: ${list.answered.part}`, italic, 12, WHOLE_WIDTH, 'centre')
  paper.y -= 10
  write(
    paper,
    `${list.answered ? WORDS.verifiedBy : WORDS.to}: ${list.policeUnit}`,
    regular,
    12.5,
    WHOLE_WIDTH,
    'centre',
  )
  paper.y -= 10
}

/** Total, both hashes, and a box for each of the two who sign; never torn over two pages. */
export function writeSignatures(paper: Paper, list: PoliceListPaper): void {
  const { bold, regular, italic } = paper.fonts
  if (roomLeft(paper) < SIGNATURE_HEIGHT + 96) newPage(paper)
  paper.y -= 8
  write(paper, totalWords(list.rows.length), italic, 12)
  paper.y -= 4
  for (const [name, hash] of hashesOf(list)) {
    write(paper, `${name}:`, regular, 10)
    write(paper, hash, regular, 10)
  }
  paper.y -= 12
  const [gap, width] = [14, (WIDTH - 14) / 2]
  const boxes = [
    { x: MARGIN.left, role: WORDS.police, unit: list.policeUnit, side: 'police' },
    { x: MARGIN.left + width + gap, role: WORDS.health, unit: list.unit, side: 'station' },
  ] as const
  const top = paper.y
  for (const { x, role, unit, side } of boxes) {
    paper.y = top - 4
    frame(paper.page, x, top - SIGNATURE_HEIGHT, width, SIGNATURE_HEIGHT)
    const inside = { x: x + 6, width: width - 12 }
    write(paper, role, bold, 11.5, inside, 'centre')
    write(paper, unit, regular, 11, inside, 'centre')
    write(paper, WORDS.signHere, italic, 10, inside, 'centre')
    const bottom = top - SIGNATURE_HEIGHT
    addSignatureField(paper, side, [x + 3, bottom + 3, x + width - 3, paper.y - 4])
  }
  paper.y = top - SIGNATURE_HEIGHT
}

/** On every page, so that no page can be exchanged unseen: number, hash, page of pages. */
export function writeFooters({ pdf, fonts }: Paper, list: PoliceListPaper): void {
  const pages = pdf.getPages()
  pages.forEach((page, i) => {
    rule(page, MARGIN.left, MARGIN.bottom - 14, WIDTH, 0.4)
    const hash = list.answered?.sha256 ?? list.sha256
    writeLine(page, `${list.number} · SHA-256 ${hash}`, fonts.regular, 7.5, WHOLE_WIDTH, MARGIN.bottom - 25, 'left')
    writeLine(
      page,
      `${WORDS.page} ${i + 1}/${pages.length}`,
      fonts.regular,
      9,
      WHOLE_WIDTH,
      MARGIN.bottom - 25,
      'right',
    )
  })
}

function hashesOf({ sha256, answered }: PoliceListPaper): [string, string][] {
  const list: [string, string] = [WORDS.listHash, sha256]
  return answered ? [list, [WORDS.answersHash, answered.sha256]] : [list]
}
