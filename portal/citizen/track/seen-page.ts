import { type Request, type Response, Router } from 'express'
import { SEEN_ANSWERS } from '../../../core/domain/citizen/seen-choice.ts'
import { confirmSeen } from '../../../core/use-cases/follow-up/confirm-seen.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, textOf } from '../citizen-door.ts'

/** "Does your app now show it?": yes, no, or no with a picture of the screen (features D08). */
export function seenRoutes({ app }: CitizenDeps): Router {
  return Router()
    .get(paths.trackSteps.seen(':code'), (req, res) => res.redirect(303, paths.citizen.trackOne(codeOf(req))))
    .post(paths.trackSteps.seen(':code'), (req, res) => answer(req, res))

  async function answer(req: Request, res: Response): Promise<void> {
    const code = codeOf(req)
    const backHref = paths.citizen.trackOne(code)
    const said = SEEN_ANSWERS.find((one) => one === textOf(req.form, 'answer'))
    if (!said) return res.redirect(303, backHref)
    const outcome = await confirmSeen(app, { code, address: addressOf(req), shows: said === 'yes' })
    if (!outcome.ok) return res.page('public/objection', { sentenceKey: outcome.objection.code, backHref }, 409)
    // The case is open again, so it takes the picture as any other.
    if (said === 'photo') return res.redirect(303, paths.trackSteps.more(code))
    return res.redirect(303, `${backHref}?${said === 'yes' ? 'da-hien' : 'mo-lai'}`)
  }
}

const codeOf = (req: Request) => String(req.params.code)
