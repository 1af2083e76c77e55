import { type Request, type Response, Router } from 'express'
import type { ObjectionCode } from '../../../core/domain/objection.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { nextStep } from '../../../core/domain/staff-account/opening-steps.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import type { CommuneOpening } from '../../../core/ports/commune-openings.ts'
import { beginCommune, communeOf, listCommunes, takeStep } from '../../../core/use-cases/communes/open-commune.ts'
import { centresFor, sampleState, zaloStanding } from '../../../core/use-cases/communes/step-facts.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { saidAt, typedIn } from '../people/say.ts'
import { slipView } from '../people/view.ts'
import { statusOf } from '../say-objection.ts'
import { StepForm } from './form.ts'
import { communesView, communeView } from './view.ts'

/** A new commune in half an hour, one step a page, to be left and taken up again (features K07). */
export function communeRoutes(app: App, render: Renderer): Router {
  const openers = requireOfficer(...rolesFor('open_commune'))
  return Router()
    .get(paths.staff.communes, openers, async (req, res) => {
      res.page('staff/communes', communesView(await listCommunes(app), req.locale, render))
    })
    .post(paths.staff.communes, openers, async (req, res) => {
      const begun = await beginCommune(app, { officer: officerOf(req) })
      return res.redirect(303, begun.ok ? paths.staff.commune(begun.value.id) : paths.staff.communes)
    })
    .get(paths.staff.commune(':id'), openers, (req, res) => show(app, render, req, res, noErrors))
    .post(paths.staff.commune(':id'), openers, async (req, res) => {
      const id = String(req.params.id)
      const form = StepForm.safeParse(req.form)
      if (!form.success || !isRowId(id)) {
        const errors = form.success ? noErrors : formErrors(form.error, (key) => render.sentence(key, req.locale))
        return show(app, render, req, res, errors, 422)
      }
      const outcome = await takeStep(app, { officer: officerOf(req), id, taken: form.data })
      if (!outcome.ok) {
        const { objection } = outcome
        const field = FIELD_OF[objection.code] ?? 'main'
        return show(app, render, req, res, saidAt(render, req, objection, field), statusOf(objection.code))
      }
      const { slip } = outcome.value
      const next = paths.staff.commune(id)
      if (slip) return res.page('staff/password-slip', { ...slipView(slip, app.settings.publicUrl), next })
      return res.redirect(303, next)
    })
}

const FIELD_OF: Partial<Record<ObjectionCode, string>> = {
  unit_known: 'code',
  login_taken: 'login',
  oa_not_connected: 'oa',
}

async function show(app: App, render: Renderer, req: Request, res: Response, errors: FormErrors, status = 200) {
  const id = String(req.params.id)
  const opening = isRowId(id) ? await communeOf(app, id) : null
  if (!opening) return res.page('staff/objection', { code: 'person_not_here', backHref: paths.staff.communes }, 404)
  const around = await aroundStep(app, req, opening)
  const typed = typedIn(req, ['code', 'name', 'parentId', 'address', 'hours', 'login', 'fullName', 'phone'])
  return res.page('staff/commune', { ...communeView(opening, around, req.locale, render), typed, errors }, status)
}

async function aroundStep(app: App, req: Request, opening: CommuneOpening) {
  const step = nextStep(opening.facts)
  const centres = step === 'unit' ? await centresFor(app, officerOf(req)) : []
  const message = step === 'sample' && opening.facts.sampleId ? await sampleState(app, opening.facts.sampleId) : null
  const zalo = step === 'oa' ? await zaloStanding(app) : null
  return { centres, message, zalo }
}
