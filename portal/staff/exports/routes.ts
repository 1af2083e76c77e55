import { type NextFunction, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { noteReading } from '../../../core/use-cases/audit/note-reading.ts'
import { acceptConflict } from '../../../core/use-cases/exchange/accept-conflict.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { markSaved } from '../../../core/use-cases/exchange/mark-saved.ts'
import { exportDesk, exportFile, exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { deskView, exportView } from './view.ts'

const ActForm = z.union([
  z.object({ act: z.enum(['import_file', 'hand_edit']) }),
  z.object({ act: z.literal('conflict'), changeId: z.uuid() }),
])
const TickForm = z.object({ rowId: z.uuid(), anchor: z.string().regex(/^nguoi-\d+$/), saved: z.enum(['yes', 'no']) })

const idOf = (req: Request) => z.uuid().safeParse(req.params.id)

/** What is approved goes to the Platform: a file or a sheet to edit by (2262 step 4; features G01, G02, G05). */
export function exportRoutes(app: App, render: Renderer): Router {
  const station = requireOfficer(...rolesFor('export_for_platform'))
  return Router()
    .get(paths.staff.exports, station, (req, res) => showDesk(app, render, req, res))
    .post(paths.staff.exports, station, async (req, res, next) => {
      const form = ActForm.safeParse(req.form)
      if (!form.success) return next()
      const officer = actingOfficer(req)
      const outcome =
        form.data.act === 'conflict'
          ? await acceptConflict(app, { officer, changeId: form.data.changeId })
          : await exportForPlatform(app, { officer, kind: form.data.act })
      if (outcome.ok)
        return res.redirect(
          303,
          `${outcome.value ? paths.chain.export(outcome.value.id) : paths.staff.exports}?da=xong`,
        )
      const { code, detail } = outcome.objection
      return showDesk(app, render, req, res, render.sentence(`objections.${code}`, req.locale, detail))
    })
    .get(paths.chain.export(':id'), station, (req, res, next) => showExport(app, render, req, res, next))
    .post(paths.chain.export(':id'), station, async (req, res, next) => {
      const [id, form] = [idOf(req), TickForm.safeParse(req.form)]
      if (!id.success || !form.success) return next()
      const { rowId, saved, anchor } = form.data
      const command = { officer: actingOfficer(req), exportId: id.data, rowId, saved: saved === 'yes' }
      const outcome = await markSaved(app, command)
      if (!outcome.ok) return next()
      // Back to the same card: the clerk goes on from there.
      res.redirect(303, `${paths.chain.export(id.data)}#${anchor}`)
    })
    .get(paths.chain.exportFile(':id'), station, async (req, res, next) => {
      const id = idOf(req)
      const file = id.success ? await exportFile(app, officerOf(req).unitId, id.data) : null
      if (!id.success || !file?.ok) return next()
      await noteReading(app, {
        officer: officerOf(req),
        action: 'read_export_file',
        subjectKind: 'export',
        subjectId: id.data,
      })
      res.attachment(file.value.name).send(file.value.bytes)
    })
}

async function showDesk(app: App, render: Renderer, req: Request, res: Response, fault: string | null = null) {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const told = { fault, isAccepted: !fault && req.query.da === 'xong' }
  const officer = officerOf(req)
  await noteReading(app, { officer, action: 'read_export_desk', subjectKind: 'unit', subjectId: officer.unitId })
  res.page('staff/export-desk', deskView(await exportDesk(app, officerOf(req).unitId), say, told), fault ? 409 : 200)
}

async function showExport(app: App, render: Renderer, req: Request, res: Response, next: NextFunction) {
  const id = idOf(req)
  const found = id.success ? await exportOf(app, officerOf(req).unitId, id.data) : null
  if (!id.success || !found?.ok) return next()
  await noteReading(app, { officer: officerOf(req), action: 'read_export', subjectKind: 'export', subjectId: id.data })
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  res.page('staff/export-sheet', exportView(found.value, say, req.query.da === 'xong'))
}
