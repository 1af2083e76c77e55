import { Router } from 'express'
import { decisionLetter } from '../../../core/use-cases/follow-up/decision-letter.ts'
import { decisionLetterWords } from '../../../templates/decision-letter.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps } from '../citizen-door.ts'

/** The decision letter as a PDF, for whoever has proved the phone of the report (features D13). */
export function letterRoutes({ app, say }: CitizenDeps): Router {
  return Router().get(paths.trackSteps.letter(':code'), async (req, res) => {
    const code = String(req.params.code)
    const facts = await decisionLetter(app, { code, address: addressOf(req) })
    if (!facts.ok) return res.redirect(303, paths.citizen.trackOne(code))
    const made = { publicUrl: app.settings.publicUrl, drawnUpAt: app.now() }
    const paper = await app.papers.decisionLetterPdf(decisionLetterWords(facts.value, made, { sentence: say }))
    return res.type('pdf').attachment(`${facts.value.code}.pdf`).set('Cache-Control', 'no-store').send(paper)
  })
}
