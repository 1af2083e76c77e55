import { type Cell, type DataValidation, writeXlsx } from 'hucre/xlsx'
import type { WorkbookToWrite } from '../../core/ports/police-workbooks.ts'
import {
  ANSWER_CHOICES,
  ANSWER_HEADS,
  HINT,
  LEGAL_HEADS,
  MARKS,
  PART_CHOICES,
  SEX_CHOICES,
  SHEET_NAME,
  TICK,
} from './police-workbook-columns.ts'

const HEADS = [...LEGAL_HEADS, ...ANSWER_HEADS]
/** Title, marks and hint stand above the heads. */
export const HEAD_LINE = 5
const WIDTHS = [6, 30, 13, 10, 16, 26, 11, 13, 13, 9, 15, 10, 30]
/** Slows down whoever guesses a password; ours are 79 random bits, so a tenth of Excel's own count is plenty and quick. */
const SPINS = 10_000
const TEXT = { numFmt: '@' } as const

/**
 * A list for a computer without our network (features F07): encrypted as Excel does it, every cell text so that zeros stay, the
 * citizen's facts locked, the answers chosen from lists. The lock has no password: it keeps hands off, the comparison on the
 * way back does the rest. `mark` stands in the first line.
 */
export async function writePoliceWorkbook(book: WorkbookToWrite, password: string, mark = ''): Promise<Buffer> {
  const people = book.rows.map((row) => [
    String(row.rowNo),
    row.fullName,
    writtenDate(row.birthDate),
    SEX_CHOICES[row.sex],
    row.idNumber,
    ...ANSWER_HEADS.map(() => ''),
  ])
  const rows = [...titleLines(book, mark), HEADS, ...people]
  const bytes = await writeXlsx({
    sheets: [
      {
        name: SHEET_NAME,
        columns: WIDTHS.map((width) => ({ width, numFmt: '@' })),
        rows,
        cells: cellsOf(rows),
        freezePane: { rows: HEAD_LINE, columns: 2 },
        protection: { sheet: true, selectLockedCells: true, selectUnlockedCells: true, formatColumns: true },
        dataValidations: choices(HEAD_LINE + 1, HEAD_LINE + book.rows.length),
      },
    ],
    encryption: { password, spinCount: SPINS },
  })
  return Buffer.from(bytes)
}

function titleLines(book: WorkbookToWrite, mark: string): string[][] {
  const { number, unitName, policeUnitName, drawnUpOn, sha256, id } = book
  const title = [number, `${unitName} → ${policeUnitName}`, writtenDate(drawnUpOn), mark].filter(Boolean)
  return [[`${MARKS.number}: ${title.join(' · ')}`], [`${MARKS.hash}: ${sha256}`], [`${MARKS.id}: ${id}`], [HINT]]
}

/** Every cell is text; those from "Kết quả" on, below the heads, may be typed into. */
function cellsOf(rows: readonly (readonly string[])[]): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  for (const [line, row] of rows.entries()) {
    for (const [column, value] of row.entries()) {
      const isHead = line === HEAD_LINE - 1
      const isFree = line >= HEAD_LINE && column >= LEGAL_HEADS.length
      const style = { ...TEXT, protection: { locked: !isFree }, ...(isHead && { font: { bold: true } }) }
      cells.set(`${line},${column}`, { value, type: 'string', style })
    }
  }
  return cells
}

function choices(first: number, last: number): DataValidation[] {
  const of = (column: string, values: readonly string[]): DataValidation => ({
    type: 'list',
    values: [...values],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: 'Chọn từ danh sách',
    errorMessage: 'Hãy chọn một giá trị có sẵn trong danh sách.',
    range: `${column}${first}:${column}${last}`,
  })
  const ticks = ['G', 'H', 'I', 'J'].map((column) => of(column, [TICK]))
  return [of('F', Object.values(ANSWER_CHOICES)), ...ticks, of('L', Object.values(PART_CHOICES))]
}

/** `15/04/1990`; what is not a whole date stays as it is. */
export function writtenDate(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso
}
