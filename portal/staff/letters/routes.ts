import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { LETTER_KINDS } from '../../../core/ports/letters.ts'
import { drawUpLetters, lookAtLetters } from '../../../core/use-cases/letters/draw-up-letters.ts'
import { markHandedOver, openBatch } from '../../../core/use-cases/letters/letter-batch.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { letterSheets } from './letter-words.ts'
import { batchView, overviewView } from './view.ts'

const DrawUpForm = z.object({
  kind: z.enum(LETTER_KINDS),
  hamlet: z
    .string()
    .max(200)
    .transform((hamlet) => hamlet || null),
})
const BatchId = z.uuid()

/** Letters for people without a phone: counts by hamlet, one PDF for each batch, marked when carried round. */
export function letterRoutes(app: App, render: Renderer): Router {
  const routes = Router()
  const station = requireOfficer(...rolesFor('send_reminders'))
  const say = (req: Request) => (key: string, params?: Record<string, string | number>) =>
    render.sentence(key, req.locale, params)
  const batchOf = (req: Request) => {
    const id = BatchId.safeParse(req.params.id)
    return id.success ? openBatch(app, { officer: officerOf(req), batchId: id.data }) : null
  }

  routes.get(paths.staff.letters, station, async (req, res) => {
    const seen = await lookAtLetters(app, officerOf(req))
    return seen.ok ? res.page('staff/letters', overviewView(seen.value, say(req))) : objected(res, seen.objection)
  })

  routes.post(paths.staff.letters, station, async (req, res) => {
    const form = DrawUpForm.safeParse(req.form)
    if (!form.success) return objected(res, { code: 'nobody_to_remind' })
    const drawn = await drawUpLetters(app, { officer: officerOf(req), ...form.data })
    return drawn.ok ? res.redirect(303, paths.staff.letterBatch(drawn.value.batchId)) : objected(res, drawn.objection)
  })

  routes.get(paths.staff.letterPaper(':id'), station, async (req, res, next) => {
    const opened = await batchOf(req)
    if (!opened?.ok) return next()
    const pdf = await app.papers.lettersPdf(letterSheets(opened.value, render, app.settings.publicUrl))
    return res
      .type('pdf')
      .attachment(`thu-${opened.value.batch.id.slice(0, 8)}.pdf`)
      .send(pdf)
  })

  routes.get(paths.staff.letterBatch(':id'), station, async (req, res, next) => {
    const opened = await batchOf(req)
    if (!opened?.ok) return next()
    const [first] = letterSheets(opened.value, render, app.settings.publicUrl).letters
    return res.page('staff/letter-batch', batchView(opened.value, first, say(req)))
  })

  routes.post(paths.staff.letterBatch(':id'), station, async (req, res, next) => {
    const id = BatchId.safeParse(req.params.id)
    if (!id.success) return next()
    const marked = await markHandedOver(app, { officer: officerOf(req), batchId: id.data })
    return marked.ok ? res.redirect(303, paths.staff.letterBatch(id.data)) : objected(res, marked.objection)
  })
  return routes
}

function objected(res: Response, { code }: Objection): void {
  res.page('staff/objection', { code, backHref: paths.staff.letters }, statusOf(code))
}
