import type { RecordClass } from '../domain/person/record-class.ts'
import type { CellRepair } from './record-sheets.ts'

export type ImportKind = 'records' | 'doses' | 'results'

export type ImportState = 'reading' | 'previewed' | 'applying' | 'applied' | 'undone' | 'refused'

/** Control totals (features G06): the parts always add up to `rows`. `idDigits` is the sum of all digits of all numbers. */
export interface ImportTotals {
  rows: number
  refused: number
  added: number
  changed: number
  same: number
  classes: Partial<Record<RecordClass, number>>
  idDigits: number
}

export interface ImportRun {
  id: string
  kind: ImportKind
  unitId: string
  staffId: string | null
  fileName: string
  fileKey: string | null
  sha256: string
  state: ImportState
  headers: string[]
  rowsTotal: number
  rowsDone: number
  rowsDeclared: number | null
  /** The sender says that it is the whole list of the unit (features G13). */
  isWhole: boolean
  totals: ImportTotals
  /** Code of why the whole file was refused. */
  refusal: string | null
  createdAt: Date
  appliedAt: Date | null
  undoneAt: Date | null
}

/** One row as read: `facts` by the column names of its table, or errors (codes, a sentence each in templates). */
export interface ImportRow {
  rowNo: number
  recordId: string | null
  cells: string[]
  errors: string[]
  class: RecordClass | null
  facts: Record<string, unknown> | null
  repairs?: CellRepair[]
}

export interface Imports {
  insert(run: ImportRun): Promise<void>
  get(id: string): Promise<ImportRun | null>
  lock(id: string): Promise<ImportRun | null>
  save(run: ImportRun): Promise<void>
  ofUnit(unitId: string, limit: number): Promise<ImportRun[]>
  /** Rows already stored are left as they are, so that reading may run twice. */
  addRows(importId: string, rows: ImportRow[]): Promise<void>
  /** Compares every readable row with what stands there now and counts; errors `person_unknown` for doses of nobody. */
  compare(importId: string, kind: 'records' | 'doses'): Promise<ImportTotals>
  /** Writes up to `limit` rows not written yet, keeping what stood there before; answers how many. */
  applySome(run: ImportRun, limit: number, at: Date): Promise<number>
  /** How many written rows were changed by a later import or are used by a report or a case. */
  countSuperseded(run: ImportRun): Promise<number>
  /** Of these people's doses, those that any row of this list names, read or refused. */
  dosesNamed(importId: string, personIds: readonly string[]): Promise<Set<string>>
  /** Rows that do not say which dose they are about. */
  countNameless(importId: string): Promise<number>
  /** Puts back exactly what stood there before. */
  restore(run: ImportRun): Promise<void>
  /** Cells that were repaired to read them (features G14). */
  countRepairs(importId: string): Promise<number>
  rows(
    importId: string,
    filter: { only: 'all' | 'errors' | 'repairs'; offset: number; limit: number },
  ): Promise<ImportRow[]>
}
