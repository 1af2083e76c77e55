import { z } from 'zod'
import { SPOKEN_OUTCOMES } from '../../../core/use-cases/thread/call-list.ts'

export const CallForm = z.object({ id: z.uuid(), outcome: z.enum(SPOKEN_OUTCOMES) })

/** What the page says after it was led back to itself. */
export const CallQuery = z.object({ da: z.enum(SPOKEN_OUTCOMES).nullable().catch(null) })
