import { z } from 'zod'
import { readWholeDay } from '../../../core/domain/person/birth-date.ts'
import { BLOCKING_REASONS } from '../../../core/domain/signing/blocking-reason.ts'

const ids = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.uuid()))
/** What is no text, or too long for minutes, is missing. */
const text = z.string().trim().max(300).catch('')

/** One confirmed act for everybody ticked; messages are sentence keys. */
export const SignForm = z.object({
  act: z.enum(['certificate', 'minutes', 'check']),
  person: ids.pipe(z.array(z.string()).min(1, 'signing.errors.nobody')),
  confirmed: z.literal('yes', 'signing.errors.notConfirmed'),
})

/** The two-person rule of the unit. */
export const RuleForm = z.object({ act: z.enum(['two_on', 'two_off']) })

/** dd/mm/yyyy in, YYYY-MM-DD out; an unreadable day becomes empty and is then objected to as missing. */
export const MinutesForm = z.object({
  date: text.transform((value) => readWholeDay(value) ?? ''),
  parties: text,
})

/** What was ticked and typed, to show it again. */
export const KeptForm = z.object({
  person: ids.catch([]),
  confirmed: z.literal('yes').optional().catch(undefined),
  date: text.catch(''),
  parties: text.catch(''),
})
export type Kept = z.infer<typeof KeptForm>

/** Which of the people who wait are shown. */
export const WaitingQuery = z.object({
  reason: z.enum(BLOCKING_REASONS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})
export type WaitingQuery = z.infer<typeof WaitingQuery>

/** What the page says after it was led back to itself. */
export const DoneQuery = z.object({
  done: z.enum(['certificate', 'minutes', 'check', 'two_on', 'two_off']),
  count: z.coerce.number().int().min(0).max(1000).catch(0),
  left: z.coerce.number().int().min(0).max(1000).catch(0),
})
export type DoneQuery = z.infer<typeof DoneQuery>
