import type { ResultSheet, Sheets } from '../../core/ports/services.ts'
import { cellsByField, findTable, type SheetTable } from './find-table.ts'
import { readPeople } from './people-sheet.ts'
import { readSheet } from './read-sheet.ts'
import { RESULT_COLUMNS } from './record-columns.ts'
import { ResultRow, readResultRow } from './result-row.ts'
import type { SheetLine } from './sheet-content.ts'
import { totalOf } from './total-line.ts'
import { writeSheet } from './write-sheet.ts'

/** Sheets for the core; the template of the Platform's import file comes from reference data. */
export function createSheets(importTemplate: Sheets['importTemplate']): Sheets {
  return { importTemplate, write: writeSheet, readResults, readPeople }
}

async function readResults(bytes: Uint8Array): ReturnType<Sheets['readResults']> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return sheet
  if (sheet.lines.length === 0) return { ok: false, reason: 'empty' }
  const table = findTable(sheet.lines, RESULT_COLUMNS)
  const missing = table?.missing ?? REQUIRED
  if (table === null || missing.length > 0) return { ok: false, reason: 'columns_missing', missing }
  return { ok: true, sheet: readTable(table, sheet.lines) }
}

const REQUIRED = RESULT_COLUMNS.filter((column) => column.required).map((column) => column.title)

function readTable(table: SheetTable, lines: readonly SheetLine[]): ResultSheet {
  const data = table.lines.filter((line) => totalOf(line) === null)
  return {
    headers: table.headers,
    rows: data.map((line) => {
      const cells = ResultRow.parse({ recordId: '', result: '', ...cellsByField(line, table) })
      return { rowNo: line.rowNo, recordId: cells.recordId || null, cells: line.cells, ...readResultRow(cells) }
    }),
    statedRows: lines.map(totalOf).find((total) => total !== null) ?? null,
  }
}
