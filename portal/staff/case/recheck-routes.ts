import { Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { lookAgain } from '../../../core/use-cases/desk/look-again.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { codeOf, showCase } from './show-case.ts'

const RecheckForm = z.object({
  verdict: z.enum(['right', 'wrong']),
  recheckNote: z.string().trim().max(500).catch(''),
})

/** A colleague's look at a decision that was taken alone (features E11). */
export function recheckRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.staff.reportRecheck(':code'), (req, res) => res.redirect(303, paths.staff.report(codeOf(req))))
    .post(paths.staff.reportRecheck(':code'), requireOfficer(...rolesFor('recheck_case')), async (req, res) => {
      const form = RecheckForm.safeParse(req.form)
      if (!form.success) return res.redirect(303, paths.staff.report(codeOf(req)))
      const { verdict, recheckNote: note } = form.data
      const looked = await lookAgain(app, { officer: officerOf(req), code: codeOf(req), verdict, note })
      if (looked.ok) return res.redirect(303, `${paths.staff.report(codeOf(req))}?da=recheck_${verdict}`)
      if (looked.objection.code !== 'reason_needed')
        return showCase(app, render, req, res, { objection: looked.objection }, statusOf(looked.objection.code))
      const message = render.sentence('desk.recheck.noteNeeded', req.locale)
      const errors = { of: { recheckNote: message }, list: [{ href: '#recheckNote', message }] }
      return showCase(app, render, req, res, { open: 'recheck', values: req.form, errors }, 422)
    })
}
