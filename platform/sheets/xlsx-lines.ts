import { type CellValue, streamXlsxRows } from 'hucre/xlsx'
import { checkZip } from './check-zip.ts'
import { mergedCells } from './merged-cells.ts'
import { type SheetLine, SheetRefused, trimLine } from './sheet-content.ts'
import type { SheetLimits } from './sheet-limits.ts'

/** Lines of the first sheet of a workbook, all as text: digits never in exponents, days as YYYY-MM-DD. */
export async function* xlsxLines(bytes: Buffer, limits: SheetLimits): AsyncGenerator<SheetLine> {
  await checkZip(bytes, limits)
  const merges = await mergedCells(bytes, limits)
  let count = 0
  let wide = 0
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) {
      if (values.length > limits.columns && ++wide > WIDE_LINES) throw new SheetRefused('too_many_columns')
      const texts = values.slice(0, limits.columns + 1).map(cellText)
      const merged = merges.fill(index, texts)
      const cells = trimLine(texts, limits.cellLetters)
      if (cells.length > limits.columns || hasContentAfter(values, limits.columns))
        throw new SheetRefused('too_many_columns')
      if (cells.length === 0) continue
      if (++count > limits.rows) throw new SheetRefused('too_many_rows')
      yield merged.length > 0 ? { rowNo: index + 1, cells, merged } : { rowNo: index + 1, cells }
    }
  } catch (cause) {
    if (cause instanceof SheetRefused) throw cause
    throw new SheetRefused('damaged')
  }
}

/** Empty formatted cells far to the right are harmless in a few lines and endless work in many. */
const WIDE_LINES = 100

/** Number cells become plain digits: a citizen number kept as a number must not come back as 7.9E+10. */
function cellText(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value).normalize('NFC')
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 10 })
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

function hasContentAfter(values: readonly CellValue[], columns: number): boolean {
  for (let at = columns; at < values.length; at++) if (cellText(values[at] ?? null) !== '') return true
  return false
}
