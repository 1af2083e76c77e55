import { SHEET_COLUMNS } from '../../core/domain/sheet/sheet-row.ts'
import type { Sheets } from '../../core/ports/services.ts'
import { cellsByField, findTable } from './find-table.ts'
import { readSheet } from './read-sheet.ts'
import { type Column, foldHeader } from './record-columns.ts'

/** Without these a line names nobody, or says nothing. */
const NEEDED: readonly string[] = ['fullName', 'birthDate', 'sex', 'type']

const COLUMNS: readonly Column[] = Object.entries(SHEET_COLUMNS).map(([field, title]) => ({
  field,
  title,
  required: NEEDED.includes(field),
  names: [foldHeader(title)],
}))

/** Lines above the table: a title and the heads themselves. */
const HEAD_LINES = 20

export const readPeople: Sheets['readPeople'] = async (bytes, { rows }) => {
  const limits = { fileBytes: 5 * 1024 * 1024, rows: rows + HEAD_LINES, milliseconds: 20_000 }
  const sheet = await readSheet(bytes, { limits })
  if (!sheet.ok) return sheet
  const table = findTable(sheet.lines, COLUMNS)
  if (table === null) return { ok: false, reason: sheet.lines.length === 0 ? 'empty' : 'columns_missing', missing: [] }
  if (table.missing.length > 0) return { ok: false, reason: 'columns_missing', missing: table.missing }
  if (table.lines.length === 0) return { ok: false, reason: 'empty' }
  if (table.lines.length > rows) return { ok: false, reason: 'too_many_rows' }
  const lines = table.lines.map((line) => ({
    rowNo: line.rowNo,
    cells: line.cells,
    typed: cellsByField(line, table),
  }))
  return { ok: true, sheet: { headers: table.headers, rows: lines } }
}
