import { z } from 'zod'

export const AnswerForm = z.object({
  id: z.uuid(),
  action: z.enum(['explain', 'extend', 'fulfil', 'refuse']),
  answer: z.string().max(2_000).default(''),
})
