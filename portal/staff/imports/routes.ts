import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { ImportRun } from '../../../core/ports/imports.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { requestApply } from '../../../core/use-cases/imports/apply-import.ts'
import { undoImport } from '../../../core/use-cases/imports/undo-import.ts'
import { uploadImport } from '../../../core/use-cases/imports/upload-import.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { UploadForm } from '../results/form.ts'
import { errorFile } from './error-file.ts'
import { importView, listView } from './view.ts'

const RECENT = 30
const ERRORS_SHOWN = 50

const subjectOf = (importId: string) => ({ subjectKind: 'import' as const, subjectId: importId })

/** The Platform's export comes in: upload, preview with control totals, apply, undo (2262 step 1; features G06, G14). */
export function importRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('import_records'))
  const showList = async (req: Request, res: Response, fault: string | null = null) => {
    const runs = await app.store.transaction((tx) => tx.imports.ofUnit(officerOf(req).unitId, RECENT))
    res.page('staff/imports', listView(recordRuns(runs), req.locale, render, fault), fault ? 422 : 200)
  }
  const showOne = async (req: Request, res: Response, next: NextFunction, fault: string | null = null) => {
    const found = await find(app, idOf(req), officerOf(req).unitId)
    if (!found) return next()
    await noteReading(app, { officer: officerOf(req), action: 'read_import_errors', ...subjectOf(found.run.id) })
    res.page('staff/import', importView(found.run, found, req.locale, render, fault), fault ? 409 : 200)
  }
  return Router()
    .get(paths.staff.imports, station, (req, res) => showList(req, res))
    .post(paths.staff.imports, station, async (req, res) => {
      const sent = await receive(app, render, req)
      if ('fault' in sent) return showList(req, res, sent.fault)
      res.redirect(303, paths.staff.import(sent.importId))
    })
    .get(paths.staff.import(':id'), station, (req, res, next) => showOne(req, res, next))
    .get(paths.staff.importErrors(':id'), station, async (req, res, next) => {
      const found = await find(app, idOf(req), officerOf(req).unitId)
      if (!found) return next()
      await noteReading(app, { officer: officerOf(req), action: 'read_import_errors', ...subjectOf(found.run.id) })
      res.attachment(`loi-${found.run.id.slice(0, 8)}.xlsx`).send(await errorFile(app, found.run, req.locale, render))
    })
    .post(paths.staff.importAct(':id', ':act'), station, async (req, res, next) => {
      const command = { importId: idOf(req), officer: actingOfficer(req) }
      if (!z.uuid().safeParse(command.importId).success) return next()
      const outcome = req.params.act === 'ghi' ? await requestApply(app, command) : await undoImport(app, command)
      if (outcome.ok) return res.redirect(303, paths.staff.import(command.importId))
      const { code, detail } = outcome.objection
      return showOne(req, res, next, render.sentence(`objections.${code}`, req.locale, detail))
    })
}

async function receive(app: App, render: Renderer, req: Request): Promise<{ importId: string } | { fault: string }> {
  const officer = actingOfficer(req)
  const form = UploadForm.safeParse(req.form)
  const file = req.files[0]
  if (!form.success) return { fault: render.sentence('imports.errors.rows', req.locale) }
  if (!file) return { fault: render.sentence('imports.errors.fileMissing', req.locale) }
  const { filename: fileName, bytes } = file
  const sent = await uploadImport(app, {
    officer,
    unitId: officer.unitId,
    fileName,
    bytes,
    rowsDeclared: form.data.rows ?? null,
    isWhole: form.data.whole === 'yes',
  })
  if (sent.ok) return sent.value
  return { fault: render.sentence(`objections.${sent.objection.code}`, req.locale, sent.objection.detail) }
}

const idOf = (req: Request): string => String(req.params.id ?? '')

/** Result lists have a page of their own. */
const recordRuns = (runs: ImportRun[]) => runs.filter((run) => run.kind !== 'results')

async function find(app: App, id: string, unitId: string) {
  if (!z.uuid().safeParse(id).success) return null
  return app.store.transaction(async (tx) => {
    const run = await tx.imports.get(id)
    if (!run || run.unitId !== unitId || run.kind === 'results') return null
    const some = { offset: 0, limit: ERRORS_SHOWN }
    return {
      run,
      errors: await tx.imports.rows(run.id, { ...some, only: 'errors' }),
      repaired: await tx.imports.rows(run.id, { ...some, only: 'repairs' }),
      repairs: await tx.imports.countRepairs(run.id),
    }
  })
}
