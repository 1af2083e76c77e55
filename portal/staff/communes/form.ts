import { z } from 'zod'
import { readPhone } from '../../../core/domain/person/phone.ts'

const text = (missing: string, most = 200) => z.string(missing).trim().min(1, missing).max(most, missing)
const login = text('people.errors.login', 40).regex(/^[a-z0-9][a-z0-9._-]{2,39}$/i, 'people.errors.login')
const leader = { login, fullName: text('people.errors.fullName', 100) }

const phone = text('communes.errors.phone', 30).transform((typed, ctx) => {
  const read = readPhone(typed)
  if (read) return read
  ctx.addIssue({ code: 'custom', message: 'communes.errors.phone' })
  return z.NEVER
})

/** One form a step. */
export const StepForm = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('unit'),
    code: text('communes.errors.code', 30).regex(/^[a-z0-9][a-z0-9-]+$/, 'communes.errors.code'),
    name: text('communes.errors.name', 100),
    parentId: text('communes.errors.parent', 40),
    address: z.string().trim().max(300).default(''),
  }),
  z.object({ step: z.literal('hours'), hours: text('communes.errors.hours') }),
  z.object({ step: z.literal('head'), ...leader }),
  z.object({ step: z.literal('chief'), ...leader }),
  z.object({ step: z.literal('oa'), oa: z.enum(['connected', 'later'], 'communes.errors.oa') }),
  z.object({ step: z.literal('message'), phone }),
  z.object({ step: z.literal('sample') }),
])
