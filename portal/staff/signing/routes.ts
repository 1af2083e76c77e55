import { type Request, type Response, Router } from 'express'
import type { Objection } from '../../../core/domain/objection.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { readyToSign } from '../../../core/use-cases/signing/ready-to-sign.ts'
import { type SignRecords, signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { signedToday } from '../../../core/use-cases/signing/signed-today.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { actingOfficer } from '../acting-officer.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { DoneQuery, KeptForm, MinutesForm, SignForm, WaitingQuery } from './form.ts'
import { signingView } from './view.ts'

/** The head of the facility signs the doses of people who are ready; everybody else waits for one reason (5772 step 2; features H01, H11, H12). */
export function signingRoutes(app: App, render: Renderer): Router {
  const head = requireOfficer(...rolesFor('sign_records'))
  return Router()
    .get(paths.staff.signing, head, (req, res) => show(app, render, req, res))
    .post(paths.staff.signing, head, (req, res) => sign(app, render, req, res))
}

async function sign(app: App, render: Renderer, req: Request, res: Response) {
  const form = SignForm.safeParse(req.form)
  const say = (key: string) => render.sentence(key, req.locale)
  if (!form.success) return show(app, render, req, res, { errors: formErrors(form.error, say), status: 422 })
  const { act, person: personIds } = form.data
  const by = methodOf(act, req)
  const outcome = await signRecords(app, { officer: actingOfficer(req), personIds, by })
  if (!outcome.ok) return show(app, render, req, res, { errors: objected(outcome.objection, say), status: 409 })
  const { signed, leftOut } = outcome.value
  const told = new URLSearchParams({ done: act, count: String(signed), left: String(leftOut) })
  res.redirect(303, `${paths.staff.signing}?${told}`)
}

function methodOf(act: 'certificate' | 'minutes', req: Request): SignRecords['by'] {
  if (act === 'certificate') return { method: 'soft_certificate' }
  return { method: 'minutes', minutes: MinutesForm.parse(req.form) }
}

/** Without a certificate the way is the minutes, so the page leads there (3771 step 4). */
function objected({ code, detail }: Objection, say: (key: string) => string): FormErrors {
  const isWithoutCertificate = code === 'signature_invalid' && detail?.reason === 'no_certificate'
  const message = say(isWithoutCertificate ? 'signing.errors.noCertificate' : `objections.${code}`)
  const href = isWithoutCertificate || code === 'minutes_incomplete' ? '#number' : '#ready'
  return { list: [{ href, message }], of: code === 'minutes_incomplete' ? { number: message } : {} }
}

async function show(
  app: App,
  render: Renderer,
  req: Request,
  res: Response,
  fault: { errors: FormErrors; status: number } = { errors: noErrors, status: 200 },
) {
  const { unitId } = officerOf(req)
  const [people, today] = [await readyToSign(app, unitId), await signedToday(app, unitId)]
  const told = DoneQuery.safeParse(req.query)
  const isFirstLook = req.method === 'GET'
  const view = signingView(
    { people, today },
    {
      say: (key, params) => render.sentence(key, req.locale, params),
      waiting: WaitingQuery.parse(req.query),
      kept: isFirstLook ? null : KeptForm.parse(req.form),
      done: told.success && isFirstLook ? told.data : null,
      errors: fault.errors,
    },
  )
  res.page('staff/sign-records', view, fault.status)
}
