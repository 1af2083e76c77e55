import type { FullName } from './full-name.ts'
import { foldMarks } from './marks.ts'
import { isSyllable, isSyllableWithoutMarks, mustHaveLostMarks } from './syllable.ts'
import { readTypingLeftover } from './typing-leftover.ts'

export type NameFault = 'one_word' | 'abbreviated' | 'typing_leftover' | 'unaccented'

/**
 * Why a name would be refused as NAME_INCOMPLETE_OR_UNACCENTED (letter 9458, step 2.3), or null.
 * Careful on purpose: `Cao Minh Anh` has no marks and needs none; minority and foreign words are never judged.
 */
export function nameFault(name: FullName): NameFault | null {
  const words = name.split(' ')
  if (words.length < 2 && !/['-]/u.test(name)) return 'one_word'
  if (name.includes('.')) return 'abbreviated'
  if (words.some((word) => readTypingLeftover(word) !== word)) return 'typing_leftover'
  return isUnaccented(words, name) ? 'unaccented' : null
}

export function isCompleteName(name: FullName): boolean {
  return nameFault(name) === null
}

/** Does the name carry any Vietnamese mark, Đ included? */
export function hasMarks(name: FullName): boolean {
  return foldMarks(name) !== name
}

/** Surnames that are always written with a mark. Phan, Cao, Mai, Chu, Kim, La, Giang, An, Ninh… are not here. */
const MARKED_SURNAMES: ReadonlySet<string> = new Set(
  `nguyen tran le pham hoang huynh vu vo dang bui do ho ngo duong ly dinh dao doan luong ha truong luu phung ta to
  vuong dam than lai kieu tong quach nghiem bach trinh tang lam chau thai khuat doan trieu mac trieu`.split(/\s+/u),
)
/** Middle names that never stand without a mark and would pass as a syllable. Thi is a name of its own. */
const MARKED_MIDDLES: ReadonlySet<string> = new Set(['van', 'huu', 'cong'])

function isUnaccented(words: readonly string[], name: FullName): boolean {
  if (words.some((word) => !isSyllable(word) && !isSyllableWithoutMarks(word))) return false
  if (words.some(mustHaveLostMarks)) return true
  if (words.slice(1, -1).some((word) => MARKED_MIDDLES.has(word.toLowerCase()))) return true
  return !hasMarks(name) && MARKED_SURNAMES.has((words[0] ?? '').toLowerCase())
}
