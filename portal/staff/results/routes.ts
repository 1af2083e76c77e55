import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { acceptConflict } from '../../../core/use-cases/exchange/accept-conflict.ts'
import { exportDesk, resultImport, resultImports } from '../../../core/use-cases/exchange/read-exchange.ts'
import { requestSettle } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import type { Say } from '../exports/view.ts'
import { errorFile } from '../imports/error-file.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { ActForm, ToldQuery, UploadForm } from './form.ts'
import { listView } from './list-view.ts'
import { objectionSentence } from './objection-sentence.ts'
import { resultView } from './view.ts'

/** The Platform's verification list comes back: preview, apply, and what became of what was sent out (features G03, G05, G06). */
export function resultRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('import_records'))
  return Router()
    .get(paths.staff.results, station, (req, res) => showList(app, render, req, res, null))
    .post(paths.staff.results, station, (req, res) => receive(app, render, req, res))
    .get(paths.chain.result(':id'), station, (req, res, next) => showOne(app, render, req, res, next, null))
    .post(paths.chain.result(':id'), station, (req, res, next) => act(app, render, req, res, next))
    .get(paths.chain.resultErrors(':id'), station, async (req, res, next) => {
      const found = await find(app, req)
      if (!found) return next()
      const { run } = found
      await noteReading(app, { officer: officerOf(req), action: 'read_result_errors', ...subjectOf(run.id) })
      res.attachment(`loi-${run.id.slice(0, 8)}.xlsx`).send(await errorFile(app, run, req.locale, render))
    })
}

const subjectOf = (importId: string) => ({ subjectKind: 'import' as const, subjectId: importId })

async function showList(app: App, render: Renderer, req: Request, res: Response, fault: string | null) {
  const runs = await resultImports(app, officerOf(req).unitId)
  res.page('staff/result-list', listView(runs, sayIn(render, req.locale), fault), fault ? 422 : 200)
}

async function receive(app: App, render: Renderer, req: Request, res: Response) {
  const say = sayIn(render, req.locale)
  const officer = actingOfficer(req)
  const form = UploadForm.safeParse(req.form)
  const file = req.files[0]
  if (!form.success) return showList(app, render, req, res, say('exchangeresults.errors.rows'))
  if (!file) return showList(app, render, req, res, say('exchangeresults.errors.fileMissing'))
  const { filename: fileName, bytes } = file
  const rowsDeclared = form.data.rows ?? null
  const sent = await uploadResults(app, { officer, unitId: officer.unitId, fileName, bytes, rowsDeclared })
  if (!sent.ok) return showList(app, render, req, res, objectionSentence(sent.objection, say))
  const { importId, known } = sent.value
  res.redirect(303, paths.chain.result(importId) + (known ? '?told=known' : ''))
}

async function showOne(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  next: NextFunction,
  objection: Objection | null,
) {
  const found = await find(app, req)
  if (!found) return next()
  await noteReading(app, { officer: officerOf(req), action: 'read_result', ...subjectOf(found.run.id) })
  const say = sayIn(render, req.locale)
  const isContested = found.settled.some((row) => row.state === 'changed_by_other')
  const { conflicts } = isContested ? await exportDesk(app, officerOf(req).unitId) : { conflicts: [] }
  const told = ToldQuery.safeParse(req.query)
  const view = resultView({ ...found, conflicts }, say, {
    fault: objection && objectionSentence(objection, say),
    told: told.success && !objection ? say(`exchangeresults.told.${told.data.told}`) : null,
  })
  res.page('staff/result-one', view, objection ? 409 : 200)
}

async function act(app: App, render: Renderer, req: Request, res: Response, next: NextFunction) {
  const found = await find(app, req)
  const form = ActForm.safeParse(req.form)
  if (!found || !form.success) return next()
  const officer = actingOfficer(req)
  const here = paths.chain.result(found.run.id)
  const outcome =
    form.data.act === 'apply'
      ? await requestSettle(app, { officer, importId: found.run.id })
      : await acceptConflict(app, { officer, changeId: form.data.changeId })
  if (!outcome.ok) return showOne(app, render, req, res, next, outcome.objection)
  res.redirect(303, form.data.act === 'apply' ? here : `${here}?told=accepted`)
}

async function find(app: App, req: Request) {
  const id = z.uuid().safeParse(req.params.id)
  const found = id.success ? await resultImport(app, officerOf(req).unitId, id.data) : null
  return found?.ok ? found.value : null
}

function sayIn(render: Renderer, locale: Locale): Say {
  return (key, params) => render.sentence(key, locale, params)
}
