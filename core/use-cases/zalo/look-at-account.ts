import { done, type Outcome, object } from '../../domain/objection.ts'
import { consentRefusalOf } from '../../domain/zalo/consent-refusal.ts'
import type { App } from '../../ports/app.ts'
import type { ZaloTokens } from '../../ports/zalo-desk.ts'
import { openZaloTokens } from './open-tokens.ts'

/** Asks Zalo who the account is and what it may still send, and keeps the answer. For the timetable and after a consent. */
export async function lookAtAccount(
  app: App,
  tokens: ZaloTokens = openZaloTokens(app, () => undefined),
): Promise<Outcome<null>> {
  const { zalo } = app
  if (!zalo) return object('zalo_refused', { reason: 'not_configured' })
  const looked = await zalo.look(tokens)
  if (!looked.ok) return object('zalo_refused', { reason: consentRefusalOf(looked.code), code: String(looked.code) })
  const { oaId, facts, readings } = looked.standing
  const at = app.now()
  await app.store.transaction(async (tx) => {
    const account = await tx.zaloAccounts.lock(zalo.appId)
    if (account?.state !== 'connected') return
    await tx.zaloAccounts.saveFacts(zalo.appId, oaId ?? account.oaId, { ...facts, lookedAt: at })
    await tx.zaloAccounts.saw(zalo.appId, readings, at)
  })
  return done(null)
}
