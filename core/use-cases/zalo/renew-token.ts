import { endsConsent } from '../../domain/zalo/consent-refusal.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { ZaloAccount } from '../../ports/zalo-accounts.ts'
import type { ZaloDesk, ZaloGrant, ZaloToken } from '../../ports/zalo-desk.ts'
import { tokenOf } from './current-token.ts'
import { sealedPair } from './sealed-pair.ts'

type Refused = Extract<ZaloGrant, { ok: false }>

/** Of an account whose refresh token died after a renewal that was never answered: that one had spent it. */
export const RENEWAL_LOST = 'renewal_lost'

/**
 * A token other than `stale` (channels 1.2 a to d). One renewal at a time per account: the row stays locked while Zalo is
 * asked, at most the 10 s of the request, because a refresh token works once. Whoever waited finds the new token.
 */
export async function renewToken(app: App, stale: string): Promise<ZaloToken> {
  const { zalo } = app
  if (!zalo) return { ok: false, code: 'not_connected' }
  const startedAt = app.now()
  const first = await app.store.transaction((tx) => announce(app, tx, zalo, { stale, startedAt }))
  if (first) return first
  let grant: ZaloGrant | null = null
  const renew = () =>
    app.store.transaction(async (tx) => {
      const account = await tx.zaloAccounts.lock(zalo.appId)
      const now = tokenOf(app, account)
      if (!account?.pair || !now.ok || now.token !== stale) return now
      // A transaction that is done again must not spend the refresh token again.
      grant ??= await zalo.refresh(app.secrets.openText(account.pair.refresh))
      if (!grant.ok) return refuse(app, tx, zalo, { account, startedAt, refused: grant })
      await tx.zaloAccounts.renewed(zalo.appId, sealedPair(app, grant, account.pair.refresh), app.now())
      return { ok: true as const, token: grant.accessToken }
    })
  try {
    return await renew()
  } catch (fault) {
    // A new pair exists nowhere but here: a lost connection gets a second chance before it is lost too.
    if (grant === null) throw fault
    return renew()
  }
}

/** Committed before the request leaves, so that a crash between answer and commit is seen. Answers what others have renewed. */
async function announce(
  app: App,
  tx: Tx,
  { appId }: ZaloDesk,
  { stale, startedAt }: { stale: string; startedAt: Date },
): Promise<ZaloToken | null> {
  const now = tokenOf(app, await tx.zaloAccounts.lock(appId))
  if (!now.ok || now.token !== stale) return now
  await tx.zaloAccounts.renewing(appId, startedAt)
  return null
}

/** Any answer without a token leaves the stored pair as it is (channels 1.2). */
async function refuse(
  app: App,
  tx: Tx,
  { appId }: ZaloDesk,
  { account, startedAt, refused }: { account: ZaloAccount; startedAt: Date; refused: Refused },
): Promise<ZaloToken> {
  const dead = endsConsent(refused.code)
  const wasLost = dead && account.renewingSince !== null && account.renewingSince < startedAt
  const code = wasLost ? RENEWAL_LOST : String(refused.code)
  await tx.zaloAccounts.notRenewed(appId, { code, at: app.now(), dead, answered: !refused.ambiguous })
  const about = { subjectKind: 'zalo_account', subjectId: account.oaId, detail: { code } }
  if (dead) await tx.audit.write({ staffId: null, action: 'zalo_consent_ended', ...about })
  return { ok: false, code: refused.code }
}
