import { repairMarks } from '../person/marks.ts'
import { isStorableText } from '../storable-text.ts'

export interface PassportName {
  /** Surname and given names as written, NFC. */
  fn?: string
  gn?: string
  /** The same in A–Z and `<`. */
  fnt?: string
  gnt?: string
}

/** Of the schema of the certificate. */
const LONGEST = 80
/** Places for the name in the two lines of a passport (ICAO 9303-4, TD3). */
const MRZ_PLACES = 39

/**
 * Splits a Vietnamese name as the published passports do: first word = surname, the rest = given names (domain 3.5). Longer
 * than the schema, whole words go from the end. Null when a word cannot be written in A–Z.
 */
export function passportName(fullName: string): PassportName | null {
  const [surname, ...given] = repairMarks(fullName).trim().split(/\s+/u)
  if (!surname || !isStorableText(fullName)) return null
  const fn = part([surname])
  const gn = given.length > 0 ? part(given) : undefined
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

/** The name as the first line of a passport prints it: SURNAME<<GIVEN<NAMES, cut to its places; null when it cannot be written. */
export function mrzName(fullName: string): string | null {
  const name = passportName(fullName)
  return name && cut([name.fnt, name.gnt].filter(Boolean).join('<<'), MRZ_PLACES)
}

/**
 * Whoever reads a name that was cut must see it: a letter stands in the last place (ICAO 9303-4, 4.2.3). Where a filler would
 * fall there, the word before it gives up its last letter.
 */
function cut(name: string, places: number): string {
  if (name.length <= places) return name
  const shown = name.slice(0, places)
  if (!shown.endsWith('<')) return shown
  const end = shown.replace(/<+$/, '').length
  return cut(name.slice(0, end - 1) + name.slice(end), places)
}

function part(words: readonly string[]): { written: string; plain: string } | null {
  const [written, plain] = [words.join(' '), machineReadable(words.join(' '))]
  if (!/^[A-Z][A-Z<]*$/.test(plain)) return null
  return Math.max(written.length, plain.length) <= LONGEST ? { written, plain } : shortened(words)
}

function shortened(words: readonly string[]): { written: string; plain: string } {
  const [first = ''] = words
  const fits = words.findLastIndex((_, at) => lengthOf(words.slice(0, at + 1)) <= LONGEST)
  const written = fits < 0 ? first.slice(0, LONGEST) : words.slice(0, fits + 1).join(' ')
  return { written, plain: machineReadable(written).slice(0, LONGEST) }
}

const lengthOf = (words: readonly string[]) => Math.max(words.join(' ').length, machineReadable(words.join(' ')).length)
