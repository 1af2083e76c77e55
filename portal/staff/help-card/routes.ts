import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../core/ports/app.ts'
import { seeHint } from '../../../core/use-cases/training/see-hint.ts'
import type { Renderer } from '../../../templates/render.ts'
import { ownPathOr, paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'

const STEPS = ['1', '2', '3', '4', '5', '6'] as const
const NEVER = ['1', '2', '3'] as const
const Seen = z.object({ page: z.string().regex(/^[\w]{1,40}$/), ve: z.string().optional() })

/** One page per role, to print and to hang beside the desk; and the hints of first use (features K11). */
export function helpCardRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.staff.helpCard, requireOfficer(), (req, res) => {
      const { role } = officerOf(req)
      const say = (key: string) => render.sentence(`helpcard.${role}.${key}`, req.locale)
      res.page('staff/help-card', {
        role: render.sentence(`people.roles.${role}`, req.locale),
        duty: say('duty'),
        steps: STEPS.map((no) => say(`steps.${no}`)),
        never: NEVER.map((no) => say(`never.${no}`)),
        clock: say('clock'),
        ask: say('ask'),
      })
    })
    .post(paths.staff.hintSeen, requireOfficer(), async (req, res) => {
      const form = Seen.safeParse(req.form)
      if (form.success) await seeHint(app, { officer: officerOf(req), page: form.data.page })
      res.redirect(303, ownPathOr(paths.staff.home, req.form.ve))
    })
}
