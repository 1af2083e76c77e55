import { Router } from 'express'
import type { App } from '../../../core/ports/app.ts'
import { checkLetter } from '../../../core/use-cases/follow-up/decision-letter.ts'
import type { Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import '../../middleware/request-types.ts'
import { paths } from '../../paths.ts'

/** Where the QR of a decision letter leads: status words, no name, no reason, no health fact (features D13). */
export function letterCheckRoutes(app: App, render: Pick<Renderer, 'sentence'>): Router {
  return Router().get(paths.public.letterCheck(':token'), async (req, res) => {
    const found = await checkLetter(app, String(req.params.token))
    const say = (key: string) => render.sentence(`letter.${key}`, req.locale)
    const row = (key: string, value: string) => ({ label: say(key), value, action: null })
    const rows = found && [
      row('rows.code', found.code),
      row('check.said', `${say(`decisions.${found.said.decision}`)} (${formatDate(found.said.on)})`),
      row('check.now', `${say(`decisions.${found.now.decision}`)} (${formatDate(found.now.on)})`),
    ]
    return res.page('public/letter-check', { rows }, found ? 200 : 404)
  })
}
