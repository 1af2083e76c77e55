import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Outcome } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { readOversight, setOfficerHamlet } from '../../../core/use-cases/oversight/read-oversight.ts'
import { decideConsent } from '../../../core/use-cases/police/police-load.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { oversightView } from './view.ts'

const Form = z.discriminatedUnion('act', [
  z.object({ act: z.literal('hamlet'), staffId: z.uuid(), hamlet: z.string().max(100) }),
  z.object({ act: z.literal('grant'), id: z.uuid() }),
  z.object({ act: z.literal('refuse'), id: z.uuid() }),
])

/** The district's page: who looked at whom, lists beyond what the police can check, and joint reviews (features F10, F12, F13). */
export function oversightRoutes(app: App, render: Renderer): Router {
  const district = requireOfficer(...rolesFor('oversee_readings'))
  return Router()
    .get(paths.staff.oversight, district, (req, res) => show(app, render, req, res, null))
    .post(paths.staff.oversight, district, async (req, res, next) => {
      const form = Form.safeParse(req.form)
      if (!form.success) return next()
      const outcome = await act(app, req, form.data)
      if (outcome.ok) return res.redirect(303, `${paths.staff.oversight}?da=luu`)
      const { code, detail } = outcome.objection
      return show(app, render, req, res, render.sentence(`objections.${code}`, req.locale, detail))
    })
}

function act(app: App, req: Request, form: z.infer<typeof Form>): Promise<Outcome<null>> {
  if (form.act === 'hamlet') return setOfficerHamlet(app, { officer: officerOf(req), ...form })
  return decideConsent(app, { officer: actingOfficer(req), id: form.id, granted: form.act === 'grant' })
}

async function show(app: App, render: Renderer, req: Request, res: Response, fault: string | null): Promise<void> {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const found = await readOversight(app, officerOf(req))
  const done = req.query.da === 'luu' ? say('oversight.saved') : null
  res.page('staff/oversight', oversightView(found, say, { fault, done }), fault ? 409 : 200)
}
