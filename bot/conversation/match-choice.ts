import { foldMarks } from '../../core/domain/person/marks.ts'
import type { OpenChoice } from './state.ts'

/** Lower case, no marks, no signs: `Huỷ.`, `hủy` and `HUY` are one word. */
export function plainWords(text: string): string {
  return foldMarks(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The open choice a text means: its label, or its number in the list ("2", "2."). A person without buttons is never stuck. */
export function matchChoice(text: string, choices: readonly OpenChoice[]): OpenChoice | null {
  const plain = plainWords(text)
  const byLabel = choices.find((choice) => plainWords(choice.label) === plain)
  if (byLabel) return byLabel
  return /^\d{1,2}$/.test(plain) ? (choices[Number(plain) - 1] ?? null) : null
}

const lists = new Map<string, readonly string[]>()

/** The lists stand in the templates, so there are few and always the same. */
function plainList(list: string): readonly string[] {
  const known = lists.get(list) ?? list.split(',').map(plainWords)
  lists.set(list, known)
  return known
}

/** Is the text one of the words listed in a sentence such as `huỷ, thôi, cancel`? */
export function isOneOf(text: string, list: string): boolean {
  const plain = plainWords(text)
  return plain !== '' && plainList(list).includes(plain)
}

const LONGEST_WISH = 10

/**
 * A short wish such as "cho tôi gặp cán bộ": words that only lead to it, then a phrase of the list. Whoever tells that they
 * have sent a photo does not wish to send one.
 */
export function wishesOneOf(text: string, list: string, lead: string): boolean {
  const leads = plainList(lead).flatMap((word) => word.split(' '))
  const words = plainWords(text).split(' ')
  if (words.length > LONGEST_WISH) return false
  const first = words.findIndex((word) => !leads.includes(word))
  const wish = `${words.slice(Math.max(first, 0)).join(' ')} `
  return plainList(list).some((phrase) => phrase.includes(' ') && wish.startsWith(`${phrase} `))
}
