const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const LENGTH = 22

/**
 * The outbox id in 22 letters and digits, for the link "Không phải tôi" of one message (features I12). The id is a random
 * UUID that stands nowhere else, so nothing more need be stored, and the link fits into one SMS.
 */
export function tokenOfMessage(outboxId: string): string {
  let rest = BigInt(`0x${outboxId.replaceAll('-', '')}`)
  let token = ''
  while (token.length < LENGTH) {
    token = DIGITS.charAt(Number(rest % 62n)) + token
    rest /= 62n
  }
  return token
}

/** The outbox id behind a token; null when it is none. */
export function messageOfToken(token: string): string | null {
  if (token.length !== LENGTH || [...token].some((char) => !DIGITS.includes(char))) return null
  const value = [...token].reduce((sum, char) => sum * 62n + BigInt(DIGITS.indexOf(char)), 0n)
  const hex = value.toString(16).padStart(32, '0')
  if (hex.length !== 32) return null
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
