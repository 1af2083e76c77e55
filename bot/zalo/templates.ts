import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OutboundMessage } from '../channel.ts'

/** Zalo's own limits for each type of parameter (channels 1.7). */
const LIMITS = { code: 30, status: 30, otp: 10 } as const

const Parameter = z
  .object({
    name: z.string().regex(/^[a-z_]+$/),
    type: z.enum(['code', 'status', 'otp']),
    maxLength: z.number(),
    from: z.enum(['code', 'status', 'oneTimeCode']),
  })
  .refine(({ type, maxLength }) => maxLength <= LIMITS[type])
const Template = z.object({ parameters: z.array(Parameter) })
const Shelf = z.object({
  templates: z.object({ notice: Template, otp: Template }),
  statuses: z.record(z.string(), z.string().max(LIMITS.status)),
  otherStatus: z.string().max(LIMITS.status),
})

const shelf = Shelf.parse(JSON.parse(readFileSync(new URL('../../data/zalo-templates.json', import.meta.url), 'utf8')))

/** The numbers Zalo gave our templates at their approval; null until then. */
export interface TemplateIds {
  notice: string | null
  otp: string | null
}

export interface FilledTemplate {
  templateId: string
  data: Record<string, string>
}

type Told = Pick<OutboundMessage, 'notice' | 'oneTimeCode'>

/**
 * The approved template that can say this, filled and checked. Null: not a notice or code, no template approved, or a
 * parameter that Zalo would turn away, such as a reminder without a case code.
 */
export function fillTemplate({ notice, oneTimeCode }: Told, ids: TemplateIds): FilledTemplate | null {
  const kind = notice ? 'notice' : 'otp'
  const templateId = ids[kind]
  if (!templateId) return null
  const values = {
    code: notice?.code ?? '',
    status: notice ? (shelf.statuses[notice.templateKey] ?? shelf.otherStatus) : '',
    oneTimeCode: oneTimeCode ?? '',
  }
  const filled = shelf.templates[kind].parameters.map(({ name, maxLength, from }) => {
    const value = values[from].normalize('NFC')
    return { name, value, fits: value !== '' && [...value].length <= maxLength }
  })
  if (filled.some(({ fits }) => !fits)) return null
  return { templateId, data: Object.fromEntries(filled.map(({ name, value }) => [name, value])) }
}
