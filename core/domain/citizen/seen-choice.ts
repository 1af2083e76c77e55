import { readReceiptCode } from '../report/receipt-code.ts'

const BEGINS = 'sn|'

/** Answers to "does your app now show it?" (features D08); `photo`: no, and here is a picture of it. */
export const SEEN_ANSWERS = ['yes', 'no', 'photo'] as const

export type SeenAnswer = (typeof SEEN_ANSWERS)[number]

/** A button below the question: it carries the code, for it must work without a conversation. */
export function seenToken(answer: SeenAnswer, code: string): string {
  return `${BEGINS}${answer}|${code}`
}

export function readSeenToken(token: string): { answer: SeenAnswer; code: string } | null {
  if (!token.startsWith(BEGINS)) return null
  const [said, typed = ''] = token.slice(BEGINS.length).split('|')
  const answer = SEEN_ANSWERS.find((one) => one === said)
  const code = readReceiptCode(typed)
  return answer && code ? { answer, code } : null
}
