import { z } from 'zod'
import { dayInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { DoseClaim } from '../../../core/domain/report/report.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { textOf } from '../citizen-door.ts'

/** Names of data/vaccines.json (Decision 5772); any other vaccine is told in the note. */
export const VACCINE_NAMES = [
  'AstraZeneca',
  'Sputnik V',
  'Vero Cell',
  'Pfizer',
  'Moderna',
  'Janssen',
  'Hayat-Vax',
  'Abdala',
] as const

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'report.errors.tooLong')
    .transform((value) => value || null)

/** `which` is the id of a recorded dose or the number of a dose, 1 to 9. */
export const DoseForm = z
  .object({
    which: z.string().default(''),
    number: z.string().default(''),
    givenOn: z.string().default('').transform(readDay),
    vaccine: z.string().default(''),
    lot: text(40).default(null),
    place: text(200).default(null),
    note: text(1000).default(null),
  })
  .transform(({ which, number, vaccine, ...dose }): DoseClaim => {
    const known = isRowId(which)
    const counted = /^[1-9]$/.test(number || which) ? Number(number || which) : null
    const named = VACCINE_NAMES.find((name) => name === vaccine) ?? null
    return { ...dose, doseId: known ? which : null, number: known ? null : counted, vaccine: named }
  })

function readDay(value: string, ctx: { addIssue(issue: { code: 'custom'; message: string }): void }): string | null {
  if (value.trim() === '') return null
  const day = readBirthDate(value)
  if (day?.precision !== 'day') ctx.addIssue({ code: 'custom', message: 'report.errors.doseDate' })
  else if (day.date > dayInVietNam(new Date())) {
    ctx.addIssue({ code: 'custom', message: 'report.errors.doseDateFuture' })
  }
  return day?.date ?? null
}

export type DoseValues = Record<'which' | 'number' | 'givenOn' | 'vaccine' | 'lot' | 'place' | 'note', string>

export function typedDose(form: Readonly<Record<string, unknown>>): DoseValues {
  const of = (name: string) => textOf(form, name)
  return {
    which: of('which'),
    number: of('number'),
    givenOn: of('givenOn'),
    vaccine: of('vaccine'),
    lot: of('lot'),
    place: of('place'),
    note: of('note'),
  }
}

export function keptDose(claim: DoseClaim | undefined): DoseValues {
  return {
    which: claim?.doseId ?? '',
    number: claim?.number ? String(claim.number) : '',
    givenOn: claim?.givenOn ? writeDate(claim.givenOn as IsoDate) : '',
    vaccine: claim?.vaccine ?? '',
    lot: claim?.lot ?? '',
    place: claim?.place ?? '',
    note: claim?.note ?? '',
  }
}

/** Does the claim say anything beyond its own emptiness? */
export function isEmptyClaim(claim: DoseClaim): boolean {
  return Object.values(claim).every((value) => value === null)
}
