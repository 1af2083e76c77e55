import { readBirthDate } from '../../core/domain/person/birth-date.ts'
import type { DayPart, PoliceAnswer } from '../../core/domain/police-list/police-answer.ts'
import type { ReadWorkbook, ReturnedRow } from '../../core/ports/police-workbooks.ts'
import {
  ANSWER_CHOICES,
  ANSWER_HEADS,
  LEGAL_HEADS,
  MARKS,
  PART_CHOICES,
  SEX_CHOICES,
  TICK,
  WRONG_COLUMNS,
} from './police-workbook-columns.ts'
import { readLockedSheet } from './read-locked-sheet.ts'

const HEADS: readonly string[] = [...LEGAL_HEADS, ...ANSWER_HEADS]

/**
 * Reads a list that came back (features F07). How an office program saved it does not matter; what stands in it does: whatever
 * cannot be read is refused with the person's row, and nothing is guessed.
 */
export async function readPoliceWorkbook(bytes: Buffer, password: string): Promise<ReadWorkbook> {
  const sheet = await readLockedSheet(bytes, password)
  if (!sheet.ok) return { ok: false, reason: sheet.reason, row: null }
  const head = sheet.lines.findIndex((line) => HEADS.every((name, column) => line[column] === name))
  const [number, sha256, id] = [MARKS.number, MARKS.hash, MARKS.id].map((mark) => marked(sheet.lines, mark))
  if (head < 0 || !number || !sha256 || !id) return { ok: false, reason: 'other_sheet', row: null }
  const rows: ReturnedRow[] = []
  for (const line of sheet.lines.slice(head + 1)) {
    if (line.every((cell) => cell === '')) continue
    const row = readRow(line)
    if (!row) return { ok: false, reason: 'answer_unreadable', row: rowNoOf(line) }
    rows.push(row)
  }
  return { ok: true, id, number: number.split(' ')[0] ?? '', sha256, rows }
}

function marked(lines: readonly string[][], mark: string): string | null {
  const line = lines.slice(0, 10).find((cells) => cells[0]?.startsWith(`${mark}:`))
  return line?.[0]?.slice(mark.length + 1).trim() ?? null
}

const rowNoOf = (line: readonly string[]) => (/^\d{1,3}$/.test(line[0] ?? '') ? Number(line[0]) : null)

function readRow(line: readonly string[]): ReturnedRow | null {
  const cell = (at: number) => (line[at] ?? '').trim()
  const rowNo = rowNoOf(line)
  const sex = keyOf(SEX_CHOICES, cell(3))
  const birth = readDay(cell(2))
  const answer = cell(5) === '' ? null : keyOf(ANSWER_CHOICES, cell(5))
  const ticks = WRONG_COLUMNS.map((_, at) => cell(6 + at))
  const comeOn = cell(10) === '' ? null : readDay(cell(10))
  const comePart = cell(11) === '' ? null : keyOf(PART_CHOICES, cell(11))
  const isReadable = answer !== undefined && comeOn !== undefined && comePart !== undefined
  const areTicks = ticks.every((tick) => tick === '' || same(tick, TICK))
  if (rowNo === null || !isReadable || !areTicks) return null
  const wrongFields = WRONG_COLUMNS.filter((_, at) => ticks[at] !== '')
  const note = cell(12).slice(0, 300) || null
  return {
    rowNo,
    fullName: cell(1),
    // What is no day any more stays as it is, so that the comparison says that it was changed.
    birthDate: birth ?? cell(2),
    sex: sex ?? (cell(3) as 'male'),
    idNumber: cell(4),
    given: {
      rowNo,
      answer: answer as PoliceAnswer | null,
      wrongFields,
      note,
      comeOn,
      comePart: comePart as DayPart | null,
    },
  }
}

function keyOf<K extends string>(choices: Readonly<Record<K, string>>, word: string): K | undefined {
  return (Object.keys(choices) as K[]).find((key) => same(choices[key], word))
}

const same = (one: string, other: string) => one.toLocaleLowerCase('vi') === other.toLocaleLowerCase('vi')

function readDay(text: string): string | undefined {
  const read = readBirthDate(text)
  return read?.precision === 'day' ? read.date : undefined
}
