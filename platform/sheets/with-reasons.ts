import { writeSheet } from './write-sheet.ts'

export type LineWithReasons = { cells: readonly string[]; reasons: readonly string[] }

/** The same rows with a last column of sentences, so that a clerk corrects the file they know and sends it again. */
export function withReasons(
  headers: readonly string[],
  lines: readonly LineWithReasons[],
  write = writeSheet,
): Promise<Buffer> {
  const columns = headers.filter((header) => header !== REASON_HEADER)
  const kept = headers.map((header) => header !== REASON_HEADER)
  return write({
    sheetName: 'Dữ liệu',
    columns: [...columns.map((header) => ({ header })), { header: REASON_HEADER, width: 60 }],
    rows: lines.map(({ cells, reasons }) => [
      ...fill(
        cells.filter((_, index) => kept[index] ?? true),
        columns.length,
      ),
      reasons.join(' '),
    ]),
  })
}

/** A column of this name is left out when read again. */
export const REASON_HEADER = 'Lý do'

function fill(cells: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, index) => cells[index] ?? '')
}
