import { type Response, Router } from 'express'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import { type CitizenDeps, textOf } from '../citizen-door.ts'
import { askForProof, type ProofPlace, proofCodePage } from '../prove-here.ts'

/** A family belongs to a phone, so the phone comes first: number, then the code (features A03). */
export function phonePages(deps: CitizenDeps): Router {
  const place: ProofPlace = {
    codeRoute: paths.family.code,
    codeHref: () => paths.family.code,
    backHref: () => paths.family.own,
    showErrors: (req, res, errors, status) => showPhone(res, textOf(req.form, 'phone'), errors, status),
  }
  return Router()
    .get(paths.family.phone, (_req, res) => showPhone(res, '', noErrors))
    .post(paths.family.phone, (req, res) => askForProof(deps, place, req, res))
    .use(proofCodePage(deps, place))
}

function showPhone(res: Response, phone: string, errors: FormErrors, status = 200): void {
  res.page('citizen/family-phone', { phone, errors }, status)
}
