import { dateOrderOf } from '../../core/domain/person/birth-date.ts'
import type { RecordSheet, RecordSheets, SheetRow } from '../../core/ports/record-sheets.ts'
import { DoseRow, readDoseRow } from './dose-row.ts'
import { cellsByField, findTable, type SheetTable } from './find-table.ts'
import { readSheet } from './read-sheet.ts'
import { DOSE_COLUMNS, RECORD_COLUMNS } from './record-columns.ts'
import { RecordRow, type Repair, readRecordRow } from './record-row.ts'
import type { SheetLine } from './sheet-content.ts'
import { withReasons } from './with-reasons.ts'

/** A row with the cells that were repaired to read it. */
export type RecordSheetRow = SheetRow & { repairs: Repair[] }

export const recordSheets: RecordSheets = {
  read: async (bytes) => {
    const sheet = await readSheet(bytes)
    return sheet.ok ? readRecordLines(sheet.lines) : sheet
  },
  withReasons,
}

/** Tells records from doses by the heads, then reads every line; the second row with one id is refused. */
export function readRecordLines(lines: readonly SheetLine[]): RecordSheet {
  const doses = findTable(lines, DOSE_COLUMNS)
  const isDoses = doses !== null && doses.missing.length === 0
  const table = isDoses ? doses : findTable(lines, RECORD_COLUMNS)
  if (table === null) return { ok: false, reason: lines.length === 0 ? 'empty' : 'columns_missing', missing: REQUIRED }
  if (table.missing.length > 0) return { ok: false, reason: 'columns_missing', missing: table.missing }
  if (table.lines.length === 0) return { ok: false, reason: 'empty' }
  const rows = isDoses ? readDoses(table) : readRecords(table)
  return { ok: true, kind: isDoses ? 'doses' : 'records', headers: table.headers, rows }
}

const REQUIRED = RECORD_COLUMNS.filter((column) => column.required).map((column) => column.title)

function readRecords(table: SheetTable): RecordSheetRow[] {
  const order = dateOrderOf(columnOf(table, 'birthDate'))
  const seen = new Set<string>()
  return table.lines.map((line) => {
    const row = RecordRow.parse(cellsByField(line, table))
    const read = readRecordRow(row, order)
    const rowNo = { rowNo: line.rowNo, recordId: row.recordId || null, cells: line.cells }
    if (read.facts === null || isNew(seen, row.recordId)) return { ...rowNo, ...read }
    return { ...rowNo, errors: ['record_id_repeated'], class: null, facts: null, repairs: [] }
  })
}

function readDoses(table: SheetTable): RecordSheetRow[] {
  const order = dateOrderOf(columnOf(table, 'date'))
  const seen = new Set<string>()
  return table.lines.map((line) => {
    const row = DoseRow.parse(cellsByField(line, table))
    const read = readDoseRow(row, order)
    const common = { rowNo: line.rowNo, recordId: row.recordId || null, cells: line.cells, class: null, repairs: [] }
    if (read.facts === null || isNew(seen, row.doseId)) return { ...common, ...read }
    return { ...common, errors: ['dose_id_repeated'], facts: null }
  })
}

function columnOf(table: SheetTable, field: string): string[] {
  const index = table.at.get(field)
  return index === undefined ? [] : table.lines.map((line) => line.cells[index] ?? '')
}

function isNew(seen: Set<string>, id: string): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  return true
}
