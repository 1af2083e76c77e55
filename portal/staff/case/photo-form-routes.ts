import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { SLIP_FIELDS } from '../../../core/domain/papers/slip-facts.ts'
import { LONGEST_UNMASK_NOTE, UNMASK_REASONS } from '../../../core/domain/staff/unmask.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { acceptPaperValue } from '../../../core/use-cases/desk/accept-paper-value.ts'
import { unmaskPhoto } from '../../../core/use-cases/desk/unmask-photo.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import type { CasePage } from './case-page.ts'
import { lookOf, lookQuery } from './photo-look.ts'
import { codeOf, showCase } from './show-case.ts'

const UnmaskForm = z
  .object({
    photoId: z.uuid(),
    unmaskReason: z.enum(UNMASK_REASONS, 'case.errors.unmaskReason'),
    unmaskNote: z
      .string()
      .trim()
      .max(LONGEST_UNMASK_NOTE, 'case.errors.unmaskLong')
      .default('')
      .transform((text) => text || null),
  })
  .refine(({ unmaskReason, unmaskNote }) => unmaskReason !== 'other' || unmaskNote, {
    path: ['unmaskNote'],
    error: 'case.errors.unmaskNote',
  })

const PaperForm = z.object({
  photoId: z.uuid(),
  field: z.enum(SLIP_FIELDS),
  doseNumber: z
    .enum(['', '1', '2', '3', '4', '5'])
    .default('')
    .transform((text) => (text ? Number(text) : null)),
  version: z.coerce.number().int().positive(),
})

/** What an officer does with a photo beside looking at it: uncover it with a reason (C08), take over a read value (C13). */
export function photoFormRoutes(app: App, render: Renderer): Router {
  const show = (req: Request, res: Response, page: Partial<CasePage>, status: number) =>
    showCase(app, render, req, res, { ...page, look: lookOf({ ...req.query, anh: req.form.photoId }) }, status)
  const backToPhoto = (req: Request, res: Response, done = '') => {
    const look = lookOf({ ...req.query, anh: req.form.photoId })
    return res.redirect(303, `${paths.staff.report(codeOf(req))}?${lookQuery(look)}${done && `&da=${done}`}#xem-anh`)
  }
  const routes = Router()
  for (const path of [paths.staff.unmaskPhoto(':code'), paths.staff.paperValue(':code')])
    routes.get(path, (req, res) => res.redirect(303, paths.staff.report(codeOf(req))))

  routes.post(paths.staff.unmaskPhoto(':code'), requireOfficer(...rolesFor('see_photo')), async (req, res) => {
    const form = UnmaskForm.safeParse(req.form)
    if (!form.success) {
      const errors = formErrors(form.error, (key) => render.sentence(key, req.locale))
      return show(req, res, { open: 'unmask', values: req.form, errors }, 422)
    }
    const { photoId, unmaskReason: reason, unmaskNote: note } = form.data
    const outcome = await unmaskPhoto(app, { officer: officerOf(req), code: codeOf(req), photoId, reason, note })
    if (!outcome.ok) return show(req, res, { objection: outcome.objection }, statusOf(outcome.objection.code))
    return backToPhoto(req, res)
  })

  routes.post(paths.staff.paperValue(':code'), requireOfficer(...rolesFor('decide_case')), async (req, res) => {
    const form = PaperForm.safeParse(req.form)
    if (!form.success) return show(req, res, { objection: { code: 'not_possible_now' } }, 409)
    const outcome = await acceptPaperValue(app, { officer: officerOf(req), code: codeOf(req), ...form.data })
    if (!outcome.ok) return show(req, res, { objection: outcome.objection }, statusOf(outcome.objection.code))
    return backToPhoto(req, res, 'accept_paper_value')
  })
  return routes
}
