import type { Request } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import type { Renderer } from '../../../templates/render.ts'
import { errorAt, type FormErrors } from '../../middleware/form-errors.ts'
import { ownPathOr, paths } from '../../paths.ts'

export const sayTo = (render: Renderer, req: Request) => (key: string) => render.sentence(key, req.locale)

const OWN_WORDS = ['wrong_log_in', 'too_many_tries', 'account_closed', 'code_wrong', 'password_too_weak']

/** A log-in says some things in words of its own; the rest as everywhere. */
export function objected(render: Renderer, req: Request, { code }: Objection, field: string): FormErrors {
  const key = OWN_WORDS.includes(code) ? `login.objections.${code}` : `objections.${code}`
  return errorAt(field, render.sentence(key, req.locale))
}

export const returnOf = (req: Request): string => ownPathOr(paths.staff.home, req.form.ve ?? req.query.ve)
