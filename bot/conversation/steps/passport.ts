import { countryOfCode } from '../../../core/domain/papers/countries.ts'
import { readCountry } from '../../../core/domain/papers/country-name.ts'
import { readPassportMrz } from '../../../core/domain/papers/passport-mrz.ts'
import { readPassportNumber } from '../../../core/domain/person/citizen-id.ts'
import { passportKey } from '../../../core/domain/person/passport-key.ts'
import { textOf } from '../readers.ts'
import { choicesOf, type Reading, type Step, say } from '../step.ts'

/** Countries most foreign workers here come from; every other one is typed. */
const OFTEN = ['CHN', 'KOR', 'JPN', 'LAO', 'KHM'] as const

/** A foreigner says who they are by passport (features A12): its number and country, or its two machine-readable lines. */
export const PASSPORT = {
  passport: {
    ask: () => [say('ask.passport')],
    hears: 'passport',
    read: (said, _answers, { today }) => readPassport(textOf(said), today),
    next: 'passportCountry',
  },
  passportCountry: {
    ask: () => [say('ask.passportCountry')],
    choices: () => choicesOf('countries', OFTEN),
    hears: 'country',
    read: (said, { passportNumber = '' }) => {
      const country = said.kind === 'choice' ? said.value : readCountry(textOf(said))
      if (!country) return { wrong: say('wrong.country') }
      return { set: { passport: { number: passportNumber, country }, passportNumber: undefined } }
    },
    skip: ({ passport }) => passport !== undefined,
    next: 'name',
  },
} satisfies Record<string, Step>

/** A text with fillers is the two lines, and then every check digit must agree. */
function readPassport(text: string, today: string): Reading {
  if (/[<«‹]/.test(text)) {
    const read = readPassportMrz(text, today)
    const country = read.ok ? countryOfCode(read.passport.country) : null
    if (!read.ok || !country) return { wrong: say('wrong.mrz') }
    const { number, birthDate, sex } = read.passport
    return { set: { passport: { number, country }, ...(birthDate && { birthDate }), ...(sex && { sex }) } }
  }
  const number = readPassportNumber(text)
  return number ? { set: { passportNumber: passportKey(number) } } : { wrong: say('wrong.passport') }
}
