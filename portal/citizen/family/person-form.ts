import { z } from 'zod'
import type { Claimant } from '../../../core/domain/citizen/claimant.ts'
import { nameIdeas } from '../../../core/domain/person/name-ideas.ts'
import { type Say, textOf } from '../citizen-door.ts'
import { birthDateField, nameField, readIdField } from '../claimant-form.ts'

const facts = {
  birthDate: birthDateField('lookup.errors.birthDate', 'lookup.errors.birthDateFuture'),
  sex: z.enum(['male', 'female'], 'lookup.errors.sex'),
  idNumber: z
    .string('lookup.errors.idNumber')
    .default('')
    .transform((text, ctx) => readIdField(text, ctx, 'lookup.errors.idNumber')),
}
const asClaimant = (typed: Omit<Claimant, 'passportCountry'>): Claimant => ({ ...typed, passportCountry: null })

/** Somebody else than the one who types: without a phone, for the account's own is proved. */
export const PersonForm = z.object({ fullName: nameField(false), ...facts }).transform(asClaimant)

/** For a report the name must be whole (refusal reason NAME_INCOMPLETE_OR_UNACCENTED). */
export const WholePersonForm = z.object({ fullName: nameField(true), ...facts }).transform(asClaimant)

export type PersonValues = Record<'fullName' | 'birthDate' | 'sex' | 'idNumber', string> & {
  /** What the name may have been meant to be, with its marks. */
  nameIdeas: readonly string[]
}

export const NO_PERSON: PersonValues = { fullName: '', birthDate: '', sex: '', idNumber: '', nameIdeas: [] }

export function personTyped(form: Readonly<Record<string, unknown>>): PersonValues {
  const of = (name: string) => textOf(form, name)
  return {
    fullName: of('fullName'),
    birthDate: of('birthDate'),
    sex: of('sex'),
    idNumber: of('idNumber'),
    nameIdeas: nameIdeas(of('fullName')),
  }
}

export function sexChoices(say: Say) {
  return (['female', 'male'] as const).map((sex) => ({ value: sex, label: say(`report.sex.${sex}`), hint: null }))
}
