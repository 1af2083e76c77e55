import { type Request, Router } from 'express'
import { z } from 'zod'
import type { Objection } from '../../../core/domain/objection.ts'
import type { App } from '../../../core/ports/app.ts'
import { changePassword } from '../../../core/use-cases/desk/log-in/change-password.ts'
import { confirmSecondFactor } from '../../../core/use-cases/desk/log-in/confirm-second-factor.ts'
import { logIn } from '../../../core/use-cases/desk/log-in/log-in.ts'
import { logOut } from '../../../core/use-cases/desk/log-in/log-out.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { ownPathOr, paths } from '../../paths.ts'
import { firstPageOf } from '../nav.ts'
import { keepSession, officerOf, requireOfficer, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'

const text = (missing: string) => z.string(missing).trim().min(1, missing).max(200, missing)
const secret = (missing: string) => z.string(missing).min(1, missing).max(200, missing)

const LogInForm = z.object({ login: text('login.errors.login'), password: secret('login.errors.password') })
const CodeForm = z.object({ code: text('login.errors.code') })
const PasswordForm = z
  .object({
    present: secret('login.errors.present'),
    wanted: secret('login.errors.wanted'),
    again: secret('login.errors.again'),
  })
  .refine((form) => form.wanted === form.again, { path: ['again'], message: 'login.errors.differ' })

/** Log in with password and authenticator, log out, replace the first password (9458 step 1, features K03). */
export function logInRoutes(app: App, render: Renderer): Router {
  const routes = Router()
  const secure = app.settings.publicUrl.startsWith('https:')
  firstFactor(routes, app, render, secure)
  secondFactor(routes, app, render, secure)
  passwordRoutes(routes, app, render)

  routes.post(paths.staff.logOut, async (req, res) => {
    await logOut(app, sessionTokenOf(req))
    keepSession(res, null, secure)
    res.freshSession()
    res.redirect(303, paths.staff.logIn)
  })

  routes.get(paths.staff.home, requireOfficer(), (req, res) => {
    const first = firstPageOf(officerOf(req))
    if (first) return res.redirect(303, first)
    return res.page('staff/objection', { code: 'no_page_for_role', backHref: paths.public.home })
  })
  return routes
}

function firstFactor(routes: Router, app: App, render: Renderer, secure: boolean): void {
  routes.get(paths.staff.logIn, (req, res) => res.page('staff/log-in', logInView(req, noErrors)))

  routes.post(paths.staff.logIn, async (req, res) => {
    const again = (errors: FormErrors, status: number) => res.page('staff/log-in', logInView(req, errors), status)
    const form = LogInForm.safeParse(req.form)
    if (!form.success) return again(formErrors(form.error, sayTo(render, req)), 422)
    const outcome = await logIn(app, { ...form.data, address: originOf(req) })
    if (!outcome.ok) return again(objected(render, req, outcome.objection, 'login'), statusOf(outcome.objection.code))
    keepSession(res, outcome.value.token, secure)
    res.freshSession()
    return res.redirect(303, `${paths.staff.secondFactor}?${new URLSearchParams({ ve: returnOf(req) })}`)
  })
}

function secondFactor(routes: Router, app: App, render: Renderer, secure: boolean): void {
  routes.get(paths.staff.secondFactor, async (req, res) => {
    const { standing } = await staffOf(app, sessionTokenOf(req))
    if (standing !== 'half') return res.redirect(303, paths.staff.logIn)
    return res.page('staff/second-factor', codeView(req, noErrors))
  })

  routes.post(paths.staff.secondFactor, async (req, res) => {
    const again = (errors: FormErrors, status: number) => res.page('staff/second-factor', codeView(req, errors), status)
    const form = CodeForm.safeParse(req.form)
    if (!form.success) return again(formErrors(form.error, sayTo(render, req)), 422)
    const outcome = await confirmSecondFactor(app, { token: sessionTokenOf(req) ?? '', code: form.data.code })
    if (!outcome.ok && outcome.objection.code === 'wrong_state') return res.redirect(303, paths.staff.logIn)
    if (!outcome.ok) return again(objected(render, req, outcome.objection, 'code'), statusOf(outcome.objection.code))
    keepSession(res, outcome.value.token, secure)
    res.freshSession()
    return res.redirect(303, outcome.value.mustChangePassword ? paths.staff.changePassword : returnOf(req))
  })
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

const sayTo = (render: Renderer, req: Request) => (key: string) => render.sentence(key, req.locale)

function objected(render: Renderer, req: Request, { code }: Objection, field: string): FormErrors {
  const message = render.sentence(`login.objections.${code}`, req.locale)
  return { of: { [field]: message }, list: [{ href: `#${field}`, message }] }
}

function logInView(req: Request, errors: FormErrors) {
  const { login } = req.form
  return { login: typeof login === 'string' ? login : '', returnTo: returnOf(req), errors }
}

function codeView(req: Request, errors: FormErrors) {
  return { returnTo: returnOf(req), errors }
}

const returnOf = (req: Request): string => ownPathOr(paths.staff.home, req.form.ve ?? req.query.ve)
