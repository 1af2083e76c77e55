/** Letters and digits nobody confuses on the phone: no I, L, O, U, 0, 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A receipt code `PA-XXXX-XXXC` from random numbers 0 <= n < 1; C is a check digit (features B11). */
export function newReceiptCode(random: () => number): string {
  const body = Array.from({ length: 7 }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
  return withDashes(body + checkDigit(body))
}

/** Reads what a person typed: any case, spaces or dashes, with or without PA. Null when the check digit disagrees. */
export function readReceiptCode(text: string): string | null {
  const bare = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^PA/, '')
  if (bare.length !== 8 || [...bare].some((c) => !ALPHABET.includes(c))) return null
  const body = bare.slice(0, 7)
  return checkDigit(body) === bare.charAt(7) ? withDashes(bare) : null
}

function withDashes(bare: string): string {
  return `PA-${bare.slice(0, 4)}-${bare.slice(4)}`
}

/** Luhn mod N over the alphabet: catches every single wrong character and nearly every swap. */
function checkDigit(body: string): string {
  const n = ALPHABET.length
  const sum = [...body].reverse().reduce((total, char, index) => {
    const value = ALPHABET.indexOf(char) * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(value / n) + (value % n)
  }, 0)
  return ALPHABET.charAt((n - (sum % n)) % n)
}
