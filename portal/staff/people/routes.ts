import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { choosePost } from '../../../core/use-cases/staff/choose-post.ts'
import { inviteStaff } from '../../../core/use-cases/staff/invite-staff.ts'
import { listStaff } from '../../../core/use-cases/staff/list-staff.ts'
import { settleRequest } from '../../../core/use-cases/staff/settle-request.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { InviteForm, SettleForm } from './form.ts'
import { personRoutes } from './person-routes.ts'
import { doneIn, saidAt, typedIn } from './say.ts'
import { peopleView, slipView } from './view.ts'

/** The people of a unit: invited, given roles with dates, confirmed by a second person (features K02). */
export function peopleRoutes(app: App, render: Renderer): Router {
  const leaders = requireOfficer(...rolesFor('manage_staff'))
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const listed = await listStaff(app, { officer: officerOf(req) })
    const typed = typedIn(req, ['login', 'fullName', 'place', 'from', 'until'])
    const done = doneIn(req, render)
    return res.page('staff/people', { ...peopleView(listed, req.locale, render), typed, done, errors }, status)
  }
  const object = (req: Request, res: Response, objection: Objection, field: string) =>
    show(req, res, saidAt(render, req, objection, field), statusOf(objection.code))

  return Router()
    .use(personRoutes(app, render))
    .get(paths.staff.people, leaders, (req, res) => show(req, res, noErrors))
    .post(paths.staff.people, leaders, async (req, res) => {
      const word = SettleForm.safeParse(req.form)
      const officer = officerOf(req)
      if (word.success) {
        const settled = await settleRequest(app, { officer, id: word.data.id, yes: word.data.yes === 'yes' })
        if (!settled.ok) return object(req, res, settled.objection, 'main')
        if (settled.value) return res.page('staff/password-slip', slipView(settled.value, app.settings.publicUrl))
        return res.redirect(303, `${paths.staff.people}?xong=da`)
      }
      const form = InviteForm.safeParse(req.form)
      if (!form.success)
        return show(
          req,
          res,
          formErrors(form.error, (key) => render.sentence(key, req.locale)),
          422,
        )
      const { login, fullName, place, from, until } = form.data
      const invited = await inviteStaff(app, { officer, login, fullName, ...place, from, until })
      if (!invited.ok)
        return object(req, res, invited.objection, invited.objection.code === 'login_taken' ? 'login' : 'place')
      return res.page('staff/password-slip', slipView(invited.value, app.settings.publicUrl))
    })
    .post(paths.staff.choosePost, requireOfficer(), async (req, res) => {
      const postId = typeof req.form.post === 'string' ? req.form.post : ''
      await choosePost(app, { officer: officerOf(req), token: sessionTokenOf(req) ?? '', postId })
      return res.redirect(303, paths.staff.home)
    })
}
