/** As on a receipt: no I, L, O, U, 0, 1, so that nobody reads a code wrong aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const LENGTH = 8

/** Features A04. */
export const COUNTER_CODE_HOURS = 24

/** Wrong codes an address may try in an hour; a hundred billion and more are possible. */
export const COUNTER_TRIES_AN_HOUR = 5

/** Eight characters from random numbers 0 <= n < 1: a code of the counter, and the key on a slip. */
export function newCounterCode(random: () => number): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
}

/** What a person typed: any case, spaces or dashes. Null when it cannot be such a code. */
export function readCounterCode(text: string): string | null {
  const bare = text.toUpperCase().replace(/[\s–-]/g, '')
  return bare.length === LENGTH && [...bare].every((char) => ALPHABET.includes(char)) ? bare : null
}

/** Two groups of four are easier to copy. */
export function writeCounterCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`
}
