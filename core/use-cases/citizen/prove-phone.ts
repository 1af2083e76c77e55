import { done, type Outcome, object } from '../../domain/objection.ts'
import { type PhoneE164, readPhone } from '../../domain/person/phone.ts'
import type { App } from '../../ports/app.ts'
import { provePhoneIn } from './confirm-code.ts'

/** The channel itself vouches for the phone, as Telegram does for a person's own contact. */
export async function provePhone(
  app: App,
  command: { phone: string; address: string },
): Promise<Outcome<{ phone: PhoneE164 }>> {
  const phone = readPhone(command.phone)
  if (!phone) return object('phone_invalid')
  await app.store.transaction((tx) => provePhoneIn(app, tx, phone, command.address))
  return done({ phone })
}
