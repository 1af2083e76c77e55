import type { Request } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import type { Renderer } from '../../../templates/render.ts'
import { errorAt, type FormErrors } from '../../middleware/form-errors.ts'

export function doneIn(req: Request, render: Renderer): string | null {
  return req.query.xong === 'da' ? render.sentence('people.done', req.locale) : null
}

/** What stood in these fields of the form that was not taken. */
export function typedIn({ form }: Request, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, typeof form[name] === 'string' ? form[name] : '']))
}

export function saidAt(render: Renderer, req: Request, { code, detail }: Objection, field: string): FormErrors {
  return errorAt(field, render.sentence(`objections.${code}`, req.locale, detail))
}
