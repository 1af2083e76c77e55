import { Router } from 'express'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { passportAtCounter } from '../../../core/use-cases/passport/passport-at-counter.ts'
import { passportPaperWords } from '../../../templates/passport-paper.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { statusOf } from '../say-objection.ts'

/** The vaccine passport printed at the counter, in usual or large print (features H09). */
export function counterPassportRoutes(app: App, render: Renderer): Router {
  const counter = requireOfficer(...rolesFor('work_at_counter'))
  return Router().get(paths.passport.counterPaper(':id'), counter, async (req, res) => {
    const personId = String(req.params.id)
    const passport = await passportAtCounter(app, { officer: officerOf(req), personId })
    if (!passport.ok) {
      const { code } = passport.objection
      const backHref = paths.staff.counterPerson(personId)
      return res.page('staff/objection', { code, backHref }, statusOf(code))
    }
    const how = { large: req.query.size === 'large', drawnUpAt: app.now() }
    const paper = await app.papers.passportPdf(passportPaperWords(passport.value, how, render.sentence))
    return res.type('pdf').set('Content-Disposition', 'inline').set('Cache-Control', 'no-store').send(paper)
  })
}
