import { z } from 'zod'
import { PHOTO_REGIONS } from '../../../core/domain/report/photo-region.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { DESK_ACTIONS } from '../../../core/domain/staff/desk-actions.ts'
import { ANSWER_END_STATES, ASK_WHY, WANTED } from '../../../core/domain/staff/wanted.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'

const many = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one))

const SENTENCE = 1000
const sentence = z.string('case.errors.sentence').trim().max(SENTENCE, 'case.errors.tooLong')
const optional = sentence
  .transform((text) => text || null)
  .optional()
  .transform((text) => text ?? null)
const needed = sentence.min(1, 'case.errors.sentence')

/** What every form of the case page carries: which version the officer looked at. */
export const CaseForm = z.object({
  action: z.enum(DESK_ACTIONS),
  version: z.coerce.number().int().positive(),
  /** Last step of the history that the officer saw. */
  seen: z.coerce.number().int().nonnegative().catch(0),
  preview: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  /** A colleague has the case open and this officer sends all the same, on purpose. */
  takeOver: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
})

/** One form per decision, read into what core/use-cases/desk/decide.ts takes; messages are sentence keys. */
export const DecisionForm = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take') }),
  z.object({ action: z.literal('resume') }),
  z.object({ action: z.literal('approve') }),
  z.object({ action: z.literal('send_to_police') }),
  z.object({ action: z.literal('defer'), until: z.string('case.errors.until').transform(isoDay), sentence: needed }),
  z.object({
    action: z.literal('refuse'),
    reasons: many(z.enum(REFUSAL_REASONS)).refine((list) => list.length > 0, 'case.errors.reasons'),
    sentence: optional,
    photoId: z.uuid().nullable().catch(null),
    region: z.enum(PHOTO_REGIONS).catch('whole'),
  }),
  z.object({
    action: z.literal('ask_citizen'),
    wanted: many(z.enum(WANTED)).refine((list) => list.length > 0, 'case.errors.wanted'),
    why: z.enum(ASK_WHY, 'case.errors.why'),
    sentence: optional,
  }),
  z.object({
    action: z.literal('answer'),
    endState: z.enum(ANSWER_END_STATES, 'case.errors.endState'),
    sentence: needed,
  }),
  z.object({
    action: z.literal('hand_over'),
    unitId: z.string('case.errors.unitId').min(1, 'case.errors.unitId').max(100),
  }),
])

/** The form in the words of core/use-cases/desk/decision.ts. */
export function decisionOf(form: z.output<typeof DecisionForm>): Decision {
  if (form.action !== 'refuse') return form
  const { photoId, region, ...refusal } = form
  return { ...refusal, photo: photoId ? { photoId, region } : null }
}

export const LinkForm = z.object({ personId: z.uuid(), version: z.coerce.number().int().positive() })

/** dd/mm/yyyy as typed, to YYYY-MM-DD. */
function isoDay(text: string, context: z.RefinementCtx): string {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim())
  const iso = found ? `${found[3]}-${found[2]?.padStart(2, '0')}-${found[1]?.padStart(2, '0')}` : ''
  const day = new Date(`${iso}T00:00:00Z`)
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)) return iso
  context.addIssue({ code: 'custom', message: 'case.errors.until' })
  return z.NEVER
}
