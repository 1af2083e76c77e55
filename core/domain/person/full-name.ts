import { readLegacyText } from './legacy-text.ts'
import { foldMarks, repairMarks } from './marks.ts'

/** A person's name in NFC with single spaces: họ, chữ đệm và tên. Case is kept as it was written. */
export type FullName = string & { readonly __fullName: true }

/**
 * Reads a name as people and old sheets write it; null when it is no name (digits, signs) or is text of an old
 * 8-bit font, which must never be stored: convert it with `readLegacyText` and tell the person.
 */
export function readFullName(text: string): FullName | null {
  if (readLegacyText(text) !== null) return null
  const name = repairMarks(text)
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
  return isNameLike(name) ? (name as FullName) : null
}

/** The name for finding: lower case, no marks, no apostrophes or hyphens, single spaces. */
export function foldName(name: FullName): string {
  return foldMarks(name)
    .toLowerCase()
    .replace(/['.]/gu, '')
    .replace(/[-\s]+/gu, ' ')
    .trim()
}

const LONGEST_NAME = 100

function isNameLike(name: string): boolean {
  return (
    name.length <= LONGEST_NAME && /^\p{L}[\p{L}\p{M}' .-]*$/u.test(name) && /\p{L}{2}|\p{L}\p{M}* \p{L}/u.test(name)
  )
}
