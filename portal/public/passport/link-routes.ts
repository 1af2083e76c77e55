import { type Request, type Response, Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import {
  makePassportLink,
  PASSPORT_LINK_HOURS,
  usePassportLink,
} from '../../../core/use-cases/passport/passport-link.ts'
import type { Renderer } from '../../../templates/render.ts'
import { paths } from '../../paths.ts'
import { addressOf, sendPaper } from './send-paper.ts'

const NOTHING = { link: null, hours: PASSPORT_LINK_HOURS, fault: null, ask: false }

/** A link that downloads once (features H10). Opening it asks first: a program that looks at links must not use it up. */
export function linkRoutes(app: App, render: Renderer): Router {
  const { link, download } = paths.passport
  return Router()
    .post(link, async (req, res) => {
      const made = await makePassportLink(app, { address: addressOf(req) })
      if (!made.ok) return res.redirect(303, paths.lookUpSteps.passport)
      return page(res, { link: `${app.settings.publicUrl}${download(made.value)}` })
    })
    .get(download(':token'), (_req, res) => page(res, { ask: true }))
    .post(download(':token'), (req, res) => fetchPaper(app, render, req, res))
}

async function fetchPaper(app: App, render: Renderer, req: Request, res: Response) {
  const used = await usePassportLink(app, { address: addressOf(req), token: String(req.params.token) })
  if (used.ok) return sendPaper(app, render, req, res, req.form.size === 'large')
  const expired = used.objection.code === 'link_expired'
  return page(res, { fault: expired ? 'expired' : 'not_proved' }, expired ? 410 : 403)
}

function page(res: Response, view: Partial<Record<keyof typeof NOTHING, unknown>>, status = 200) {
  return res.page('public/passport-link', { ...NOTHING, ...view }, status)
}
