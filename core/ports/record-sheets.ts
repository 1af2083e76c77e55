import type { RecordClass } from '../domain/person/record-class.ts'

export type SheetRefusal =
  | 'too_big'
  | 'not_a_sheet'
  | 'damaged'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'timeout'
  | 'encrypted'
  | 'old_xls'
  | 'bad_encoding'
  | 'columns_missing'
  | 'empty'

/** A cell whose text we changed in meaning to read it: shown to a clerk, never done in silence (features G14). */
export interface CellRepair {
  field: string
  from: string
  to: string
  why:
    | 'legacy_font'
    | 'merged_cell'
    | 'phone_2018'
    | 'month_first'
    | 'serial'
    | 'lost_zero'
    | 'month_only'
    | 'year_only'
}

/** One row of the Platform's export: what it says by our column names, or why it cannot be taken. Row numbers are those of the sheet. */
export interface SheetRow {
  rowNo: number
  recordId: string | null
  cells: string[]
  errors: string[]
  class: RecordClass | null
  facts: Record<string, unknown> | null
  repairs: CellRepair[]
}

export type RecordSheet =
  | { ok: true; kind: 'records' | 'doses'; headers: string[]; rows: SheetRow[]; statedRows?: number | null }
  | { ok: false; reason: SheetRefusal; missing?: string[] }

export interface RecordSheets {
  /** Reads XLSX or CSV in a process of its own with limits; tells records from doses by their headers. */
  read(bytes: Buffer, fileName: string): Promise<RecordSheet>
  /** The same rows as XLSX with a last column of reasons. */
  withReasons(headers: string[], rows: { cells: string[]; reasons: string[] }[]): Promise<Buffer>
}
