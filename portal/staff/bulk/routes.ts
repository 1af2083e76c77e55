import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { confirmBulk, runBulkNow, undoBulk } from '../../../core/use-cases/bulk/confirm-bulk.ts'
import { listForBulk } from '../../../core/use-cases/bulk/list-for-bulk.ts'
import { openBulk, recentBulks } from '../../../core/use-cases/bulk/open-bulk.ts'
import { planBulk } from '../../../core/use-cases/bulk/plan-bulk.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { isOpenOnly, QueueQuery } from '../queue/form.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { chooseView } from './choose-view.ts'
import { BulkAct, BulkForm, BulkQuery } from './form.ts'
import { bulkView } from './view.ts'
import { wordsFor } from './words.ts'

interface Deps {
  app: App
  render: Renderer
}

const ACTS = { confirm: confirmBulk, undo: undoBulk, now: runBulkNow } as const

/** One decision about many cases: choose, see the exact effect, confirm, and ten minutes to take it back (features E06). */
export function bulkRoutes(app: App, render: Renderer): Router {
  const deps = { app, render }
  const allowed = requireOfficer(...rolesFor('decide_many'))
  return Router()
    .get(paths.staff.bulk, allowed, (req, res) => choose(deps, req, res, noErrors, 200))
    .post(paths.staff.bulk, allowed, (req, res) => plan(deps, req, res))
    .get(paths.staff.bulkOne(':id'), allowed, (req, res, next) =>
      z.uuid().safeParse(req.params.id).success ? show(deps, req, res, null, 200) : next(),
    )
    .post(paths.staff.bulkOne(':id'), allowed, async (req, res, next) => {
      const [id, form] = [z.uuid().safeParse(req.params.id), BulkAct.safeParse(req.form)]
      if (!id.success || !form.success) return next()
      const acted = await ACTS[form.data.act](app, { officer: officerOf(req), bulkId: id.data })
      if (!acted.ok) return show(deps, req, res, acted.objection, statusOf(acted.objection.code))
      return res.redirect(303, paths.staff.bulkOne(id.data))
    })
}

const say =
  ({ render }: Deps, req: Request): Say =>
  (key, params) =>
    render.sentence(key, req.locale, params)

/** The filter of the work list stays in the address, so that the same rows are meant after a press. */
function chosenRows({ app }: Deps, req: Request) {
  const { after: _page, ...query } = QueueQuery.parse(req.query)
  const { order, all, look: awaitsLook, ...filter } = query
  const wanted = { ...filter, awaitsLook, open: isOpenOnly(query) }
  return listForBulk(app, { officer: officerOf(req), filter: wanted, order })
}

async function choose(deps: Deps, req: Request, res: Response, errors: FormErrors, status: number): Promise<void> {
  const found = await chosenRows(deps, req)
  if (!found.ok) return objected(res, found.objection)
  const typed = { bulkId: deps.app.newId(), ...req.form }
  const recent = await recentBulks(deps.app, officerOf(req))
  const view = chooseView(found.value, { typed, errors, recent, action: req.originalUrl }, say(deps, req))
  res.page('staff/bulk', view, status)
}

async function plan(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = BulkForm.safeParse(req.form)
  if (!form.success) return choose(deps, req, res, formErrors(form.error, say(deps, req)), 422)
  const { bulkId, decision } = form.data
  const all = form.data.codes ? null : await chosenRows(deps, req)
  const codes = form.data.codes ?? (all?.ok ? all.value.rows.map(({ code }) => code) : [])
  const words = wordsFor(deps.render, decision)
  const planned = await planBulk(deps.app, { officer: officerOf(req), bulkId, decision, words, codes })
  if (!planned.ok) return objected(res, planned.objection)
  return res.redirect(303, paths.staff.bulkOne(planned.value.bulkId))
}

async function show(deps: Deps, req: Request, res: Response, objection: Objection | null, status: number) {
  const { sau: after } = BulkQuery.parse(req.query)
  const found = await openBulk(deps.app, { officer: officerOf(req), bulkId: String(req.params.id), after })
  if (!found.ok) return objected(res, found.objection)
  const shown = { objection, now: deps.app.now(), after }
  return res.page('staff/bulk-one', bulkView(found.value, shown, deps.render, req.locale), status)
}

function objected(res: Response, { code }: Objection): void {
  res.page('staff/objection', { code, backHref: paths.staff.bulk }, code === 'no_such_list' ? 404 : statusOf(code))
}
