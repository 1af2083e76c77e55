import { readBirthDate } from '../person/birth-date.ts'
import { mrzDigitAgrees } from './mrz-check-digit.ts'

/** What the two lines at the foot of a passport say (TD3). `country`: who issued it, ISO 3166 alpha-3. */
export interface PassportMrz {
  number: string
  country: string
  /** YYYY-MM-DD, or null when the passport leaves a part of it open. */
  birthDate: string | null
  sex: 'male' | 'female' | null
  /** A–Z and spaces, surname first. */
  name: string
}

export type PassportMrzReading =
  | { ok: true; passport: PassportMrz }
  | { ok: false; why: 'shape' | 'number' | 'birth' | 'expiry' | 'whole' }

/**
 * Reads TD3 lines as people type or paste them: any case, spaces, « or ‹ for <. Every check digit must agree, because one
 * wrong digit of a number is another passport. `today` YYYY-MM-DD decides the century of birth.
 */
export function readPassportMrz(text: string, today: string): PassportMrzReading {
  const [one = '', two = ''] = linesOf(text)
  if (!/^P[A-Z<][A-Z<]{3}[A-Z<]{39}$/.test(one) || !/^[A-Z0-9<]{44}$/.test(two)) return { ok: false, why: 'shape' }
  const at = (from: number, to: number) => two.slice(from, to)
  if (!mrzDigitAgrees(at(0, 9), at(9, 10))) return { ok: false, why: 'number' }
  if (!mrzDigitAgrees(at(13, 19), at(19, 20))) return { ok: false, why: 'birth' }
  if (!mrzDigitAgrees(at(21, 27), at(27, 28))) return { ok: false, why: 'expiry' }
  const whole = at(0, 10) + at(13, 20) + at(21, 43)
  if (!mrzDigitAgrees(at(28, 42), at(42, 43)) || !mrzDigitAgrees(whole, at(43, 44))) return { ok: false, why: 'whole' }
  return { ok: true, passport: passportOf(one, two, today) }
}

/** Whatever the person pasted: line ends may be lost, and other signs stand where a filler was. */
function linesOf(text: string): string[] {
  const compact = text
    .toUpperCase()
    .replace(/[«»‹›]/g, '<')
    .replace(/\s/g, '')
  return [compact.slice(0, 44), compact.slice(44)]
}

function passportOf(one: string, two: string, today: string): PassportMrz {
  const sex = two.charAt(20)
  return {
    number: two.slice(0, 9).replaceAll('<', ''),
    // Germany writes one letter there.
    country: one.slice(2, 5) === 'D<<' ? 'DEU' : one.slice(2, 5),
    birthDate: birthOf(two.slice(13, 19), today),
    sex: sex === 'M' ? 'male' : sex === 'F' ? 'female' : null,
    name: one.slice(5).replace(/<+/g, ' ').trim(),
  }
}

/** Two digits of the year: nobody is born in the future. */
function birthOf(yymmdd: string, today: string): string | null {
  const days = ['20', '19'].map((century) => `${century}${yymmdd}`.replace(/(....)(..)(..)/, '$1-$2-$3'))
  const born = days.find((day) => day <= today)
  const read = born && /^[\d-]+$/.test(born) ? readBirthDate(born) : null
  return read?.precision === 'day' ? read.date : null
}
