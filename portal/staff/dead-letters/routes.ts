import { type Request, type Response, Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { listDeadLetters } from '../../../core/use-cases/dead-letters/list-dead-letters.ts'
import {
  discardDeadLetter,
  retryAllDeadLetters,
  retryDeadLetter,
} from '../../../core/use-cases/dead-letters/settle-dead-letters.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { type DeadLetterAct, DeadLetterForm, DoneQuery } from './form.ts'
import { deadLettersView } from './view.ts'

/** What nobody tries any more: why, and what people do about it (features M03). */
export function deadLetterRoutes(app: App, render: Renderer): Router {
  const handlers = requireOfficer(...rolesFor('see_dead_letters'))
  const show = async (req: Request, res: Response, objection: string | null) => {
    const listed = await listDeadLetters(app, { officer: officerOf(req) })
    const { letters, total } = listed.ok ? listed.value : { letters: [], total: 0 }
    const told = DoneQuery.safeParse(req.query)
    const said = objection ?? (listed.ok ? null : listed.objection.code)
    const now = { letters, total, done: told.success && !said ? told.data : null, objection: said }
    res.page('staff/dead-letters', deadLettersView(now, req.locale, render), said ? 409 : 200)
  }

  return Router()
    .get(paths.staff.deadLetters, handlers, (req, res) => show(req, res, null))
    .post(paths.staff.deadLetters, handlers, async (req, res) => {
      const form = DeadLetterForm.safeParse(req.form)
      if (!form.success) return show(req, res, 'changed_meanwhile')
      const outcome = await settle(app, form.data, officerOf(req))
      if (!outcome.ok) return show(req, res, outcome.objection.code)
      const count = outcome.value?.opened ?? 1
      res.redirect(303, `${paths.staff.deadLetters}?done=${form.data.act}&count=${count}`)
    })
}

function settle(app: App, form: DeadLetterAct, officer: ReturnType<typeof officerOf>) {
  if (form.act === 'retry_all') return retryAllDeadLetters(app, { officer })
  return form.act === 'retry'
    ? retryDeadLetter(app, { ...form, officer })
    : discardDeadLetter(app, { ...form, officer })
}
