import { CsvError, parse } from 'csv-parse/sync'
import { decodeText } from './decode-text.ts'
import { type SheetEncoding, type SheetLine, SheetRefused, trimLine } from './sheet-content.ts'
import type { SheetLimits } from './sheet-limits.ts'

/** Lines of a CSV file separated by comma, semicolon or tab, whichever the file uses. */
export function csvLines(bytes: Buffer, limits: SheetLimits): { lines: SheetLine[]; encoding: SheetEncoding } {
  const { text, encoding } = decodeText(bytes)
  const content = text.replace(/^\ufeff/u, '').replace(/^sep=.\r?\n/iu, '')
  const lines: SheetLine[] = []
  parseRows(content, limits).forEach((row, index) => {
    const cells = trimLine(row, limits.cellLetters)
    if (cells.length > limits.columns) throw new SheetRefused('too_many_columns')
    if (cells.length > 0) lines.push({ rowNo: index + 1, cells })
  })
  if (lines.length > limits.rows) throw new SheetRefused('too_many_rows')
  return { lines, encoding }
}

function parseRows(content: string, limits: SheetLimits): string[][] {
  try {
    return parse(content, {
      delimiter: delimiterOf(content),
      // All of them: a sheet pasted together from two programs mixes line ends, and no row may be lost in the cell before it.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      to: limits.rows + 100,
      max_record_size: 1_000_000,
    })
  } catch (cause) {
    if (cause instanceof CsvError) throw new SheetRefused('damaged')
    throw cause
  }
}

/** The sign that is most frequent outside quotes in the first lines. */
function delimiterOf(content: string): string {
  const head = content.slice(0, 20_000).replace(/"[^"]*"/gu, '')
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ','
}
