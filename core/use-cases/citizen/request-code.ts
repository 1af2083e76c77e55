import { smsTo } from '../../domain/contact/address.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { maskPhone } from '../../domain/person/mask.ts'
import { type PhoneE164, readPhone } from '../../domain/person/phone.ts'
import type { App } from '../../ports/app.ts'
import type { CodePurpose } from '../../ports/citizens.ts'
import type { Tx } from '../../ports/store.ts'
import { codeBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { CODE_MINUTES, hashCode, newCode, newSalt } from './one-time-code.ts'

export interface RequestCode {
  phone: string
  purpose: CodePurpose
  address: string
  locale: 'vi' | 'en'
  /** The network the request came from, for the limit on strangers who send codes to many phones; a hash, never an address. */
  origin?: string | null
}

const AGREES = { agreesTo: 'helper' } as const

/** Sends a code to the typed phone, whoever holds it: the answer never tells whether a record knows that phone (A05). */
export async function requestCode(
  app: App,
  command: RequestCode,
): Promise<Outcome<{ phone: PhoneE164; phoneMasked: string; minutes: number }>> {
  const phone = readPhone(command.phone)
  if (!phone) return object('phone_invalid')
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, codeBudgets(command, phone), 'too_many_codes')
    if (!may.ok) return may
    await sendCode(app, tx, phone, command)
    return done({ phone, phoneMasked: maskPhone(phone), minutes: CODE_MINUTES })
  })
}

async function sendCode(app: App, tx: Tx, phone: PhoneE164, { purpose, address, locale }: RequestCode): Promise<void> {
  const [id, code, salt, createdAt] = [app.newId(), newCode(app.random), newSalt(), app.now()]
  const expiresAt = new Date(createdAt.getTime() + CODE_MINUTES * 60_000)
  const codeHash = hashCode(salt, address, code)
  const asked = { phone, purpose, address }
  await tx.citizens.keepCode({ id, ...asked, codeHash, salt, tries: 0, createdAt, expiresAt, usedAt: null })
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `c|${id}`,
    channel: 'sms',
    address: smsTo(phone),
    purpose: 'code',
    content: { kind: 'one_time_code', locale, code, minutes: CODE_MINUTES, ...(purpose === 'helper' && AGREES) },
    notAfter: expiresAt,
  })
}
