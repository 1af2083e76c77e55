import { z } from 'zod'
import { DEAD_KINDS } from '../../../core/ports/dead-letters.ts'

const One = { kind: z.enum(DEAD_KINDS), id: z.string().min(1).max(64) }

/** Each button of the page is one act. */
export const DeadLetterForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('retry_all') }),
  z.object({ act: z.literal('retry'), ...One }),
  z.object({ act: z.literal('discard'), ...One, reason: z.string().max(2_000).default('') }),
])

export type DeadLetterAct = z.infer<typeof DeadLetterForm>

/** What the page says after it was led back to itself. */
export const DoneQuery = z.object({
  done: z.enum(['retry', 'retry_all', 'discard']),
  count: z.coerce.number().int().min(0).max(1_000_000).default(1),
})
