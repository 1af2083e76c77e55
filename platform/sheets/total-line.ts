import { foldHeader } from './record-columns.ts'
import type { SheetLine } from './sheet-content.ts'

/** "Tổng số: 120" in one or two cells, above or below the table: what the sender says the file holds. */
export function totalOf(line: SheetLine): number | null {
  const text = line.cells.filter((cell) => cell.trim() !== '')
  if (text.length > 3 || !/^(tong|total)\b/u.test(foldHeader(text[0] ?? ''))) return null
  const number = /(\d[\d.,]*)\s*\D*$/u.exec(text.join(' '))?.[1]?.replace(/[.,]/gu, '')
  return number === undefined ? null : Number(number)
}
