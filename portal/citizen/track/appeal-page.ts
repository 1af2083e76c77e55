import { type Request, type Response, Router } from 'express'
import { appealReport } from '../../../core/use-cases/citizen/appeal-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, textOf } from '../citizen-door.ts'

const LONGEST = 2000

/** A second opinion on a refusal (features D05): one page, one press, words if the citizen wants. */
export function appealPage({ app }: CitizenDeps): Router {
  const codeOf = (req: Request) => String(req.params.code)
  return Router()
    .get(paths.trackSteps.appeal(':code'), async (req, res) => {
      const tracked = await trackReport(app, { code: codeOf(req), address: addressOf(req) })
      if (!tracked.ok || !tracked.value.mayAppeal) return res.redirect(303, paths.citizen.trackOne(codeOf(req)))
      const { code, appeals } = tracked.value
      const view = { code, toDistrict: appeals > 0, backHref: paths.citizen.trackOne(code), maxlength: LONGEST }
      return res.page('citizen/track-appeal', view)
    })
    .post(paths.trackSteps.appeal(':code'), (req, res) => appeal(req, res))

  async function appeal(req: Request, res: Response): Promise<void> {
    const text = textOf(req.form, 'text').slice(0, LONGEST)
    const outcome = await appealReport(app, { code: codeOf(req), address: addressOf(req), text })
    const backHref = paths.citizen.trackOne(codeOf(req))
    if (outcome.ok) return res.redirect(303, backHref)
    return res.page('public/objection', { sentenceKey: outcome.objection.code, backHref }, 409)
  }
}
