import { dayInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'
import { countryOfCode } from '../../core/domain/papers/countries.ts'
import { countryName, countryNames, readCountry } from '../../core/domain/papers/country-name.ts'
import { readPassportMrz } from '../../core/domain/papers/passport-mrz.ts'
import { readPassportNumber } from '../../core/domain/person/citizen-id.ts'
import { passportKey } from '../../core/domain/person/passport-key.ts'
import type { Locale } from '../../templates/render.ts'

/** The passport part of "who I am" as typed (features A12). */
export interface PassportFields {
  passportNumber: string
  passportCountry: string
  mrz: string
}

type Field = keyof PassportFields

export interface ReadPassport {
  number: string
  country: string
  /** YYYY-MM-DD and sex as the lines at the foot say; null: not given. */
  birthDate: string | null
  sex: 'male' | 'female' | null
}

/**
 * Number and country as typed, or as the two lines at the foot say; null where nothing was filled in. `complain` gets the
 * field and the sentence. Whoever types both must agree with themselves: one wrong digit is another passport.
 */
export function readPassportFields(
  { passportNumber, passportCountry, mrz }: PassportFields,
  complain: (field: Field, sentence: string) => void,
): ReadPassport | null {
  if (!passportNumber.trim() && !passportCountry.trim() && !mrz.trim()) return null
  const lines = mrz.trim() ? readPassportMrz(mrz, dayInVietNam(new Date())) : null
  if (lines && !lines.ok) complain('mrz', 'lookup.errors.mrz')
  const read = lines?.ok ? lines.passport : null
  const number = passportNumber.trim() ? readPassportNumber(passportNumber) : (read?.number ?? null)
  const country = passportCountry.trim() ? readCountry(passportCountry) : countryOfCode(read?.country ?? '')
  if (!number) complain('passportNumber', 'lookup.errors.passportNumber')
  if (!country)
    complain(
      'passportCountry',
      isVietNam(passportCountry || read?.country) ? 'lookup.errors.vietnamese' : 'lookup.errors.passportCountry',
    )
  if (number && read && passportKey(number) !== read.number) complain('passportNumber', 'lookup.errors.mrzDiffers')
  if (country && read && countryOfCode(read.country) !== country)
    complain('passportCountry', 'lookup.errors.mrzDiffers')
  if (!number || !country) return null
  return { number: passportKey(number), country, birthDate: read?.birthDate ?? null, sex: read?.sex ?? null }
}

/** For the list beside the field; a browser without lists shows a plain field. */
export function countryChoices(locale: Locale): string[] {
  return countryNames(locale)
}

export function countryShown(country: string | null, locale: Locale): string {
  return country ? countryName(country, locale) : ''
}

function isVietNam(text: string | undefined): boolean {
  return /^\s*(vi[eệ]t\s*nam|vnm?)\s*$/iu.test((text ?? '').normalize('NFC'))
}
