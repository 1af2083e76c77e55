import { type Request, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../core/ports/app.ts'
import { changePassword } from '../../../core/use-cases/desk/log-in/change-password.ts'
import { logIn } from '../../../core/use-cases/desk/log-in/log-in.ts'
import { logOut } from '../../../core/use-cases/desk/log-in/log-out.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { firstPageOf } from '../nav.ts'
import { keepSession, officerOf, requireOfficer, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { enrolRoutes } from './enrol-routes.ts'
import { objected, returnOf, sayTo } from './log-in-form.ts'
import { ownFactorsRoutes } from './own-factors-routes.ts'
import { nameProvince, provinceRoutes } from './province-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'

const text = (missing: string) => z.string(missing).trim().min(1, missing).max(200, missing)
const secret = (missing: string) => z.string(missing).min(1, missing).max(200, missing)

const LogInForm = z.object({ login: text('login.errors.login'), password: secret('login.errors.password') })
const PasswordForm = z
  .object({
    present: secret('login.errors.present'),
    wanted: secret('login.errors.wanted'),
    again: secret('login.errors.again'),
  })
  .refine((form) => form.wanted === form.again, { path: ['again'], message: 'login.errors.differ' })

/** Log in with password and second factor or through the province, log out, replace the first password (9458 step 1, features K03). */
export function logInRoutes(app: App, render: Renderer, qr: (text: string) => Promise<string>): Router {
  const routes = Router()
  firstFactor(routes, app, render)
  routes.use(secondFactorRoutes(app, render), enrolRoutes(app, render, qr), provinceRoutes(app))
  routes.use(ownFactorsRoutes(app, render))
  passwordRoutes(routes, app, render)

  routes.post(paths.staff.logOut, async (req, res) => {
    const byProvince = await logOut(app, sessionTokenOf(req))
    keepSession(res, null, app)
    res.freshSession()
    const away = byProvince ? await app.province?.logOutUrl() : null
    res.redirect(303, away ?? paths.staff.logIn)
  })

  routes.get(paths.staff.home, requireOfficer(), (req, res) => {
    const first = firstPageOf(officerOf(req))
    if (first) return res.redirect(303, first)
    return res.page('staff/objection', { code: 'no_page_for_role', backHref: paths.public.home })
  })
  return routes
}

function firstFactor(routes: Router, app: App, render: Renderer): void {
  const view = (req: Request, errors: FormErrors) => ({ ...logInView(req, errors), province: app.province !== null })
  routes.use(paths.staff.logIn, (_req, res, next) => {
    nameProvince(app, res)
    next()
  })
  routes.get(paths.staff.logIn, (req, res) => res.page('staff/log-in', view(req, fromProvince(render, req))))

  routes.post(paths.staff.logIn, async (req, res) => {
    const again = (errors: FormErrors, status: number) => res.page('staff/log-in', view(req, errors), status)
    const form = LogInForm.safeParse(req.form)
    if (!form.success) return again(formErrors(form.error, sayTo(render, req)), 422)
    const outcome = await logIn(app, { ...form.data, address: originOf(req) })
    if (!outcome.ok) return again(objected(render, req, outcome.objection, 'login'), statusOf(outcome.objection.code))
    keepSession(res, outcome.value.token, app)
    res.freshSession()
    return res.redirect(303, `${paths.staff.secondFactor}?${new URLSearchParams({ ve: returnOf(req) })}`)
  })
}

const PROVINCE_SAID = ['province_unreachable', 'province_refused', 'province_unknown', 'account_closed'] as const

/** The province's log-in led back without anybody: the page says why, and the password way stands below it. */
function fromProvince(render: Renderer, req: Request): FormErrors {
  const said = PROVINCE_SAID.find((code) => code === req.query.tinh)
  if (!said) return noErrors
  return { of: {}, list: [{ href: '#login', message: render.sentence(`objections.${said}`, req.locale) }] }
}

function passwordRoutes(routes: Router, app: App, render: Renderer): void {
  const page = 'staff/change-password'
  routes.get(paths.staff.changePassword, requireOfficer(), (_req, res) => res.page(page, { errors: noErrors }))

  routes.post(paths.staff.changePassword, requireOfficer(), async (req, res) => {
    const form = PasswordForm.safeParse(req.form)
    if (!form.success) return res.page(page, { errors: formErrors(form.error, sayTo(render, req)) }, 422)
    const { present, wanted } = form.data
    const token = sessionTokenOf(req) ?? ''
    const outcome = await changePassword(app, { staffId: officerOf(req).staffId, token, present, wanted })
    if (outcome.ok) return res.redirect(303, paths.staff.home)
    const { objection } = outcome
    const field = objection.code === 'password_too_weak' ? 'wanted' : 'present'
    return res.page(page, { errors: objected(render, req, objection, field) }, statusOf(objection.code))
  })
}

function logInView(req: Request, errors: FormErrors) {
  const { login } = req.form
  return { login: typeof login === 'string' ? login : '', returnTo: returnOf(req), errors }
}
