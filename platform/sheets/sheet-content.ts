import type { SheetRefusal } from '../../core/ports/record-sheets.ts'

/** One line of a sheet that holds anything; `rowNo` is the number people see beside it, from 1. */
export type SheetLine = {
  rowNo: number
  cells: string[]
  /** Columns whose text stands in a merged cell that begins in a line above. */
  merged?: number[]
}

/** What reading alone can meet; the columns are looked at afterwards. */
export type SheetFault = Exclude<SheetRefusal, 'columns_missing' | 'empty'>

export type SheetEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252'

/** Thrown inside the reading process to say why a file is refused; it never leaves `readSheet`. */
export class SheetRefused extends Error {
  readonly fault: SheetFault
  constructor(fault: SheetFault) {
    super(`The sheet is refused: ${fault}`)
    this.fault = fault
  }
}

/** Cells without the empty ones at the end, every sign within the limit. */
export function trimLine(cells: readonly string[], cellLetters: number): string[] {
  let length = cells.length
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length--
  return cells.slice(0, length).map((cell) => (cell.length > cellLetters ? cell.slice(0, cellLetters) : cell))
}
