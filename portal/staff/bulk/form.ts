import { z } from 'zod'
import { BULK_ACTIONS, type BulkDecision } from '../../../core/domain/bulk/bulk-decision.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { ASK_WHY, WANTED } from '../../../core/domain/staff/wanted.ts'
import { READY_ANSWER_KEYS } from '../../../core/domain/thread/ready-answer.ts'

const many = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined || value === '' ? [] : [value].flat()), z.array(one))
const text = z.string().trim().max(1000, 'bulk.errors.tooLong').default('')

/** Every field of the page; which of them count depends on the action. */
const Fields = z.object({
  bulkId: z.uuid(),
  rows: many(z.string().max(20)),
  whole: z.literal('1').optional(),
  action: z.enum(BULK_ACTIONS, 'bulk.errors.action'),
  answerKey: z.enum(READY_ANSWER_KEYS).or(z.literal('')).default(''),
  wanted: many(z.enum(WANTED)),
  why: z.enum(ASK_WHY).nullable().catch(null),
  until: z.string().max(20).default(''),
  reasons: many(z.enum(REFUSAL_REASONS)),
  sentence: text,
  unitId: z.string().max(100).default(''),
})

type Typed = z.output<typeof Fields>

/** What is decided, about which cases; messages are sentence keys. */
export const BulkForm = Fields.transform((typed, ctx) => {
  const complain = (field: keyof Typed, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
  if (typed.rows.length === 0 && !typed.whole) complain('rows', 'bulk.errors.rows')
  return { bulkId: typed.bulkId, codes: typed.whole ? null : typed.rows, decision: decisionOf(typed, complain) }
})

function decisionOf(typed: Typed, complain: (field: keyof Typed, message: string) => void): BulkDecision {
  const { action, sentence } = typed
  switch (action) {
    case 'ready_answer':
      if (!typed.answerKey) complain('answerKey', 'bulk.errors.answerKey')
      return { action, answerKey: typed.answerKey || 'received' }
    case 'ask_citizen':
      if (typed.wanted.length === 0) complain('wanted', 'case.errors.wanted')
      if (!typed.why) complain('why', 'case.errors.why')
      return { action, wanted: typed.wanted, why: typed.why, sentence: sentence || null }
    case 'defer': {
      const day = readBirthDate(typed.until)
      if (day?.precision !== 'day') complain('until', 'case.errors.until')
      if (!sentence) complain('sentence', 'case.errors.sentence')
      return { action, until: day?.date ?? '', sentence }
    }
    case 'refuse':
      if (typed.reasons.length === 0) complain('reasons', 'case.errors.reasons')
      return { action, reasons: typed.reasons, sentence: sentence || null }
    case 'hand_over':
      if (!typed.unitId) complain('unitId', 'case.errors.unitId')
      return { action, unitId: typed.unitId }
    default:
      return { action }
  }
}

export const BulkAct = z.object({ act: z.enum(['confirm', 'undo', 'now']) })
export const BulkQuery = z.object({ sau: z.coerce.number().int().nonnegative().catch(0) })
