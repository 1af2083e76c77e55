import { isoFromDayMonthYear } from '../person/calendar-date.ts'

/** What the QR of a citizen card says. It is unsigned: it fills a form, it proves nothing (domain 5.3). */
export interface CardFacts {
  /** 12 digits. */
  cccd: string
  /** The old 9-digit number, where the card names one. */
  cmnd: string | null
  /** NFC, with marks, as printed. */
  fullName: string
  /** YYYY-MM-DD. */
  dob: string
  gender: 'male' | 'female'
  /** Free text with the unit names of the day of issue. */
  address: string
  /** YYYY-MM-DD. */
  issued: string
}

const GENDERS: Record<string, CardFacts['gender']> = { Nam: 'male', Nữ: 'female' }
const LETTERS_OF_A_NAME = /^\p{L}[\p{L}\p{M} .'’‘ʼ-]*$/u
/** Control characters, a lost character, or UTF-8 that a scanner took for Latin-1 (domain 5.3). */
const SPOILT_TEXT = /\p{Cc}|\uFFFD|[ÃÄÆ][\u0080-\u00BF‘’“”]|á[º»]/u

/**
 * Reads the payload of a chip card (domain 5.3) or of a 2024 card (5.4); null for every other QR and every near miss.
 * Whatever follows the seventh field names third people (the parents) and is dropped here.
 */
export function parseCardQr(text: string): CardFacts | null {
  const fields = text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .normalize('NFC')
    .split('|')
  if (fields.length < 7 || fields.slice(0, 7).some((field) => SPOILT_TEXT.test(field))) return null
  const [cccd = '', cmnd = '', fullName = '', born = '', sex = '', address = '', issuedOn = ''] = fields.map((f) =>
    f.trim(),
  )
  const gender = Object.hasOwn(GENDERS, sex) ? GENDERS[sex] : undefined
  const dob = isoFromDayMonthYear(born)
  const issued = isoFromDayMonthYear(issuedOn)
  if (!/^[0-9]{12}$/.test(cccd) || !/^([0-9]{9})?$/.test(cmnd)) return null
  if (!LETTERS_OF_A_NAME.test(fullName) || !address || !gender || !dob || !issued || issued < dob) return null
  return { cccd, cmnd: cmnd || null, fullName, dob, gender, address, issued }
}
