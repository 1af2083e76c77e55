import type { MatchResult } from '../../core/domain/person/record-class.ts'
import { foldHeader } from './record-columns.ts'

/** The Platform's words for a verification result, as [S-003] gives its classes; null for other text. */
export function readMatchResult(text: string): MatchResult | null {
  const words = foldHeader(text)
  return RESULTS.find(({ pattern }) => pattern.test(words))?.result ?? null
}

/** From the most special words to the plainest: "không có trong hệ thống" also holds "không". */
const RESULTS: readonly { pattern: RegExp; result: MatchResult }[] = [
  { pattern: /khong co trong|not in (the )?(register|system|database)|not in register/u, result: 'not_in_register' },
  { pattern: /(khong|chua) (the )?xac (minh|thuc|dinh)|not verifiable|unverifiable/u, result: 'not_verifiable' },
  { pattern: /\bsai\b|khong (khop|dung|trung)|\bwrong\b|incorrect|mismatch/u, result: 'wrong' },
  { pattern: /\bdung\b|\bkhop\b|\bright\b|\bcorrect\b|da xac (minh|thuc)/u, result: 'right' },
]
