import { z } from 'zod'

/** Control totals as the Platform counted them (features G06). */
export const Receipt = z.object({
  rows: z.number().int().nonnegative(),
  idDigits: z.number().int().nonnegative(),
  perClass: z.record(z.string(), z.number().int().nonnegative()),
})
