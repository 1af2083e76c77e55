import { type Request, type Response, Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { answerRightsRequest, listRequests } from '../../../core/use-cases/rights/answer-request.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { AnswerForm } from './form.ts'
import { rightsView } from './view.ts'

/** Requests of citizens about their data, with both clocks of domain 8.1 (features L05). */
export function rightsDeskRoutes(app: App, render: Renderer): Router {
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const listed = await listRequests(app, { officer: officerOf(req) })
    if (!listed.ok) {
      const { code } = listed.objection
      return res.page('staff/objection', { code, backHref: paths.staff.home }, statusOf(code))
    }
    const done = req.query.xong === 'da' ? render.sentence('rights.desk.done', req.locale) : null
    const view = rightsView(listed.value, typedOf(req), req.locale, render)
    return res.page('staff/rights', { ...view, done, errors }, status)
  }
  return Router()
    .get(paths.staff.rights, requireOfficer(...rolesFor('see_rights')), (req, res) => show(req, res, noErrors))
    .post(paths.staff.rights, requireOfficer(...rolesFor('answer_rights')), async (req, res) => {
      const form = AnswerForm.safeParse(req.form)
      if (!form.success)
        return show(req, res, wrongAt(req, render.sentence('objections.formNotReadable', req.locale)), 422)
      const answered = await answerRightsRequest(app, { officer: officerOf(req), ...form.data })
      if (answered.ok) return res.redirect(303, `${paths.staff.rights}?xong=da`)
      const { code } = answered.objection
      const key = code === 'reason_needed' ? 'rights.desk.answerNeeded' : `objections.${code}`
      const message = render.sentence(key, req.locale, answered.objection.detail)
      return show(req, res, wrongAt(req, message), statusOf(code))
    })
}

/** An answer that was not taken stays in its field. */
const typedOf = ({ form }: Request) => AnswerForm.pick({ id: true, answer: true }).safeParse(form).data ?? null

/** Beside the field of the very request the officer wrote for. */
function wrongAt(req: Request, message: string): FormErrors {
  const { id } = req.form
  const field = typeof id === 'string' ? `answer-${id}` : 'main'
  return { of: { [field]: message }, list: [{ href: `#${field}`, message }] }
}
