import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { drawUpMergePlan, openMergePlan } from '../../../core/use-cases/duplicates/merge-plan.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { planSheet, planView } from './plan-view.ts'

/** What the Platform is told about joined records: drawn up once, opened and fetched again as often as needed (features E08). */
export function planRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('join_records'))
  const say =
    (req: Request): Say =>
    (key, params) =>
      render.sentence(key, req.locale, params)
  const planOf = (req: Request) => openMergePlan(app, { officer: officerOf(req), planId: String(req.params.id) })
  return Router()
    .get(paths.staff.mergePlans, (_req, res) => res.redirect(303, paths.staff.duplicates))
    .post(paths.staff.mergePlans, allowed, async (req, res) => {
      const drawn = await drawUpMergePlan(app, { officer: officerOf(req) })
      return drawn.ok ? res.redirect(303, paths.staff.mergePlan(drawn.value.planId)) : objected(res, drawn.objection)
    })
    .get(paths.staff.mergePlan(':id'), allowed, async (req, res) => {
      const opened = await planOf(req)
      if (!opened.ok) return objected(res, opened.objection)
      return res.page('staff/merge-plan', planView(opened.value, say(req)))
    })
    .get(paths.staff.mergePlanSheet(':id'), allowed, async (req, res) => {
      const opened = await planOf(req)
      if (!opened.ok) return objected(res, opened.objection)
      return res.attachment('ke-hoach-gop-ho-so.xlsx').send(await app.sheets.write(planSheet(opened.value, say(req))))
    })
}

function objected(res: Response, { code }: Objection): void {
  const status = code === 'no_such_list' ? 404 : statusOf(code)
  res.page('staff/objection', { code, backHref: paths.staff.duplicates }, status)
}
