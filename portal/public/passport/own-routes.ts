import { type Request, type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { exportPassport } from '../../../core/use-cases/passport/export-passport.ts'
import { ownPassport } from '../../../core/use-cases/passport/own-passport.ts'
import { renewPassport } from '../../../core/use-cases/passport/renew-passport.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'
import { linkRoutes } from './link-routes.ts'
import { nameRoutes } from './name-routes.ts'
import { ownView } from './own-view.ts'
import { addressOf, sendPaper } from './send-paper.ts'

/** The holder's own codes: to show, to renew, to print and in other formats (features A06, H03, H04, H08, H09, H14). */
export function ownPassportRoutes(app: App, render: Renderer): Router {
  const own = paths.lookUpSteps.passport
  return Router()
    .get(own, (req, res) => show(app, render, req, res))
    .post(paths.passport.renew, async (req, res) => {
      const renewed = await renewPassport(app, { address: addressOf(req) })
      return renewed.ok ? show(app, render, req, res, true) : res.redirect(303, own)
    })
    .get(paths.passport.paper, (req, res) => sendPaper(app, render, req, res, req.query.size === 'large'))
    .get(paths.passport.fhir, async (req, res) => {
      const record = await exportPassport(app, { address: addressOf(req) })
      if (!record) return res.redirect(303, own)
      const { fhir } = app.passports.otherFormats
      return res
        .attachment('ddcc.json')
        .type('application/fhir+json')
        .send(JSON.stringify(fhir(record)))
    })
    .get(paths.passport.smartHealthCard, async (req, res) => {
      const record = await exportPassport(app, { address: addressOf(req) })
      const card = record && (await app.passports.otherFormats.smartHealthCard(record, app.settings.publicUrl))
      if (!card) return res.redirect(303, own)
      return res
        .attachment('health-card.smart-health-card')
        .type('application/smart-health-card')
        .send(JSON.stringify(card))
    })
    .use(linkRoutes(app, render), nameRoutes(app, render))
}

async function show(app: App, render: Renderer, req: Request, res: Response, renewed = false) {
  const passport = await ownPassport(app, addressOf(req))
  const { qrPng } = app.passports
  return res.page('public/passport-own', ownView(passport, req.locale, render.sentence, qrPng, renewed))
}
