import { type Request, type Response, Router } from 'express'
import { maskPhone } from '../../../core/domain/person/mask.ts'
import type { PhoneE164 } from '../../../core/domain/person/phone.ts'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { dropDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { errorAt, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn } from '../citizen-door.ts'
import { keptValues, LookUpForm, typedValues } from '../claimant-form.ts'
import { codePage } from '../code-page.ts'
import { draftOf, keepClaimant, keepDraft } from '../kept-draft.ts'
import { counterCodePage } from './counter-code-page.ts'
import { foundView } from './view.ts'

/** Form → code → result. A code goes to the typed phone, whoever that is: no step tells whether a person exists (A05). */
export function lookUpRouter(deps: CitizenDeps): Router {
  return Router()
    .get(paths.citizen.lookUp, async (req, res) => {
      const { claimant, phone } = await draftOf(deps, req)
      res.page('citizen/look-up', { values: keptValues(claimant, phone, req.locale), errors: noErrors })
    })
    .post(paths.citizen.lookUp, (req, res) => begin(deps, req, res))
    .use(lookUpCode(deps), counterCodePage(deps))
    .get(paths.lookUpSteps.result, (req, res) => showResult(deps, req, res))
    .post(paths.lookUpSteps.result, (req, res) => end(deps, req, res))
}

async function begin(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const form = LookUpForm.safeParse(req.form)
  const say = sayIn(deps, req)
  if (!form.success) {
    return res.page(
      'citizen/look-up',
      { values: typedValues(req.form, req.locale), errors: formErrors(form.error, say) },
      422,
    )
  }
  const { phone, ...claimant } = form.data
  await keepClaimant(deps, req, claimant, phone)
  if ((await phoneOf(deps.app, addressOf(req))) === phone) return res.redirect(303, paths.lookUpSteps.result)
  const sent = await sendCode(deps, req, phone)
  if (sent.ok) return res.redirect(303, paths.lookUpSteps.code)
  const errors = errorAt('phone', say(objectionKey(sent.objection.code), sent.objection.detail))
  return res.page('citizen/look-up', { values: typedValues(req.form, req.locale), errors }, 409)
}

function sendCode({ app }: CitizenDeps, req: Request, phone: string) {
  const { locale } = req
  return requestCode(app, { phone, purpose: 'look_up', address: addressOf(req), locale, origin: originOf(req) })
}

function lookUpCode(deps: CitizenDeps): Router {
  const phoneTyped = async (req: Request) => (await draftOf(deps, req)).phone ?? ''
  return codePage(deps, {
    path: paths.lookUpSteps.code,
    phoneMasked: async (req) => {
      const { phone } = await draftOf(deps, req)
      return phone ? maskPhone(phone as PhoneE164) : null
    },
    again: async (req) => sendCode(deps, req, await phoneTyped(req)),
    confirm: async (req, code) =>
      confirmCode(deps.app, {
        phone: await phoneTyped(req),
        purpose: 'look_up',
        code,
        address: addressOf(req),
        origin: originOf(req),
      }),
    next: async () => paths.lookUpSteps.result,
    back: () => paths.citizen.lookUp,
  })
}

/** Not found and not proved are one page, byte for byte. */
async function showResult(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const draft = await draftOf(deps, req)
  const nobody = { fullName: '', birthDate: '', sex: 'female' as const, idNumber: null, passportCountry: null }
  const outcome = await lookUp(deps.app, { address: addressOf(req), claimant: draft.claimant ?? nobody })
  if (!outcome.ok && outcome.objection.code === 'too_often') {
    const errors = errorAt('phone', sayIn(deps, req)(objectionKey('too_often'), outcome.objection.detail))
    return res.page('citizen/look-up', { values: keptValues(draft.claimant, draft.phone, req.locale), errors }, 429)
  }
  if (!outcome.ok || !outcome.value.found) return res.page('citizen/look-up-nothing', {})
  await keepDraft(deps, req, { ...draft, personId: outcome.value.personId })
  return res.page('citizen/look-up-result', foundView(outcome.value, sayIn(deps, req)))
}

/** On a shared computer: nothing of this look-up stays behind. */
async function end({ app }: CitizenDeps, req: Request, res: Response): Promise<void> {
  await dropDraft(app, { address: addressOf(req) })
  res.freshSession()
  res.redirect(303, paths.public.home)
}
