import { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import { done, type Outcome } from '../../../core/domain/objection.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { changePost } from '../../../core/use-cases/staff/change-post.ts'
import { confirmPerson } from '../../../core/use-cases/staff/confirm-person.ts'
import { leaveStaff } from '../../../core/use-cases/staff/leave.ts'
import { linkProvince } from '../../../core/use-cases/staff/link-province.ts'
import { oneOfStaff } from '../../../core/use-cases/staff/list-staff.ts'
import { askRecovery } from '../../../core/use-cases/staff/recover.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { PersonForm } from './form.ts'
import { doneIn, saidAt, typedIn } from './say.ts'
import { personView } from './view.ts'

/** One officer: posts, loans, a lost second factor, leaving (features K02–K04). */
export function personRoutes(app: App, render: Renderer): Router {
  const leaders = requireOfficer(...rolesFor('manage_staff'))
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const staffId = String(req.params.id)
    const one = isRowId(staffId) ? await oneOfStaff(app, { officer: officerOf(req), staffId }) : null
    if (!one?.ok) return res.page('staff/objection', { code: 'person_not_here', backHref: paths.staff.people }, 404)
    const typed = typedIn(req, ['place', 'from', 'until'])
    const told = { done: doneIn(req, render), errors, typed, province: app.province !== null }
    return res.page('staff/person', { ...personView(one.value, req.locale, render), ...told }, status)
  }
  return Router()
    .get(paths.staff.person(':id'), leaders, (req, res) => show(req, res, noErrors))
    .post(paths.staff.person(':id'), leaders, async (req, res) => {
      const staffId = String(req.params.id)
      const form = PersonForm.safeParse(req.form)
      if (!form.success || !isRowId(staffId)) {
        const errors = form.success ? noErrors : formErrors(form.error, (key) => render.sentence(key, req.locale))
        return show(req, res, errors, 422)
      }
      const outcome = await settle(app, req, staffId, form.data)
      if (outcome.ok) return res.redirect(303, `${paths.staff.person(staffId)}?xong=da`)
      return show(req, res, saidAt(render, req, outcome.objection, 'main'), statusOf(outcome.objection.code))
    })
}

async function settle(
  app: App,
  req: Request,
  staffId: string,
  form: z.infer<typeof PersonForm>,
): Promise<Outcome<unknown>> {
  const officer = officerOf(req)
  if (form.act === 'change') {
    const { place, from, until } = form
    return changePost(app, { officer, staffId, wish: { ...place, from, until } })
  }
  if (form.act === 'confirm') return confirmPerson(app, { officer, staffId })
  if (form.act === 'recover') return askRecovery(app, { officer, staffId })
  if (form.act === 'province') return linkProvince(app, { officer, staffId, subject: form.subject })
  const left = await leaveStaff(app, { officer, staffId, to: form.to || null })
  return left.ok ? done(null) : left
}
