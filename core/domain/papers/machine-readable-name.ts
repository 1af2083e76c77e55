export interface PassportName {
  /** Surname and given names as written, NFC. */
  fn?: string
  gn?: string
  /** The same in A–Z and `<`. */
  fnt?: string
  gnt?: string
}

const LONGEST = 80

/**
 * Splits a Vietnamese name as the published passports do: first word = surname, the rest = given names (domain 3.5).
 * Null when a word cannot be written in A–Z, or is longer than the 80 characters of the schema.
 */
export function passportName(fullName: string): PassportName | null {
  const [surname, ...given] = fullName.normalize('NFC').trim().split(/\s+/u)
  if (!surname) return null
  const fn = part(surname)
  const gn = given.length > 0 ? part(given.join(' ')) : undefined
  if (fn === null || gn === null) return null
  return { fn: fn.written, fnt: fn.plain, ...(gn && { gn: gn.written, gnt: gn.plain }) }
}

/** Marks stripped, Đ to D, upper case, spaces and hyphens to `<`; other punctuation is left out (ICAO 9303). */
export function machineReadable(name: string): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'D').toUpperCase()
  return letters
    .replace(/[\s\p{Pd}]+/gu, '<')
    .replace(/[^\p{L}\p{N}<]/gu, '')
    .replace(/<+/g, '<')
    .replace(/^<|<$/g, '')
}

function part(written: string): { written: string; plain: string } | null {
  const plain = machineReadable(written)
  return written.length <= LONGEST && plain.length <= LONGEST && /^[A-Z][A-Z<]*$/.test(plain)
    ? { written, plain }
    : null
}
