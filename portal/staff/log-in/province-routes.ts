import { type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { beginProvince, finishProvince } from '../../../core/use-cases/desk/log-in/province-log-in.ts'
import { allowFormsTo } from '../../middleware/security-headers.ts'
import { paths } from '../../paths.ts'
import { keepSession } from '../officer.ts'

/** The way to the province's own log-in and back (features K03). Where none is set up nobody is sent anywhere. */
export function provinceRoutes(app: App): Router {
  const returnTo = `${app.settings.publicUrl}${paths.staff.provinceReturn}`
  const back = (res: Response, why: string) => res.redirect(303, `${paths.staff.logIn}?tinh=${why}`)

  return Router()
    .get(paths.staff.province, (_req, res) => res.redirect(303, paths.staff.logIn))
    .post(paths.staff.province, async (req, res) => {
      if (!app.province) return res.redirect(303, paths.staff.logIn)
      const begun = await beginProvince(app, { browser: req.sessionId, returnTo })
      return begun.ok ? res.redirect(303, begun.value.url) : back(res, begun.objection.code)
    })
    .get(paths.staff.provinceReturn, async (req, res) => {
      const finished = await finishProvince(app, { browser: req.sessionId, here: new URL(req.originalUrl, returnTo) })
      if (!finished.ok) return back(res, finished.objection.code)
      keepSession(res, finished.value.token, app)
      res.freshSession()
      return res.redirect(303, finished.value.owesFactor ? paths.staff.secondFactor : paths.staff.home)
    })
}

/** Chromium refuses even the redirect after a form of ours unless the page names the other site. */
export function nameProvince(app: App, res: Response): void {
  if (app.province) allowFormsTo(res, app.province.origin)
}
