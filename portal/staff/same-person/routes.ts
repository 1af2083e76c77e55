import { type Request, type Response, Router } from 'express'
import type { Objection, Outcome } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { confirmNumber } from '../../../core/use-cases/same-person/confirm-number.ts'
import { confirmJoin, proposeJoin, undoJoin } from '../../../core/use-cases/same-person/join-records.ts'
import { openSamePerson } from '../../../core/use-cases/same-person/open-same-person.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { codeOf } from '../case/show-case.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { type SamePersonAct, SamePersonForm, SamePersonQuery } from './form.ts'
import { samePersonView } from './view.ts'

/** Other numbers and other records of the person of a case: two officers join, either undoes (features A14, B05). */
export function samePersonRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('join_records'))
  const show = async (req: Request, res: Response, objection: Objection | null, status = 200) => {
    const opened = await openSamePerson(app, { officer: officerOf(req), code: codeOf(req) })
    if (!opened.ok) {
      const { code } = opened.objection
      return res.page('staff/objection', { code, backHref: paths.staff.queue }, statusOf(code))
    }
    const told = SamePersonQuery.parse(req.query).da
    return res.page('staff/same-person', samePersonView(opened.value, { told, objection }, req.locale, render), status)
  }
  return Router()
    .get(paths.staff.samePerson(':code'), allowed, (req, res) => show(req, res, null))
    .post(paths.staff.samePerson(':code'), allowed, async (req, res) => {
      const form = SamePersonForm.safeParse(req.form)
      if (!form.success) return show(req, res, { code: 'changed_meanwhile' }, 409)
      const outcome = await carryOut(app, req, form.data)
      if (!outcome.ok) return show(req, res, outcome.objection, statusOf(outcome.objection.code))
      return res.redirect(303, `${paths.staff.samePerson(codeOf(req))}?da=${form.data.act}`)
    })
}

function carryOut(app: App, req: Request, act: SamePersonAct): Promise<Outcome<unknown>> {
  const about = { officer: officerOf(req), code: codeOf(req) }
  switch (act.act) {
    case 'propose':
      return proposeJoin(app, { ...about, joinedId: act.personId })
    case 'confirm':
      return confirmJoin(app, { ...about, joinId: act.joinId })
    case 'undo':
      return undoJoin(app, { ...about, joinId: act.joinId })
    default:
      return confirmNumber(app, { ...about, number: act.number })
  }
}
