import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Outcome } from '../../../core/domain/objection.ts'
import { DISPUTE_PAPERS } from '../../../core/domain/report/disputed-dose.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { lookAtHurry } from '../../../core/use-cases/desk/look-at-hurry.ts'
import { namePaper } from '../../../core/use-cases/desk/name-paper.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { codeOf, showCase } from './show-case.ts'

const PaperForm = z.object({
  paper: z.enum(DISPUTE_PAPERS),
  paperNumber: z
    .string()
    .trim()
    .max(60)
    .default('')
    .transform((text) => text || null),
})

const HurryForm = z.object({ proved: z.enum(['yes', 'no']).transform((answer) => answer === 'yes') })

/** Two small answers beside the decision: the facility's paper (features B06), the look at an urgent case (features B12). */
export function answerFormRoutes(app: App, render: Renderer): Router {
  const end = (req: Request, res: Response, outcome: Outcome<unknown>, step: string) => {
    if (outcome.ok) return res.redirect(303, `${paths.staff.report(codeOf(req))}?da=${step}`)
    return showCase(app, render, req, res, { objection: outcome.objection }, statusOf(outcome.objection.code))
  }
  const back = (req: Request, res: Response) => res.redirect(303, paths.staff.report(codeOf(req)))
  return Router()
    .get([paths.staff.reportPaper(':code'), paths.staff.reportHurry(':code')], back)
    .post(paths.staff.reportPaper(':code'), requireOfficer(...rolesFor('decide_case')), async (req, res) => {
      const form = PaperForm.safeParse(req.form)
      if (!form.success) return showCase(app, render, req, res, { objection: { code: 'paper_needed' } }, 422)
      const outcome = await namePaper(app, { officer: officerOf(req), code: codeOf(req), ...form.data })
      return end(req, res, outcome, 'dispute_paper')
    })
    .post(paths.staff.reportHurry(':code'), requireOfficer(...rolesFor('decide_case')), async (req, res) => {
      const form = HurryForm.safeParse(req.form)
      if (!form.success) return back(req, res)
      const outcome = await lookAtHurry(app, { officer: officerOf(req), code: codeOf(req), ...form.data })
      return end(req, res, outcome, form.data.proved ? 'urgent_seen' : 'urgent_refused')
    })
}
