import { z } from 'zod'
import { PAPERS_SEEN } from '../../../core/domain/counter/paper-seen.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'

const text = (most: number) => z.string().max(most).default('')

/** By number, or by name and birth date: one of the two must be there. */
export const SearchForm = z
  .object({ number: text(40), fullName: text(120), birthDate: text(20) })
  .superRefine(({ number, fullName, birthDate }, ctx) => {
    if (number.trim()) return
    const complain = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
    if (!fullName.trim()) complain('number', 'counter.errors.search')
    else if (!readBirthDate(birthDate)) complain('birthDate', 'lookup.errors.birthDate')
  })

/** What the officer says to have seen; the tick is the act that is audited. */
export const SeenForm = z.object({
  paper: z.enum(PAPERS_SEEN, 'counter.errors.paper'),
  numberAgrees: z.enum(['yes', 'no'], 'counter.errors.numberAgrees').transform((answer) => answer === 'yes'),
  seen: z.literal('yes', 'counter.errors.seen'),
})
