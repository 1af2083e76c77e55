import { type Request, type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { checkPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { ownPassport } from '../../../core/use-cases/passport/own-passport.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formErrors, noErrors } from '../../middleware/form-errors.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { checkedView } from './checked-view.ts'
import { CheckForm } from './form.ts'
import { ownView } from './own-view.ts'

/** The citizen's own vaccine passport (features A06, H03), and the check anybody may make of one (features H07). */
export function passportRoutes(app: App, render: Renderer): Router {
  return Router()
    .get(paths.lookUpSteps.passport, async (req, res) => {
      const passport = await ownPassport(app, `web|portal|${req.sessionId}`)
      res.page('public/passport-own', ownView(passport, req.locale, render.sentence))
    })
    .get(paths.public.verify, (_req, res) => res.page('public/passport-check', { checked: null, errors: noErrors }))
    .post(paths.public.verify, (req, res) => check(app, render, req, res))
}

/** What was pasted is read and forgotten: it goes into no log, no table and not back into the page. */
async function check(app: App, render: Renderer, req: Request, res: Response) {
  const say = (key: string, params?: Record<string, string | number>) => render.sentence(key, req.locale, params)
  const form = CheckForm.safeParse(req.form)
  if (!form.success)
    return res.page('public/passport-check', { checked: null, errors: formErrors(form.error, say) }, 422)
  const checked = checkedView(await checkPassport(app, form.data.code), say)
  return res.page('public/passport-check', { checked, errors: noErrors })
}
