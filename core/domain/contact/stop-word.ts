import { repairMarks } from '../person/marks.ts'

/**
 * Is this one word, which without marks reads "dung", really STOP (features I10)? `dừng` is, and `DUNG` in capitals as one
 * sends it to a service; "đúng" (right), the commonest answer there is, and the name Dung are not.
 */
export function isStopWord(text: string): boolean {
  const word = repairMarks(text).replace(/[^\p{L}]+/gu, '')
  return word === 'DUNG' || word.toLowerCase() === 'dừng'
}
