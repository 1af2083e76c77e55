/** As on a receipt: no I, L, O, U, 0, 1, so that nobody reads a code wrong aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const LENGTH = 8

/** A code that is told to somebody in the same house, or at the next visit. */
export const HAND_OVER_HOURS = 24

/** A code a citizen reads out to the helper beside them (features A09). */
export const HELP_CODE_MINUTES = 15

/** Wrong codes an address may try in an hour. */
export const HAND_OVER_TRIES_AN_HOUR = 5

/** Eight characters from random numbers 0 <= n < 1. */
export function newSpokenCode(random: () => number): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
}

/** What a person typed: any case, spaces or dashes. Null when it cannot be such a code. */
export function readSpokenCode(text: string): string | null {
  const bare = text.toUpperCase().replace(/[\s-]/g, '')
  return bare.length === LENGTH && [...bare].every((char) => ALPHABET.includes(char)) ? bare : null
}

/** Two groups of four, as one reads them aloud. */
export function spokenCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`
}
