import { Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { takeOverCase, whoHolds } from '../../../core/use-cases/desk/case-hold.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { holdView } from './hold-view.ts'
import { codeOf, showCase } from './show-case.ts'

const Seen = z.coerce.number().int().positive().nullable().catch(null)

/** Who has the case open, for the badge that follows, and the press that takes it over (features E04). */
export function holdRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.staff.reportHold(':code'), requireOfficer(...rolesFor('see_case')), async (req, res) => {
      const found = await whoHolds(app, { officer: officerOf(req), code: codeOf(req) })
      if (!found.ok) {
        const { code } = found.objection
        return res.page('staff/objection', { code, backHref: paths.staff.queue }, statusOf(code))
      }
      const say: Say = (key, params) => render.sentence(key, req.locale, params)
      const version = Seen.parse(req.query.ban)
      const isStale = version !== null && version !== found.value.version
      return res.page('staff/case-hold', { code: found.value.code, hold: holdView(found.value, isStale, say) })
    })
    .post(paths.staff.reportHold(':code'), requireOfficer(...rolesFor('decide_case')), async (req, res) => {
      const taken = await takeOverCase(app, { officer: officerOf(req), code: codeOf(req) })
      if (taken.ok) return res.redirect(303, `${paths.staff.report(codeOf(req))}?da=take_over`)
      const status = statusOf(taken.objection.code)
      return showCase(app, render, req, res, { objection: taken.objection }, status)
    })
}
