import { proofEnds } from '../../domain/citizen/assurance.ts'
import { done, type Objection, type Outcome, object } from '../../domain/objection.ts'
import { type PhoneE164, readPhone } from '../../domain/person/phone.ts'
import type { App } from '../../ports/app.ts'
import type { CodePurpose, OneTimeCode } from '../../ports/citizens.ts'
import type { Tx } from '../../ports/store.ts'
import { codesOfOrigin } from '../limits/budgets.ts'
import { CODE_TRIES, codeFits } from './one-time-code.ts'

export interface ConfirmCode {
  phone: string
  purpose: CodePurpose
  code: string
  address: string
  /** The network of the request: a right code gives its turn back. */
  origin?: string | null
}

/** Five tries in five minutes; a right code proves that this address holds the phone, and nothing about a person (A03). */
export async function confirmCode(app: App, command: ConfirmCode): Promise<Outcome<{ phone: PhoneE164 }>> {
  const phone = readPhone(command.phone)
  if (!phone) return object('phone_invalid')
  return app.store.transaction(async (tx) => {
    const sent = await tx.citizens.lockLatestCode({ phone, purpose: command.purpose, address: command.address })
    const objection = objectionTo(sent, app.now())
    if (objection || !sent) return { ok: false, objection: objection ?? { code: 'code_expired' } }
    const fits = codeFits(sent, command.address, command.code.replace(/\D/g, ''))
    const tries = sent.tries + 1
    await tx.citizens.saveTries({ id: sent.id, tries, usedAt: fits ? app.now() : null })
    if (!fits)
      return tries < CODE_TRIES ? object('code_wrong', { left: CODE_TRIES - tries }) : object('code_tries_used_up')
    if (command.origin) await tx.limits.giveBack(codesOfOrigin(command.origin))
    await provePhoneIn(app, tx, phone, command.address)
    return done({ phone })
  })
}

/** No code and an old code sound the same: a stranger learns nothing about what was sent to a phone. */
function objectionTo(sent: OneTimeCode | null, now: Date): Objection | null {
  if (!sent || sent.usedAt || sent.expiresAt <= now) return { code: 'code_expired' }
  return sent.tries >= CODE_TRIES ? { code: 'code_tries_used_up' } : null
}

export async function provePhoneIn(app: App, tx: Tx, phone: PhoneE164, address: string): Promise<void> {
  const provedAt = app.now()
  const expiresAt = proofEnds(address, provedAt)
  await tx.citizens.addProof({ id: app.newId(), address, phone, personId: null, level: 1, provedAt, expiresAt })
}
