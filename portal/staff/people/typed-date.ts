import { z } from 'zod'
import { readWholeDay } from '../../../core/domain/person/birth-date.ts'

/** `15/12/2026` or `2026-12-15` as a day of our time; null for an empty field. */
export const typedDay = z
  .string()
  .default('')
  .transform((typed, ctx) => {
    if (typed.trim() === '') return null
    const day = readWholeDay(typed)
    if (day) return day
    ctx.addIssue({ code: 'custom', message: 'people.errors.date' })
    return z.NEVER
  })
