import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { drawUpHamletLists } from '../../../core/use-cases/hamlet/draw-up-hamlet-lists.ts'
import { openSheetPhoto } from '../../../core/use-cases/hamlet/hamlet-sheets.ts'
import { hamletDesk, hamletList } from '../../../core/use-cases/hamlet/read-hamlet.ts'
import { setHamlet } from '../../../core/use-cases/hamlet/set-hamlet.ts'
import { settleHamletValue } from '../../../core/use-cases/hamlet/settle-hamlet-value.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { Say } from '../../hamlet/row-view.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { deskView } from './desk-view.ts'
import { type Done, type HamletDeps, listAct, type NewLinkShown, printedSheet, toldOf } from './list-acts.ts'
import { listView } from './list-view.ts'

const many = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.uuid()))
const DeskForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('draw_up'), hamlet: z.string().max(200) }),
  z.object({ act: z.literal('set_hamlet'), hamlet: z.string().max(200), cases: many }),
  z.object({ act: z.literal('hamlet'), caseId: z.uuid() }),
  z.object({ act: z.literal('station'), caseId: z.uuid() }),
])

/** The station's side of the hamlet's review (2262 step 2, features E13). */
export function hamletRoutes(deps: HamletDeps): Router {
  const { app, render } = deps
  const station = requireOfficer(...rolesFor('review_with_hamlet'))
  const { desk, list, print, sheetPhoto } = paths.hamlet
  return Router()
    .get(desk, station, (req, res) => showDesk(deps, req, res, null))
    .post(desk, station, async (req, res) => {
      const outcome = await deskAct(app, req)
      if (!outcome.ok) return showDesk(deps, req, res, outcome.objection)
      res.redirect(303, `${desk}?${toldOf(outcome.done)}`)
    })
    .get(print(':number'), station, async (req, res, next) => {
      const found = await hamletList(app, officerOf(req), numberOf(req))
      if (!found.ok) return next()
      res.page('staff/hamlet-print', await printedSheet(deps, found.value, sayIn(render, req)))
    })
    .get(sheetPhoto(':number', ':id'), station, async (req, res, next) => {
      const sheet = { officer: actingOfficer(req), number: numberOf(req), sheetId: String(req.params.id) }
      const jpeg = await openSheetPhoto(app, sheet)
      if (!jpeg) return next()
      res.type('jpeg').set('Content-Disposition', 'inline').send(jpeg)
    })
    .get(list(':number'), station, (req, res, next) => showList(deps, req, res, next, { objection: null, link: null }))
    .post(list(':number'), station, async (req, res, next) => {
      const found = await hamletList(app, officerOf(req), numberOf(req))
      if (!found.ok) return next()
      const outcome = await listAct(deps, req, found.value.list, actingOfficer(req))
      if (!outcome.ok) return showList(deps, req, res, next, { objection: outcome.objection, link: null })
      // Link and PIN are shown once, so this answer is the page itself.
      if (outcome.link) return showList(deps, req, res, next, { objection: null, link: outcome.link })
      if (outcome.again) return showList(deps, req, res, next, { objection: null, link: null, again: outcome.done })
      res.redirect(303, `${list(numberOf(req))}?${toldOf(outcome.done)}`)
    })
}

const numberOf = (req: Request) => String(req.params.number)

const sayIn =
  (render: Renderer, req: Request): Say =>
  (key, params) =>
    render.sentence(key, req.locale, params)

async function deskAct(
  app: App,
  req: Request,
): Promise<{ ok: true; done: Done } | { ok: false; objection: Objection }> {
  const form = DeskForm.safeParse(req.form)
  if (!form.success) return { ok: false, objection: { code: 'list_empty' } }
  const officer = actingOfficer(req)
  if (form.data.act === 'draw_up') {
    const drawn = await drawUpHamletLists(app, { officer, hamlet: form.data.hamlet || null })
    return drawn.ok ? { ok: true, done: { da: 'lap', so: drawn.value.length } } : drawn
  }
  if (form.data.act === 'set_hamlet') {
    const set = await setHamlet(app, { officer, hamlet: form.data.hamlet, caseIds: form.data.cases })
    return set.ok ? { ok: true, done: { da: 'xep', so: set.value } } : set
  }
  const settled = await settleHamletValue(app, { officer, caseId: form.data.caseId, take: form.data.act })
  return settled.ok ? { ok: true, done: { da: 'chon', so: 1 } } : settled
}

async function showDesk({ app, render }: HamletDeps, req: Request, res: Response, objection: Objection | null) {
  const found = await hamletDesk(app, officerOf(req))
  const say = sayIn(render, req)
  res.page('staff/hamlet-desk', deskView(found, { req, objection, now: app.now() }, say), objection ? 409 : 200)
}

interface Shown {
  objection: Objection | null
  link: NewLinkShown | null
  /** Some rows were taken, others must be looked at: the page says both. */
  again?: Done
}

async function showList(deps: HamletDeps, req: Request, res: Response, next: NextFunction, shown: Shown) {
  const found = await hamletList(deps.app, officerOf(req), numberOf(req))
  if (!found.ok) return next()
  const view = listView(found.value, { req, ...shown, now: deps.app.now() }, sayIn(deps.render, req))
  res.page('staff/hamlet-list', view, shown.objection ? 409 : shown.again ? 422 : 200)
}
