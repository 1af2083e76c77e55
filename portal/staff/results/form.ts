import { z } from 'zod'

/** How many rows the Platform says the list has; empty: the officer did not say. */
export const UploadForm = z.object({
  rows: z.preprocess(
    (text) => (typeof text === 'string' && text.trim() === '' ? undefined : text),
    z.coerce.number().int().positive().max(10_000_000).optional(),
  ),
  /** Of a list of doses: the officer says that it is the unit's whole one (features G13). */
  whole: z.literal('yes').optional().catch(undefined),
})

export const ActForm = z.union([
  z.object({ act: z.literal('apply') }),
  z.object({ act: z.literal('accept'), changeId: z.uuid() }),
])

/** What the page says after it was led back to itself. */
export const ToldQuery = z.object({ told: z.enum(['known', 'accepted']) })
