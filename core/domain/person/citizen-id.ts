import { ID_PROVINCES } from './id-province-codes.ts'
import { readPhone } from './phone.ts'

/** Số định danh cá nhân, 12 digits. */
export type CitizenId = string & { readonly __citizenId: true }
/** Số CMND of the old card, 9 digits. */
export type OldCardId = string & { readonly __oldCardId: true }

export type MalformedWhy =
  | 'lost_zero'
  | 'scientific'
  | 'placeholder'
  | 'phone'
  | 'short'
  | 'long'
  | 'letters'
  | 'passport'

/** What an ID column or field holds; a `candidate` is a likely repair that only a person may accept. */
export type IdReading =
  | { kind: 'cccd'; number: CitizenId }
  | { kind: 'cmnd'; number: OldCardId }
  | { kind: 'none' }
  | { kind: 'malformed'; why: MalformedWhy; candidate: string | null }

/** Reads a citizen or old card number; any other content is malformed with its likely cause (domain 7.4). */
export function readCitizenId(text: string): IdReading {
  const compact = text.normalize('NFKC').replace(/[\s\u00a0\u200b'’]/gu, '')
  if (/^[-–—._/]*$/u.test(compact)) return { kind: 'none' }
  if (/^\d+([.,]\d+)?e\+?\d+$/iu.test(compact)) return malformed('scientific')
  const digits = compact.replace(/(?<=^\d+)[.,]0{1,2}$/u, '').replace(/[.-]/gu, '')
  if (/^[A-Z]\d{7,8}$/iu.test(digits)) return malformed('passport')
  if (!/^\d+$/u.test(digits)) return malformed('letters')
  return readDigits(digits)
}

/** A Vietnamese or foreign passport number as `domain` 5.2 gives them, upper case; null for anything else. */
export function readPassportNumber(text: string): string | null {
  const compact = text.replace(/[\s-]/gu, '').toUpperCase()
  return /^(?=.*\d)[A-Z0-9]{5,15}$/u.test(compact) ? compact : null
}

function readDigits(digits: string): IdReading {
  if (isPlaceholder(digits)) return malformed('placeholder')
  if (digits.length === 12) return readTwelve(digits)
  if (digits.length === 9) return { kind: 'cmnd', number: digits as OldCardId }
  if (digits.length === 10 && /^0[35789]/u.test(digits)) return malformed('phone')
  const restored = restoreZeros(digits)
  if (restored !== null) return malformed('lost_zero', restored)
  if (digits.length >= 10 && readPhone(digits) !== null) return malformed('phone')
  return malformed(digits.length > 12 ? 'long' : 'short')
}

/** `84` is no province code, so 84 with a whole mobile number behind it is a phone. */
function readTwelve(digits: string): IdReading {
  const isPhone = digits.startsWith('84') && readPhone(digits) !== null
  return isPhone ? malformed('phone') : { kind: 'cccd', number: digits as CitizenId }
}

/** Excel drops leading zeros of numbers: put back one or two when that gives a known province and a born century. */
function restoreZeros(digits: string): string | null {
  if (digits.length === 8) return `0${digits}`
  if (digits.length !== 11 && digits.length !== 10) return null
  const whole = digits.padStart(12, '0')
  return ID_PROVINCES[whole.slice(0, 3)] !== undefined && /^...[0-3]/u.test(whole) ? whole : null
}

function isPlaceholder(digits: string): boolean {
  return /^(\d)\1*$/u.test(digits) || '01234567890123'.includes(digits) || '9876543210'.includes(digits)
}

function malformed(why: MalformedWhy, candidate: string | null = null): IdReading {
  return { kind: 'malformed', why, candidate }
}
