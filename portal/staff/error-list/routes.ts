import { Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { openErrorList } from '../../../core/use-cases/error-list/open-error-list.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { ErrorListQuery, errorListView } from './view.ts'

/** The Platform's error list as a worklist; the press that invites is that of the reminders (features E14, I07). */
export function errorListRoutes(app: App, render: Renderer): Router {
  return Router().get(paths.staff.errorList, requireOfficer(...rolesFor('see_error_list')), async (req, res) => {
    const query = ErrorListQuery.parse(req.query)
    const { nhom: errorClass, lien_lac: standing, sau: after } = query
    const opened = await openErrorList(app, { officer: officerOf(req), errorClass, standing, after })
    if (!opened.ok) {
      const { code } = opened.objection
      return res.page('staff/objection', { code, backHref: paths.staff.home }, statusOf(code))
    }
    const say: Say = (key, params) => render.sentence(key, req.locale, params)
    return res.page('staff/error-list', errorListView(opened.value, query, say))
  })
}
