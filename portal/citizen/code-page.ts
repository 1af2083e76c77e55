import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Outcome } from '../../core/domain/objection.ts'
import { errorAt, noErrors } from '../middleware/form-errors.ts'
import { type CitizenDeps, objectionKey, sayIn, textOf } from './citizen-door.ts'

/** One page for every six-digit code: where it stands, what it proves, and where it leads. */
export interface CodePage {
  path: string
  /** The masked phone; null sends the visitor to `back`. */
  phoneMasked(req: Request): Promise<string | null>
  again(req: Request): Promise<Outcome<unknown>>
  confirm(req: Request, digits: string): Promise<Outcome<unknown>>
  next(req: Request): Promise<string>
  back(req: Request): string
}

const Digits = z.string().transform((text) => text.replace(/\D/g, ''))

export function codePage(deps: CitizenDeps, page: CodePage): Router {
  return Router()
    .get(page.path, (req, res) => show(page, req, res, { errors: noErrors, sent: false }))
    .post(page.path, (req, res) =>
      textOf(req.form, 'act') === 'again' ? again(deps, page, req, res) : confirm(deps, page, req, res),
    )
}

async function again(deps: CitizenDeps, page: CodePage, req: Request, res: Response): Promise<void> {
  const sent = await page.again(req)
  if (sent.ok) return show(page, req, res, { errors: noErrors, sent: true })
  const message = sayIn(deps, req)(objectionKey(sent.objection.code), sent.objection.detail)
  return show(page, req, res, { errors: errorAt('code', message), sent: false }, 409)
}

async function confirm(deps: CitizenDeps, page: CodePage, req: Request, res: Response): Promise<void> {
  const digits = Digits.parse(textOf(req.form, 'code'))
  const outcome = digits.length === 6 ? await page.confirm(req, digits) : null
  if (outcome?.ok) return res.redirect(303, await page.next(req))
  const key = outcome ? objectionKey(outcome.objection.code) : 'lookup.code.sixDigits'
  return show(page, req, res, { errors: errorAt('code', sayIn(deps, req)(key)), sent: false }, 422)
}

async function show(page: CodePage, req: Request, res: Response, view: object, status = 200): Promise<void> {
  const phoneMasked = await page.phoneMasked(req)
  if (!phoneMasked) return res.redirect(303, page.back(req))
  res.page('citizen/code', { phoneMasked, backHref: page.back(req), ...view }, status)
}
