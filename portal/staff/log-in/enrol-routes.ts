import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../../core/ports/app.ts'
import { enrolFactor, type GivenFactor, offerFactor } from '../../../core/use-cases/desk/log-in/enrol-factor.ts'
import type { Renderer } from '../../../templates/render.ts'
import { type FormErrors, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { svgImage } from '../../qr-image.ts'
import { sessionTokenOf } from '../officer.ts'
import { statusOf } from '../say-objection.ts'
import { readAnswer } from './browser-answer.ts'
import { objected, sayTo } from './log-in-form.ts'
import { letIn } from './second-factor-routes.ts'

const EnrolForm = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('totp'),
    code: z.string('login.errors.code').trim().min(1, 'login.errors.code').max(20, 'login.errors.code'),
  }),
  z.object({ kind: z.literal('passkey'), name: z.string().max(60).default(''), answer: z.string().max(20_000) }),
])

/** A new account, or one after recovery: the officer sets up an own second factor before anything else opens (features K03). */
export function enrolRoutes(app: App, render: Renderer, qr: (text: string) => Promise<string>): Router {
  const show = async (req: Request, res: Response, errors: FormErrors, status = 200) => {
    const offer = await offerFactor(app, sessionTokenOf(req) ?? '')
    if (!offer.ok) return res.redirect(303, paths.staff.logIn)
    const { login, totpSecret, passkey } = offer.value
    const address = app.secrets.totpAddress(login, totpSecret)
    const view = {
      qr: svgImage(await qr(address)),
      key: totpSecret.match(/.{1,4}/g)?.join(' ') ?? totpSecret,
      passkey: JSON.stringify(passkey),
      passkeyKind: { name: 'kind', value: 'passkey' },
      errors,
    }
    return res.page('staff/enrol-factor', view, status)
  }
  return Router()
    .get(paths.staff.enrolFactor, (req, res) => show(req, res, noErrors))
    .post(paths.staff.enrolFactor, async (req, res) => {
      const form = EnrolForm.safeParse(req.form)
      if (!form.success) return show(req, res, formErrors(form.error, sayTo(render, req)), 422)
      const { data } = form
      const factor: GivenFactor = data.kind === 'totp' ? data : { ...data, answer: readAnswer(data.answer) }
      const outcome = await enrolFactor(app, { token: sessionTokenOf(req) ?? '', factor })
      if (outcome.ok) return letIn(req, res, outcome.value, app)
      const { code } = outcome.objection
      if (code === 'wrong_state') return res.redirect(303, paths.staff.logIn)
      const field = data.kind === 'totp' ? 'code' : 'passkey'
      return show(req, res, objected(render, req, outcome.objection, field), statusOf(code))
    })
}
