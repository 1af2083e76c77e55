import type { Request, Response } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { ownPassport } from '../../../core/use-cases/passport/own-passport.ts'
import { passportPaperWords } from '../../../templates/passport-paper.ts'
import type { Renderer } from '../../../templates/render.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'

/** The browser session as the core knows it. */
export const addressOf = (req: Request) => `web|portal|${req.sessionId}`

/** The paper, for whoever is proved here; made when asked for and kept nowhere. */
export async function sendPaper(app: App, render: Renderer, req: Request, res: Response, large: boolean) {
  const passport = await ownPassport(app, addressOf(req))
  if (passport.state !== 'ready') return res.redirect(303, paths.lookUpSteps.passport)
  const words = passportPaperWords(passport, { large, drawnUpAt: app.now() }, render.sentence)
  const paper = await app.papers.passportPdf(words)
  return res.type('pdf').attachment('ho-chieu-vac-xin.pdf').set('Cache-Control', 'no-store').send(paper)
}
