import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { listBatches, openBatch, settleBatch } from '../../../core/use-cases/batches/find-wrong-batches.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import type { Say } from '../queue/view.ts'
import { statusOf } from '../say-objection.ts'
import { batchSheet, batchView, listView } from './view.ts'

const SettleForm = z.object({ state: z.enum(['asked', 'settled', 'false_alarm']) })

/** A day's entries of one account at one place that went wrong together, and one fix for all of them (features E18). */
export function batchRoutes(app: App, render: Renderer): Router {
  const allowed = requireOfficer(...rolesFor('see_batches'))
  const say =
    (req: Request): Say =>
    (key, params) =>
      render.sentence(key, req.locale, params)
  const onBatch = (req: Request) => ({ officer: officerOf(req), batchId: String(req.params.id) })
  const list = async (req: Request, res: Response, anew: boolean) => {
    const found = await listBatches(app, { officer: officerOf(req), anew })
    if (!found.ok) return objected(res, found.objection)
    return anew ? res.redirect(303, paths.staff.batches) : res.page('staff/batches', listView(found.value, say(req)))
  }
  return Router()
    .get(paths.staff.batches, allowed, (req, res) => list(req, res, false))
    .post(paths.staff.batches, allowed, (req, res) => list(req, res, true))
    .get(paths.staff.batch(':id'), allowed, async (req, res) => {
      const opened = await openBatch(app, onBatch(req))
      if (!opened.ok) return objected(res, opened.objection)
      return res.page('staff/batch', batchView(opened.value, say(req)))
    })
    .post(paths.staff.batch(':id'), allowed, async (req, res, next) => {
      const form = SettleForm.safeParse(req.form)
      if (!form.success) return next()
      const settled = await settleBatch(app, { ...onBatch(req), ...form.data })
      if (!settled.ok) return objected(res, settled.objection)
      return res.redirect(303, paths.staff.batch(String(req.params.id)))
    })
    .get(paths.staff.batchSheet(':id'), allowed, async (req, res) => {
      const opened = await openBatch(app, onBatch(req))
      if (!opened.ok) return objected(res, opened.objection)
      const sheet = await app.sheets.write(batchSheet(opened.value, say(req)))
      return res.attachment('lo-nhap-sai.xlsx').send(sheet)
    })
}

function objected(res: Response, { code }: Objection): void {
  const status = code === 'no_such_list' ? 404 : statusOf(code)
  res.page('staff/objection', { code, backHref: paths.staff.batches }, status)
}
