import { type Request, Router } from 'express'
import { maskPhone } from '../../../core/domain/person/mask.ts'
import type { PhoneE164 } from '../../../core/domain/person/phone.ts'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { errorAt, formErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { addressOf, type CitizenDeps, objectionKey, textOf } from '../citizen-door.ts'
import { hasPassport, keptValues, LookUpForm, typedValues, WhoForm } from '../claimant-form.ts'
import { codePage } from '../code-page.ts'
import { draftOf, keepClaimant, keepDraft } from '../kept-draft.ts'
import { recordOf, type StepVisit, stepPage } from './step-page.ts'
import { STEP_PATHS, stepAfter } from './steps.ts'

/** Step 2: who I am, and the code that proves the phone. Without a phone the counter helps: the page says so. */
export function whoPages(deps: CitizenDeps): Router {
  return Router()
    .get(
      STEP_PATHS.who,
      stepPage(deps, 'who', ({ req, res, draft, place }) => {
        res.page('citizen/report-who', {
          values: keptValues(draft.claimant, draft.phone, req.locale),
          errors: noErrors,
          place,
        })
      }),
    )
    .post(
      STEP_PATHS.who,
      stepPage(deps, 'who', (visit) => keep(deps, visit)),
    )
    .use(reportCode(deps))
}

async function keep(deps: CitizenDeps, visit: StepVisit): Promise<void> {
  const { req, res, say, place } = visit
  // Whoever cannot type the marks may go on to the photo of the card, which brings them.
  const marksMayWait = textOf(req.form, 'act') === 'card' || hasPassport(req.form)
  const form = (marksMayWait ? LookUpForm : WhoForm).safeParse(req.form)
  const again = (errors: ReturnType<typeof errorAt>, status: number) =>
    res.page('citizen/report-who', { values: typedValues(req.form, req.locale), errors, place }, status)
  if (!form.success) return again(formErrors(form.error, say), 422)
  const { phone, ...claimant } = form.data
  const draft = await keepClaimant(deps, req, claimant, phone)
  if (visit.phoneHeld === phone) return afterCode(deps, req).then((next) => res.redirect(303, next))
  const sent = await sendCode(deps, req, phone)
  if (!sent.ok) return again(errorAt('phone', say(objectionKey(sent.objection.code), sent.objection.detail)), 409)
  return res.redirect(303, stepAfter('who', draft, visit.phoneHeld))
}

function sendCode({ app }: CitizenDeps, req: Request, phone: string) {
  const { locale } = req
  return requestCode(app, { phone, purpose: 'report', address: addressOf(req), locale, origin: originOf(req) })
}

function reportCode(deps: CitizenDeps): Router {
  const phoneTyped = async (req: Request) => (await draftOf(deps, req)).phone ?? ''
  return codePage(deps, {
    path: STEP_PATHS.code,
    phoneMasked: async (req) => {
      const { phone } = await draftOf(deps, req)
      return phone ? maskPhone(phone as PhoneE164) : null
    },
    again: async (req) => sendCode(deps, req, await phoneTyped(req)),
    confirm: async (req, code) =>
      confirmCode(deps.app, {
        phone: await phoneTyped(req),
        purpose: 'report',
        code,
        address: addressOf(req),
        origin: originOf(req),
      }),
    next: (req) => afterCode(deps, req),
    back: () => STEP_PATHS.who,
  })
}

/** With the phone proved, the person's own record gives the recorded side. */
async function afterCode(deps: CitizenDeps, req: Request): Promise<string> {
  const draft = await draftOf(deps, req)
  const found = await recordOf(deps, { req, draft })
  const next = { ...draft, personId: found?.personId ?? null }
  await keepDraft(deps, req, next)
  return stepAfter('code', next, await phoneOf(deps.app, addressOf(req)))
}
