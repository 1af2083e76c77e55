import type { App } from '../../ports/app.ts'
import { ownPassport } from './own-passport.ts'
import type { NoPassport } from './why-no-passport.ts'

/** What a chat says about the own passport: no field of it, for a chat is read over shoulders (features H10, I06). */
export type ToldPassport =
  | { state: 'not_proved' }
  | { state: 'none'; reason: NoPassport | null }
  | { state: 'ready'; codes: number; expiresAt: Date; isExpired: boolean; mayRenew: boolean }

export async function passportInChat(app: App, { address }: { address: string }): Promise<ToldPassport> {
  const own = await ownPassport(app, address)
  if (own.state === 'not_proved') return own
  if (own.state === 'none') return { state: 'none', reason: own.reason }
  const { codes, isExpired, mayRenew } = own
  return {
    state: 'ready',
    codes: codes.length,
    expiresAt: codes[0]?.expiresAt ?? app.now(),
    isExpired,
    mayRenew,
  }
}
