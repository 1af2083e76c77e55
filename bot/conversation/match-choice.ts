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

/** Is the text one of the words listed in a sentence such as `huỷ, thôi, cancel`? */
export function isOneOf(text: string, list: string): boolean {
  const plain = plainWords(text)
  return plain !== '' && list.split(',').some((word) => plainWords(word) === plain)
}
