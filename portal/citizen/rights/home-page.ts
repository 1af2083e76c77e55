import { type Request, type Response, Router } from 'express'
import { ownData } from '../../../core/use-cases/rights/own-data.ts'
import { takeBack } from '../../../core/use-cases/rights/take-back.ts'
import { errorAt, type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { askForProof, type ProofPlace, proofCodePage } from '../prove-here.ts'
import { homeView } from './home-view.ts'

/** First the phone, then the doors; without a proved phone nothing is shown, not even whether there is anything (A05). */
export function rightsHome(deps: CitizenDeps): Router {
  const place: ProofPlace = {
    codeRoute: paths.rights.code,
    codeHref: () => paths.rights.code,
    backHref: () => paths.rights.own,
    showErrors: (req, res, errors, status) => show(deps, req, res, errors, status),
  }
  return Router()
    .get(paths.rights.own, (req, res) => show(deps, req, res, noErrors))
    .post(paths.rights.own, (req, res) => askForProof(deps, place, req, res))
    .use(proofCodePage(deps, place))
    .get(paths.rights.takeBack, (_req, res) => res.redirect(303, paths.rights.own))
    .post(paths.rights.takeBack, async (req, res) => {
      const taken = await takeBack(deps.app, { address: addressOf(req), id: textOf(req.form, 'id') })
      if (taken.ok) return res.redirect(303, `${paths.rights.own}?xong=taken_back`)
      const { code, detail } = taken.objection
      return show(deps, req, res, errorAt('main', sayIn(deps, req)(objectionKey(code), detail)), 409)
    })
}

async function show(deps: CitizenDeps, req: Request, res: Response, errors: FormErrors, status = 200): Promise<void> {
  const data = await ownData(deps.app, { address: addressOf(req) })
  const typed = textOf(req.form ?? {}, 'phone')
  if (!data.ok) return res.page('citizen/rights-proof', { errors, phone: typed }, status)
  const { xong } = req.query
  const done = typeof xong === 'string' ? xong : null
  res.page('citizen/rights', { ...homeView(data.value, done, sayIn(deps, req)), errors }, status)
}
