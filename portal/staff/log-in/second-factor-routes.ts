import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../core/ports/app.ts'
import { confirmSecondFactor } from '../../../core/use-cases/desk/log-in/confirm-second-factor.ts'
import type { WholeSession } from '../../../core/use-cases/desk/log-in/open-whole-session.ts'
import { askFactors, provePasskey } from '../../../core/use-cases/desk/log-in/prove-passkey.ts'
import { staffOf } from '../../../core/use-cases/desk/log-in/staff-of.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { keepSession, sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { readAnswer } from './browser-answer.ts'
import { objected, returnOf, sayTo } from './log-in-form.ts'

const CodeForm = z.object({ code: z.string('login.errors.code').trim().min(1, 'login.errors.code').max(20) })

/** Between the password and the desk: a code of the authenticator, or a passkey (features K03). */
export function secondFactorRoutes(app: App, render: Renderer): Router {
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const token = sessionTokenOf(req)
    const { standing } = await staffOf(app, token)
    if (standing === 'enrol') return res.redirect(303, paths.staff.enrolFactor)
    const asked = standing === 'half' && token ? await askFactors(app, token) : null
    if (!asked?.ok) return res.redirect(303, paths.staff.logIn)
    const passkey = asked.value.passkey ? JSON.stringify(asked.value.passkey) : null
    return res.page('staff/second-factor', { totp: asked.value.totp, passkey, returnTo: returnOf(req), errors }, status)
  }

  return Router()
    .get(paths.staff.secondFactor, (req, res) => show(req, res, noErrors))
    .post(paths.staff.secondFactor, async (req, res) => {
      const form = CodeForm.safeParse(req.form)
      if (!form.success) return show(req, res, formErrors(form.error, sayTo(render, req)), 422)
      const outcome = await confirmSecondFactor(app, { token: sessionTokenOf(req) ?? '', code: form.data.code })
      if (outcome.ok) return letIn(req, res, outcome.value, app)
      const { code } = outcome.objection
      if (code === 'wrong_state') return res.redirect(303, paths.staff.logIn)
      return show(req, res, objected(render, req, outcome.objection, 'code'), statusOf(code))
    })
    .get(paths.staff.passkeyAnswer, (_req, res) => res.redirect(303, paths.staff.secondFactor))
    .post(paths.staff.passkeyAnswer, async (req, res) => {
      const outcome = await provePasskey(app, { token: sessionTokenOf(req) ?? '', answer: readAnswer(req.form.answer) })
      if (outcome.ok) return letIn(req, res, outcome.value, app)
      const { code } = outcome.objection
      if (code === 'wrong_state') return res.redirect(303, paths.staff.logIn)
      return show(req, res, objected(render, req, outcome.objection, 'passkey'), statusOf(code))
    })
}

/** Both factors are there: a new token in this browser, and on to where the officer wanted to go. */
export function letIn(req: Request, res: Response, session: WholeSession, app: App): void {
  keepSession(res, session.token, app)
  res.freshSession()
  res.redirect(303, session.mustChangePassword ? paths.staff.changePassword : returnOf(req))
}
