import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTRY_CODES, countryOfCode } from '../../../core/domain/papers/countries.ts'
import { countryName, readCountry } from '../../../core/domain/papers/country-name.ts'
import { mrzCheckDigit, mrzDigitAgrees } from '../../../core/domain/papers/mrz-check-digit.ts'
import { readPassportMrz } from '../../../core/domain/papers/passport-mrz.ts'

const TODAY = '2026-11-16'
const ONE = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
/** The specimen of ICAO 9303 part 4. */
const TWO = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'

test('A12 the specimen of ICAO 9303 is read whole', () => {
  expect(readPassportMrz(`${ONE}\n${TWO}`, TODAY)).toEqual({
    ok: true,
    passport: {
      number: 'L898902C3',
      country: 'UTO',
      birthDate: '1974-08-12',
      sex: 'female',
      name: 'ERIKSSON ANNA MARIA',
    },
  })
})

test('A12 lines are read as people type them: small letters, spaces, other signs for the filler, no line break', () => {
  const typed = `${ONE.replaceAll('<', '«').toLowerCase()} ${TWO.slice(0, 20)} ${TWO.slice(20)}`
  expect(readPassportMrz(typed, TODAY)).toMatchObject({ ok: true, passport: { number: 'L898902C3' } })
})

test('A12 one wrong digit anywhere in the numbers is found', () => {
  const digits = [...TWO].flatMap((char, at) => (/\d/.test(char) ? [at] : []))
  fc.assert(
    fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const wrong = TWO.slice(0, at) + String((Number(TWO[at]) + by) % 10) + TWO.slice(at + 1)
      expect(readPassportMrz(`${ONE}\n${wrong}`, TODAY).ok).toBe(false)
    }),
  )
})

test('A12 whatever is pasted is read or told why not, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('P', '<', '0', 'A', '\n'), maxLength: 120 })),
      (text) => {
        const read = readPassportMrz(text, TODAY)
        if (!read.ok) expect(['shape', 'number', 'birth', 'expiry', 'whole']).toContain(read.why)
      },
    ),
  )
})

test('A12 C06 check digits as ICAO and as the sample of the citizen card', () => {
  expect(mrzCheckDigit('L898902C3')).toBe(6)
  expect(mrzCheckDigit('740812')).toBe(2)
  expect(mrzCheckDigit('190012345')).toBe(7)
  expect(mrzCheckDigit('abc')).toBeNull()
  expect(mrzDigitAgrees('<<<<', '<')).toBe(true)
  expect(mrzDigitAgrees('740812', '<')).toBe(false)
})

test('A12 every country is found by its name in both languages; Viet Nam is none, and Nga is not the code NGA', () => {
  expect(COUNTRY_CODES).toHaveLength(248)
  for (const code of COUNTRY_CODES)
    for (const text of [countryName(code, 'vi'), countryName(code, 'en').toUpperCase()])
      expect({ text, code: readCountry(text) }).toEqual({ text, code })
  expect(['hàn quốc', 'Han Quoc', 'korea', 'Lào', 'Mỹ'].map(readCountry)).toEqual(['KOR', 'KOR', 'KOR', 'LAO', 'USA'])
  expect([readCountry('Nga'), countryOfCode('NGA'), countryOfCode('VNM')]).toEqual(['RUS', 'NGA', null])
  expect(['Việt Nam', 'VNM', 'nowhere', ''].map(readCountry)).toEqual([null, null, null, null])
})
