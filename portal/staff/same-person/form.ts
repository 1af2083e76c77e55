import { z } from 'zod'

/** One press each: which other record, which join, which number. */
export const SamePersonForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('propose'), personId: z.uuid() }),
  z.object({ act: z.literal('confirm'), joinId: z.uuid() }),
  z.object({ act: z.literal('undo'), joinId: z.uuid() }),
  z.object({ act: z.literal('number'), number: z.string().regex(/^([0-9]{9}|[0-9]{12})$/) }),
])

export type SamePersonAct = z.infer<typeof SamePersonForm>

const ACTS = ['propose', 'confirm', 'undo', 'number'] as const

/** What the page says after it was led back to itself. */
export const SamePersonQuery = z.object({ da: z.enum(ACTS).nullable().catch(null) })
