import type { App } from '../../core/ports/app.ts'
import { withReasons } from '../sheets/with-reasons.ts'
import { writePoliceWorkbook } from '../sheets/write-police-workbook.ts'
import { type SheetToWrite, writeSheet } from '../sheets/write-sheet.ts'
import { PRACTICE_WORDS } from './practice-words.ts'

type Workbooks = Pick<App, 'sheets' | 'recordSheets' | 'policeWorkbooks'>

/**
 * Every workbook of a practice installation says so on its tab, that for the police in its first line (features K08). Whoever reads
 * it again goes by the heads of the columns, so it comes back as any other.
 */
export function markedWorkbooks({ sheets, recordSheets, policeWorkbooks }: Workbooks): Workbooks {
  return {
    sheets: { ...sheets, write: writeMarked },
    recordSheets: { ...recordSheets, withReasons: (headers, rows) => withReasons(headers, rows, writeMarked) },
    policeWorkbooks: {
      ...policeWorkbooks,
      write: (book, password) => writePoliceWorkbook(book, password, PRACTICE_WORDS),
    },
  }
}

/** A tab holds 31 letters: the first words are enough, and the sheet's own name still stands behind them. */
const TAB = PRACTICE_WORDS.split('.')[0]

const writeMarked = (sheet: SheetToWrite) => writeSheet({ ...sheet, sheetName: `${TAB} - ${sheet.sheetName}` })
