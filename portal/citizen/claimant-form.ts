import { z } from 'zod'
import type { Claimant } from '../../core/domain/citizen/claimant.ts'
import { readBirthDate } from '../../core/domain/person/birth-date.ts'
import { type IsoDate, writeDate } from '../../core/domain/person/calendar-date.ts'
import { readCitizenId, readPassportNumber } from '../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../core/domain/person/full-name.ts'
import { isCompleteName } from '../../core/domain/person/name-completeness.ts'
import { nationalPhone, type PhoneE164, readPhone } from '../../core/domain/person/phone.ts'
import { textOf } from './citizen-door.ts'

/** Who somebody is, as the official look-up asks it (domain 2.1), in the order of the page; messages are sentence keys. */
const shape = {
  birthDate: birthDateField('lookup.errors.birthDate', 'lookup.errors.birthDateFuture'),
  sex: z.enum(['male', 'female'], 'lookup.errors.sex'),
  phone: z.string('lookup.errors.phone').transform((text, ctx) => {
    const phone = readPhone(text)
    if (!phone) ctx.addIssue({ code: 'custom', message: 'lookup.errors.phone' })
    return phone ?? ('' as PhoneE164)
  }),
  idNumber: z
    .string('lookup.errors.idNumber')
    .transform((text, ctx) => readIdField(text, ctx, 'lookup.errors.idNumber')),
}

export const LookUpForm = z.object({ fullName: nameField(false), ...shape })

/** A report needs the name as it is on the paper: with its marks (refusal reason NAME_INCOMPLETE_OR_UNACCENTED). */
export const WhoForm = z.object({ fullName: nameField(true), ...shape })

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
    else if (date > new Date(Date.now() + 7 * 3_600_000).toISOString())
      ctx.addIssue({ code: 'custom', message: inFuture })
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

export type ClaimantValues = Record<'fullName' | 'birthDate' | 'sex' | 'idNumber' | 'phone', string>

export function typedValues(form: Readonly<Record<string, unknown>>): ClaimantValues {
  const of = (name: string) => textOf(form, name)
  return {
    fullName: of('fullName'),
    birthDate: of('birthDate'),
    sex: of('sex'),
    idNumber: of('idNumber'),
    phone: of('phone'),
  }
}

export function keptValues(claimant: Claimant | null, phone: string | null): ClaimantValues {
  return {
    fullName: claimant?.fullName ?? '',
    birthDate: claimant ? writeDate(claimant.birthDate as IsoDate) : '',
    sex: claimant?.sex ?? '',
    idNumber: claimant?.idNumber ?? '',
    phone: phone ? nationalPhone(phone as PhoneE164) : '',
  }
}
