import { readLegacyText } from '../../core/domain/person/legacy-text.ts'
import { repairMarks } from '../../core/domain/person/marks.ts'

const LONGEST_TEXT = 4_000

/** Marks of direction, joiners and their like: nobody sees them, and they hide what a text says. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
/** Control signs but tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu

/** What a person typed as the engine reads it: NFC, old fonts converted, nothing invisible, of bearable length. */
export function cleanText(text: string): string {
  // Before anything is taken out: the soft hyphen is a letter of TCVN3.
  const read = text.slice(0, LONGEST_TEXT).replace(/[^,;\n]+/gu, (part) => readLegacyText(part)?.text ?? part)
  return repairMarks(read.replace(INVISIBLE, '').replace(CONTROLS, ' ')).trim()
}
