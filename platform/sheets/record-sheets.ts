import { dateOrderOf } from '../../core/domain/person/birth-date.ts'
import { fontOfColumn } from '../../core/domain/person/legacy-text.ts'
import type { CellRepair, RecordSheet, RecordSheets, SheetRow } from '../../core/ports/record-sheets.ts'
import { DoseRow, readDoseRow } from './dose-row.ts'
import { cellsByField, findTable, type SheetTable } from './find-table.ts'
import { readSheet } from './read-sheet.ts'
import type { FontOf } from './read-text.ts'
import { DOSE_COLUMNS, RECORD_COLUMNS } from './record-columns.ts'
import { RecordRow, readRecordRow } from './record-row.ts'
import type { SheetLine } from './sheet-content.ts'
import { totalOf } from './total-line.ts'
import { withReasons } from './with-reasons.ts'

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
  // What the sender says the file holds is no row of it (features G06).
  const statedRows = lines.map(totalOf).find((total) => total !== null) ?? null
  const whole = { ...table, lines: table.lines.filter((line) => totalOf(line) === null) }
  const rows = isDoses ? readDoses(whole) : readRecords(whole)
  return { ok: true, kind: isDoses ? 'doses' : 'records', headers: table.headers, rows, statedRows }
}

const REQUIRED = RECORD_COLUMNS.filter((column) => column.required).map((column) => column.title)

function readRecords(table: SheetTable): SheetRow[] {
  const order = dateOrderOf(columnOf(table, 'birthDate'))
  const seen = new Set<string>()
  const fontOf = fontsOf(table)
  return table.lines.map((line) => {
    const row = RecordRow.parse(cellsByField(line, table))
    const read = readRecordRow(row, order, fontOf)
    const rowNo = { rowNo: line.rowNo, recordId: row.recordId || null, cells: line.cells }
    const repairs = [...read.repairs, ...mergedRepairs(line, table)]
    if (read.facts === null || isNew(seen, row.recordId)) return { ...rowNo, ...read, repairs }
    return { ...rowNo, errors: ['record_id_repeated'], class: null, facts: null, repairs: [] }
  })
}

function readDoses(table: SheetTable): SheetRow[] {
  const order = dateOrderOf(columnOf(table, 'date'))
  const seen = new Set<string>()
  const fontOf = fontsOf(table)
  return table.lines.map((line) => {
    const row = DoseRow.parse(cellsByField(line, table))
    const read = readDoseRow(row, order, fontOf)
    const common = { rowNo: line.rowNo, recordId: row.recordId || null, cells: line.cells, class: null }
    const repairs = [...read.repairs, ...mergedRepairs(line, table)]
    if (read.facts === null || isNew(seen, row.doseId)) return { ...common, ...read, repairs }
    return { ...common, errors: ['dose_id_repeated'], facts: null, repairs: [] }
  })
}

/** Each column may have been typed in a font of its own. */
function fontsOf(table: SheetTable): FontOf {
  const fonts = new Map([...table.at.keys()].map((field) => [field, fontOfColumn(columnOf(table, field))]))
  return (field) => fonts.get(field) ?? null
}

/** What a merged cell says for the lines below its first is the sheet's own word, and listed all the same. */
function mergedRepairs({ cells, merged = [] }: SheetLine, table: SheetTable): CellRepair[] {
  return [...table.at].flatMap(([field, index]) =>
    merged.includes(index) ? [{ field, from: '', to: cells[index] ?? '', why: 'merged_cell' as const }] : [],
  )
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
