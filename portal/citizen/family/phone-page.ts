import { type Request, type Response, Router } from 'express'
import { maskPhone } from '../../../core/domain/person/mask.ts'
import { type PhoneE164, readPhone } from '../../../core/domain/person/phone.ts'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { originOf } from '../../middleware/origin-of.ts'
import { paths } from '../../paths.ts'
import { addressOf, type CitizenDeps, errorAt, objectionKey, sayIn, textOf } from '../citizen-door.ts'
import { codePage } from '../code-page.ts'
import { draftOf, keepDraft } from '../kept-draft.ts'

/** A family belongs to a phone, so the phone comes first: number, then the code (features A03). */
export function phonePages(deps: CitizenDeps): Router {
  const phoneTyped = async (req: Request) => (await draftOf(deps, req)).phone ?? ''
  return Router()
    .get(paths.family.phone, (_req, res) => showPhone(res, '', noErrors))
    .post(paths.family.phone, (req, res) => askCode(deps, req, res))
    .use(
      codePage(deps, {
        path: paths.family.code,
        phoneMasked: async (req) => {
          const phone = await phoneTyped(req)
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
        next: async () => paths.family.own,
        back: () => paths.family.phone,
      }),
    )
}

function showPhone(res: Response, phone: string, errors: FormErrors, status = 200): void {
  res.page('citizen/family-phone', { phone, errors }, status)
}

async function askCode(deps: CitizenDeps, req: Request, res: Response): Promise<void> {
  const typed = textOf(req.form, 'phone')
  const phone = readPhone(typed)
  const say = sayIn(deps, req)
  if (!phone) return showPhone(res, typed, errorAt('phone', say('lookup.errors.phone')), 422)
  const draft = await draftOf(deps, req)
  await keepDraft(deps, req, { ...draft, phone })
  const sent = await sendCode(deps, req, phone)
  if (sent.ok) return res.redirect(303, paths.family.code)
  const { code, detail } = sent.objection
  return showPhone(res, typed, errorAt('phone', say(objectionKey(code), detail)), 409)
}

function sendCode({ app }: CitizenDeps, req: Request, phone: string) {
  const { locale } = req
  return requestCode(app, { phone, purpose: 'look_up', address: addressOf(req), locale, origin: originOf(req) })
}
