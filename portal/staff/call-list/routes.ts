import { type Request, type Response, Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { listCalls, settleCall } from '../../../core/use-cases/thread/call-list.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { CallForm, CallQuery } from './form.ts'
import { callListView } from './view.ts'

/** Citizens whom no channel reached, for whoever picks up the telephone (features I02, I04). */
export function callListRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('talk_to_citizens'))
  const show = async (req: Request, res: Response, gone: boolean) => {
    const listed = await listCalls(app, { officer: officerOf(req) })
    if (!listed.ok) {
      const { code } = listed.objection
      return res.page('staff/objection', { code, backHref: paths.staff.home }, statusOf(code))
    }
    const told = gone ? null : CallQuery.parse(req.query).da
    return res.page('staff/call-list', callListView(listed.value, { told, gone }, req.locale, render), gone ? 409 : 200)
  }
  return Router()
    .get(paths.staff.callList, allowed, (req, res) => show(req, res, false))
    .post(paths.staff.callList, allowed, async (req, res) => {
      const form = CallForm.safeParse(req.form)
      if (!form.success) return show(req, res, true)
      const { id: callId, outcome } = form.data
      const settled = await settleCall(app, { officer: officerOf(req), callId, outcome })
      if (!settled.ok) return show(req, res, true)
      return res.redirect(303, `${paths.staff.callList}?da=${outcome}`)
    })
}
