/** As on a receipt: no I, L, O, U, 0, 1, so that nobody reads a code wrong aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const LENGTH = 8

export const LINK_CODE_MINUTES = 10

/** Wrong codes an address may try in an hour (features A13). */
export const LINK_TRIES_AN_HOUR = 5

/** A link code from random numbers 0 <= n < 1; it also fits behind `t.me/<bot>?start=`. */
export function newLinkCode(random: () => number): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
}

/** What a person typed or a deep link carried: any case, spaces or dashes. Null when it cannot be a link code. */
export function readLinkCode(text: string): string | null {
  const bare = text.toUpperCase().replace(/[\s-]/g, '')
  return bare.length === LENGTH && [...bare].every((char) => ALPHABET.includes(char)) ? bare : null
}
