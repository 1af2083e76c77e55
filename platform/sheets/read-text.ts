import { type fontOfColumn, isFontDoubt, readInFont, readLegacyText } from '../../core/domain/person/legacy-text.ts'
import { repairMarks } from '../../core/domain/person/marks.ts'
import type { CellRepair } from '../../core/ports/record-sheets.ts'

/** The old font of a column, where its cells prove one. */
export type ColumnFont = ReturnType<typeof fontOfColumn>

export type FontOf = (field: string) => ColumnFont

export interface TextRead {
  text: string | null
  /** `legacy_font_doubt`: the column mixes fonts and this cell is Vietnamese in two of them. */
  error: 'legacy_font' | 'legacy_font_doubt' | null
  repairs: CellRepair[]
}

/** A free text in Unicode; one of an old font is never stored: it is converted and listed, in the font its column proves. */
export function readText(field: string, text: string, font: ColumnFont): TextRead {
  if (text === '') return { text: null, error: null, repairs: [] }
  const byColumn = font === null || font === 'mixed' ? null : readInFont(text, font)
  const meant = byColumn ?? readLegacyText(text)?.text ?? null
  if (meant !== null && meant !== text)
    return { text: meant, error: 'legacy_font', repairs: [{ field, from: text, to: meant, why: 'legacy_font' }] }
  const isDoubtful = font === 'mixed' && isFontDoubt(text)
  return { text: repairMarks(text), error: isDoubtful ? 'legacy_font_doubt' : null, repairs: [] }
}
