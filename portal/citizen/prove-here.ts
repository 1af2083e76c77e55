import type { Request, Response } from 'express'
import { Router } from 'express'
import { maskPhone } from '../../core/domain/person/mask.ts'
import { type PhoneE164, readPhone } from '../../core/domain/person/phone.ts'
import { confirmCode } from '../../core/use-cases/citizen/confirm-code.ts'
import { phoneOf } from '../../core/use-cases/citizen/phone-of.ts'
import { requestCode } from '../../core/use-cases/citizen/request-code.ts'
import { errorAt, type FormErrors } from '../middleware/form-errors.ts'
import { originOf } from '../middleware/origin-of.ts'
import { addressOf, type CitizenDeps, objectionKey, sayIn, textOf } from './citizen-door.ts'
import { codePage } from './code-page.ts'
import { draftOf, keepDraft } from './kept-draft.ts'

/** A page that asks for a phone, and the page of its code. */
export interface ProofPlace {
  /** Route of the code page; the two functions give the addresses for this request. */
  codeRoute: string
  codeHref(req: Request): string
  /** The page that asked, and to which the proof leads back. */
  backHref(req: Request): string
  showErrors(req: Request, res: Response, errors: FormErrors, status: number): Promise<void> | void
}

/** Sends the code to whatever phone was typed in the field `phone`, whoever that is (A05). */
export async function askForProof(deps: CitizenDeps, place: ProofPlace, req: Request, res: Response): Promise<void> {
  const say = sayIn(deps, req)
  const phone = readPhone(textOf(req.form, 'phone'))
  if (!phone) return place.showErrors(req, res, errorAt('phone', say(objectionKey('phone_invalid'))), 422)
  await keepDraft(deps, req, { ...(await draftOf(deps, req)), phone })
  if ((await phoneOf(deps.app, addressOf(req))) === phone) return res.redirect(303, place.backHref(req))
  const sent = await sendCode(deps, req, phone)
  if (sent.ok) return res.redirect(303, place.codeHref(req))
  const { code, detail } = sent.objection
  return place.showErrors(req, res, errorAt('phone', say(objectionKey(code), detail)), 409)
}

export function proofCodePage(deps: CitizenDeps, place: ProofPlace): Router {
  const phoneTyped = async (req: Request) => (await draftOf(deps, req)).phone
  return Router().use(
    codePage(deps, {
      path: place.codeRoute,
      phoneMasked: async (req) => {
        const phone = await phoneTyped(req)
        return phone && maskPhone(phone as PhoneE164)
      },
      again: async (req) => sendCode(deps, req, (await phoneTyped(req)) ?? ''),
      confirm: async (req, code) =>
        confirmCode(deps.app, {
          phone: (await phoneTyped(req)) ?? '',
          purpose: 'look_up',
          code,
          address: addressOf(req),
          origin: originOf(req),
        }),
      next: async (req) => place.backHref(req),
      back: (req) => place.backHref(req),
    }),
  )
}

function sendCode({ app }: CitizenDeps, req: Request, phone: string) {
  const asked = { phone, purpose: 'look_up' as const, address: addressOf(req), locale: req.locale }
  return requestCode(app, { ...asked, origin: originOf(req) })
}
