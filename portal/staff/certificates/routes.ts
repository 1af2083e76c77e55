import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { rolesFor } from '../../../core/policy.ts'
import type { App } from '../../../core/ports/app.ts'
import { ownCertificates } from '../../../core/use-cases/certificates/own-certificates.ts'
import { registerCertificate } from '../../../core/use-cases/certificates/register-certificate.ts'
import { removeCertificate } from '../../../core/use-cases/certificates/remove-certificate.ts'
import type { Renderer } from '../../../templates/render.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { officerOf, requireOfficer } from '../officer.ts'
import { certificatesView } from './view.ts'

const ActForm = z.object({
  act: z.enum(['register', 'remove']),
  driver: z.enum(['soft', 'pkcs11', 'browser']).default('soft'),
  /** As typed: a password may begin or end with a space. */
  password: z.string().max(200).default(''),
})
const Told = z.object({ da: z.enum(['register', 'remove']) })

interface Fault {
  errors: FormErrors
  driver: z.infer<typeof ActForm>['driver']
}

/** An officer's own certificate: see it, register one, take it away (features H13). Nobody sees another's. */
export function certificateRoutes(app: App, render: Renderer): Router {
  const signers = requireOfficer(...rolesFor('own_certificate'))
  return Router()
    .get(paths.staff.certificates, signers, (req, res) => show(app, render, req, res))
    .post(paths.staff.certificates, signers, (req, res) => act(app, render, req, res))
}

async function act(app: App, render: Renderer, req: Request, res: Response) {
  const form = ActForm.safeParse(req.form)
  if (!form.success) return show(app, render, req, res)
  const { act: wanted, driver, password } = form.data
  const { staffId } = officerOf(req)
  const file = req.files.find(({ field }) => field === 'file')?.bytes
  const wrong = (field: string, message: string) =>
    show(app, render, req, res, {
      errors: { list: [{ href: `#${field}`, message }], of: { [field]: message } },
      driver,
    })
  if (wanted === 'register' && !file) return wrong('file', render.sentence('certificates.fileMissing', req.locale))
  const outcome =
    file && wanted === 'register'
      ? await registerCertificate(app, { staffId, driver, file, password, by: 'officer' })
      : await removeCertificate(app, staffId)
  if (outcome.ok) return res.redirect(303, `${paths.staff.certificates}?da=${wanted}`)
  const { code } = outcome.objection
  return wrong(code === 'p12_wrong_password' ? 'password' : 'file', render.sentence(`objections.${code}`, req.locale))
}

async function show(app: App, render: Renderer, req: Request, res: Response, fault?: Fault) {
  const told = Told.safeParse(req.query)
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const done =
    told.success && !fault ? say(told.data.da === 'register' ? 'certificates.saved' : 'certificates.removed') : null
  const { practice } = app.settings
  const own = await ownCertificates(app, officerOf(req).staffId)
  const view = certificatesView(own, { say, practice, hasToken: app.signing.hasToken, done, ...fault })
  res.page('staff/certificates', view, fault ? 422 : 200)
}
