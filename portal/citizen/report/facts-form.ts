import { z } from 'zod'
import type { Claimant } from '../../../core/domain/citizen/claimant.ts'
import type { CorrectableField } from '../../../core/domain/citizen/report-draft.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { nationalPhone, type PhoneE164, readPhone } from '../../../core/domain/person/phone.ts'
import { birthDateField, nameField, readIdField } from '../claimant-form.ts'

export type FactField = CorrectableField

/** One reader per field; every message is a sentence key. */
const READERS = {
  fullName: nameField(true),
  birthDate: birthDateField('lookup.errors.birthDate', 'lookup.errors.birthDateFuture'),
  sex: z.enum(['male', 'female'], 'lookup.errors.sex'),
  idNumber: z.string('report.errors.idNumber').transform((text, ctx) => {
    if (text.trim() === '') ctx.addIssue({ code: 'custom', message: 'report.errors.idNumber' })
    return readIdField(text, ctx, 'report.errors.idNumberWrong') ?? ''
  }),
  phone: z.string('lookup.errors.phone').transform((text, ctx) => {
    const phone = readPhone(text)
    if (!phone) ctx.addIssue({ code: 'custom', message: 'lookup.errors.phone' })
    return phone ?? ''
  }),
} satisfies Record<FactField, z.ZodType<string>>

/** A foreign passport spells names its own way. */
const FOREIGN = { ...READERS, fullName: nameField(false) }

export function readFacts(
  fields: readonly FactField[],
  form: Readonly<Record<string, unknown>>,
  claimant: Pick<Claimant, 'passportCountry'> | null,
) {
  const readers = claimant?.passportCountry ? FOREIGN : READERS
  const shape = Object.fromEntries(fields.map((field) => [field, readers[field]]))
  return z.object(shape).safeParse(form)
}

/** A stored value as people write it. */
export function shownValue(field: FactField, value: string): string {
  if (field === 'birthDate' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return writeDate(value as IsoDate)
  if (field === 'phone' && value.startsWith('+84')) return nationalPhone(value as PhoneE164)
  return value
}
