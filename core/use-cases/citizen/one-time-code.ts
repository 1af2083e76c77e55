import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Features A03. */
export const CODE_DIGITS = 6
export const CODE_MINUTES = 5
export const CODE_TRIES = 5

/** Six digits from a uniform random number. */
export function newCode(random: () => number): string {
  return String(Math.floor(random() * 10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

export function newSalt(): Buffer {
  return randomBytes(16)
}

/** Bound to the address that asked: a code read out to a stranger opens nothing in the stranger's browser. */
export function hashCode(salt: Buffer, address: string, code: string): Buffer {
  return createHash('sha256').update(salt).update(`${address}|${code}`).digest()
}

/** Constant time: its duration does not tell how much was right. */
export function codeFits(stored: { salt: Buffer; codeHash: Buffer }, address: string, code: string): boolean {
  return timingSafeEqual(stored.codeHash, hashCode(stored.salt, address, code))
}
