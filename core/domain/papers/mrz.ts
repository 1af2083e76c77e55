import { isoFromDayMonthYear } from '../person/calendar-date.ts'
import { mrzDigitAgrees } from './mrz-check-digit.ts'

/** What the three lines on the back of a chip card say (TD1, domain 5.5): a second witness, never a proof. */
export interface CardMrz {
  /** 12 digits, under two check digits and the one over everything. */
  idNumber: string
  /** YYYY-MM-DD; the century is the one in the number. */
  birthDate: string
  sex: 'male' | 'female'
  /** A–Z and spaces, surname first; under no check digit, so its end may be noise. */
  name: string
}

/** Signs that readers of print give where a digit stands. */
const DIGIT_SEEN_AS: Readonly<Record<string, string>> = { O: '0', D: '0', Q: '0', I: '1', L: '1', B: '8' }

/** Fillers are what readers of print miscount; every other sign has its place. */
const ONE = /^IDVNM(.{10})(.{12})<{1,3}(.)$/
const TWO = /^(.{7})([MF])(.{7})VNM[<KL]{7,13}(.)$/
const FILLERS = '<'.repeat(11)

/**
 * Reads the lines as a person or a reader of print gives them. A confused sign is put right only where nothing but a digit
 * can stand, and all five check digits must agree afterwards; null otherwise. The name has no check digit.
 */
export function readCardMrz(lines: readonly string[]): CardMrz | null {
  const [one = '', two = '', three = '', ...more] = lines.map(signsOf)
  const [, document, number, last] = ONE.exec(one) ?? []
  const [, birth, sex, expiry, whole] = TWO.exec(two) ?? []
  if (more.length > 0 || !document || !number || !last || !birth || !expiry || !whole) return null
  const mrz = { document: digitsOf(document), number: digitsOf(number), last: digitsOf(last) }
  const dates = { birth: digitsOf(birth), expiry: digitsOf(expiry), whole: digitsOf(whole) }
  if (!areDigitsRight(mrz, dates) || mrz.number.slice(3) !== mrz.document.slice(0, 9)) return null
  const birthDate = birthOf(dates.birth.slice(0, 6), mrz.number)
  if (!/^[0-9]{12}$/.test(mrz.number) || !birthDate) return null
  return { idNumber: mrz.number, birthDate, sex: sex === 'M' ? 'male' : 'female', name: nameOf(three) }
}

interface NumberLine {
  document: string
  number: string
  last: string
}
interface DateLine {
  birth: string
  expiry: string
  whole: string
}

/** Vietnam counts 16–29 (the number and two fillers) under the digit at 30 of line 1. */
function areDigitsRight({ document, number, last }: NumberLine, { birth, expiry, whole }: DateLine): boolean {
  const ends = [document, birth, expiry].every((field) => mrzDigitAgrees(field.slice(0, -1), field.slice(-1)))
  const all = `${document}${number}<<${last}${birth}${expiry}${FILLERS}`
  return ends && mrzDigitAgrees(`${number}<<`, last) && mrzDigitAgrees(all, whole)
}

function signsOf(line: string): string {
  return line.toUpperCase().replace(/[«‹]/g, '<').replace(/\s/g, '')
}

const digitsOf = (signs: string) => signs.replace(/[A-Z]/g, (sign) => DIGIT_SEEN_AS[sign] ?? sign)

function birthOf(yymmdd: string, idNumber: string): string | null {
  const century = 19 + Math.floor(Number(idNumber[3]) / 2)
  return isoFromDayMonthYear(`${yymmdd.slice(4)}${yymmdd.slice(2, 4)}${century}${yymmdd.slice(0, 2)}`)
}

const nameOf = (line: string) =>
  line
    .slice(0, 30)
    .replace(/[^A-Z]+/g, ' ')
    .trim()
