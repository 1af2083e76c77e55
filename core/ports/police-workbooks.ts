import type { LegalFacts } from '../domain/exchange/frozen-list.ts'
import type { GivenAnswer } from './police-lists.ts'

/** One workbook that carried a list to a computer without our network (features F07); its password is kept nowhere. */
export interface PoliceWorkbookFile {
  id: string
  listId: string
  madeBy: string
  madeAt: Date
  fileSha256: string
  rows: number
  importedBy: string | null
  importedAt: Date | null
}

export interface PoliceWorkbookFiles {
  insert(file: Omit<PoliceWorkbookFile, 'importedBy' | 'importedAt'>): Promise<void>
  /** Newest first. */
  ofList(listId: string): Promise<PoliceWorkbookFile[]>
  saveImported(id: string, by: { staffId: string; at: Date; sha256: string }): Promise<void>
}

export interface WorkbookRow extends LegalFacts {
  rowNo: number
}

/** What stands on the sheet; `answers` fills in what is answered already. */
export interface WorkbookToWrite {
  /** Id of the workbook, so that the file that comes back says which one it was. */
  id: string
  number: string
  unitName: string
  policeUnitName: string
  drawnUpOn: string
  sha256: string
  rows: readonly WorkbookRow[]
}

/** A row as it came back: the legal fields as they stand there now, and the answer, null where there is none. */
export interface ReturnedRow extends WorkbookRow {
  given: GivenAnswer
}

export type WorkbookRefusal =
  | 'wrong_password'
  | 'not_encrypted'
  | 'not_a_workbook'
  | 'other_sheet'
  | 'answer_unreadable'
  | 'too_big'

export type ReadWorkbook =
  | { ok: true; id: string; number: string; sha256: string; rows: ReturnedRow[] }
  /** `row` is the number of the person, where one row is to blame. */
  | { ok: false; reason: WorkbookRefusal; row: number | null }

export interface PoliceWorkbooks {
  /** An encrypted XLSX, every cell text, the answers chosen from lists. */
  write(book: WorkbookToWrite, password: string): Promise<Buffer>
  read(bytes: Buffer, password: string): Promise<ReadWorkbook>
}
