import { XlsxStreamWriter } from 'hucre/xlsx'

export type SheetToWrite = {
  sheetName: string
  columns: readonly { header: string; width?: number }[]
  rows: readonly (readonly (string | null)[])[]
}

/**
 * An XLSX in which every cell is text with the format `@`: leading zeros stay, and what begins with = + - @ is shown
 * and never run (features G01).
 */
export async function writeSheet(sheet: SheetToWrite): Promise<Buffer> {
  const writer = new XlsxStreamWriter({
    name: sheet.sheetName.replace(/[[\]*?:/\\]/gu, ' ').slice(0, 31),
    columns: sheet.columns.map(({ header, width }) => ({ header: cleanText(header), width: width ?? 18, numFmt: '@' })),
    freezePane: { rows: 1 },
  })
  for (const row of sheet.rows) writer.addRow(row.map((cell) => (cell === null ? null : cleanText(cell))))
  return Buffer.from(await writer.finish())
}

/** Control signs have no place in XML; a cell holds at most 32,767 signs. */
function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '').slice(0, 32_767)
}
