import { z } from 'zod'
import { STAFF_ROLES } from '../../../core/domain/role.ts'
import { typedDay } from './typed-date.ts'

const text = (missing: string, most = 200) => z.string(missing).trim().min(1, missing).max(most, missing)

const Wish = {
  /** `role@unit`: one choice of one list. */
  place: text('people.errors.place').transform((value, ctx) => {
    const [role, unitId] = value.split('@')
    const read = z.object({ role: z.enum(STAFF_ROLES), unitId: z.string().min(1) }).safeParse({ role, unitId })
    if (read.success) return read.data
    ctx.addIssue({ code: 'custom', message: 'people.errors.place' })
    return z.NEVER
  }),
  from: typedDay,
  until: typedDay,
}

export const InviteForm = z.object({
  login: text('people.errors.login', 40).regex(/^[a-z0-9][a-z0-9._-]{2,39}$/i, 'people.errors.login'),
  fullName: text('people.errors.fullName', 100).min(2, 'people.errors.fullName'),
  ...Wish,
})

export const SettleForm = z.object({ act: z.literal('settle'), id: z.uuid(), yes: z.enum(['yes', 'no']) })

export const PersonForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('change'), ...Wish }),
  z.object({ act: z.literal('confirm') }),
  z.object({ act: z.literal('recover') }),
  z.object({ act: z.literal('province'), subject: z.string().max(255).default('') }),
  z.object({ act: z.literal('leave'), to: z.union([z.uuid(), z.literal('')]).default('') }),
])
