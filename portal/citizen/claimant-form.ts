import { z } from 'zod'
import type { Claimant } from '../../core/domain/citizen/claimant.ts'
import { dayInVietNam } from '../../core/domain/citizen/viet-nam-day.ts'
import { readBirthDate } from '../../core/domain/person/birth-date.ts'
import { type IsoDate, writeDate } from '../../core/domain/person/calendar-date.ts'
import { readCitizenId, readPassportNumber } from '../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../core/domain/person/full-name.ts'
import { isCompleteName } from '../../core/domain/person/name-completeness.ts'
import { nameIdeas } from '../../core/domain/person/name-ideas.ts'
import { nationalPhone, type PhoneE164, readPhone } from '../../core/domain/person/phone.ts'
import type { Locale } from '../../templates/render.ts'
import { textOf } from './citizen-door.ts'
import { countryChoices, countryShown, type PassportFields, readPassportFields } from './passport-fields.ts'

/** Who somebody is, as the official look-up asks it (domain 2.1), in the order of the page; messages are sentence keys. */
const shape = {
  birthDate: birthDateField('lookup.errors.birthDate', 'lookup.errors.birthDateFuture'),
  sex: z.enum(['male', 'female'], 'lookup.errors.sex'),
  phone: z.string('lookup.errors.phone').transform((text, ctx) => {
    const phone = readPhone(text)
    if (!phone) ctx.addIssue({ code: 'custom', message: 'lookup.errors.phone' })
    return phone ?? ('' as PhoneE164)
  }),
  idNumber: z.string('lookup.errors.idNumber').transform((text, ctx) => {
    const id = readCitizenId(text)
    if (id.kind === 'cccd' || id.kind === 'cmnd') return id.number
    if (text.trim() !== '') ctx.addIssue({ code: 'custom', message: 'lookup.errors.idNumber' })
    return null
  }),
  passportNumber: z.string().max(40).default(''),
  passportCountry: z.string().max(80).default(''),
  mrz: z.string().max(200).default(''),
}

export const LookUpForm = z.object({ fullName: nameField(false), ...shape }).transform(withPassport)

/** A report needs the name as it is on the paper: with its marks (refusal reason NAME_INCOMPLETE_OR_UNACCENTED). */
export const WhoForm = z.object({ fullName: nameField(true), ...shape }).transform(withPassport)

/** Something stands in the passport part; what it is, the form reads. */
export function hasPassport(form: Readonly<Record<string, unknown>>): boolean {
  return ['passportNumber', 'passportCountry', 'mrz'].some((name) => textOf(form, name).trim() !== '')
}

type Issues = { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }

/** A passport takes the place of a personal number; what its lines say of birth and sex must be what was typed. */
function withPassport<Typed extends PassportFields & { idNumber: string | null; birthDate: string; sex: string }>(
  { passportNumber, passportCountry, mrz, ...typed }: Typed,
  ctx: Issues,
) {
  const complain = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
  const passport = readPassportFields({ passportNumber, passportCountry, mrz }, complain)
  if (passport?.birthDate && passport.birthDate !== typed.birthDate) complain('birthDate', 'lookup.errors.mrzDiffers')
  if (passport?.sex && passport.sex !== typed.sex) complain('sex', 'lookup.errors.mrzDiffers')
  return { ...typed, idNumber: passport?.number ?? typed.idNumber, passportCountry: passport?.country ?? null }
}

export function nameField(whole: boolean) {
  return z.string('lookup.errors.fullName').transform((text, ctx) => {
    const name = readFullName(text)
    if (!name) ctx.addIssue({ code: 'custom', message: 'lookup.errors.fullName' })
    else if (whole && !isCompleteName(name)) ctx.addIssue({ code: 'custom', message: 'report.errors.incompleteName' })
    return name ?? ''
  })
}

export function birthDateField(unreadable: string, inFuture: string) {
  return z.string(unreadable).transform((text, ctx) => {
    const date = readBirthDate(text)?.date
    if (!date) ctx.addIssue({ code: 'custom', message: unreadable })
    else if (date > dayInVietNam(new Date())) ctx.addIssue({ code: 'custom', message: inFuture })
    return date ?? ''
  })
}

/** Empty is allowed; a number must be one. */
export function readIdField(
  text: string,
  ctx: { addIssue(issue: { code: 'custom'; message: string }): void },
  unreadable: string,
) {
  if (text.trim() === '') return null
  const id = readCitizenId(text)
  if (id.kind === 'cccd' || id.kind === 'cmnd') return id.number
  const passport = /[a-z]/i.test(text) ? readPassportNumber(text) : null
  if (!passport) ctx.addIssue({ code: 'custom', message: unreadable })
  return passport
}

export interface ClaimantValues extends Record<'fullName' | 'birthDate' | 'sex' | 'idNumber' | 'phone', string> {
  passport: PassportFields & { countries: readonly string[]; open: boolean }
  /** A name typed without marks, as it may be written. */
  nameIdeas: readonly string[]
}

export function typedValues(form: Readonly<Record<string, unknown>>, locale: Locale): ClaimantValues {
  const of = (name: string) => textOf(form, name)
  return {
    fullName: of('fullName'),
    birthDate: of('birthDate'),
    sex: of('sex'),
    idNumber: of('idNumber'),
    phone: of('phone'),
    nameIdeas: nameIdeas(of('fullName')),
    passport: passportValues(of('passportNumber'), of('passportCountry'), of('mrz'), locale),
  }
}

export function keptValues(claimant: Claimant | null, phone: string | null, locale: Locale): ClaimantValues {
  const foreign = claimant?.passportCountry ? claimant : null
  return {
    fullName: claimant?.fullName ?? '',
    birthDate: claimant ? writeDate(claimant.birthDate as IsoDate) : '',
    sex: claimant?.sex ?? '',
    idNumber: foreign ? '' : (claimant?.idNumber ?? ''),
    phone: phone ? nationalPhone(phone as PhoneE164) : '',
    nameIdeas: [],
    passport: passportValues(
      foreign?.idNumber ?? '',
      countryShown(foreign?.passportCountry ?? null, locale),
      '',
      locale,
    ),
  }
}

/** Folded away for most; open where something was typed, and in English, which foreign people read. */
function passportValues(passportNumber: string, passportCountry: string, mrz: string, locale: Locale) {
  const open = locale === 'en' || `${passportNumber}${passportCountry}${mrz}` !== ''
  return { passportNumber, passportCountry, mrz, countries: countryChoices(locale), open }
}
