import { readReceiptCode } from '../report/receipt-code.ts'

const BEGINS = 'nm|'

/** The button "Không phải tôi" below a message about a case: it carries the code, for it must work without a conversation (features I12). */
export function notMeToken(code: string): string {
  return `${BEGINS}${code}`
}

export function readNotMeToken(token: string): string | null {
  return token.startsWith(BEGINS) ? readReceiptCode(token.slice(BEGINS.length)) : null
}
