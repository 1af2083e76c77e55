import { done, type Outcome, object } from '../../domain/objection.ts'
import { type ConsentRefusal, consentRefusalOf } from '../../domain/zalo/consent-refusal.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { ZaloCode, ZaloDesk, ZaloGrant } from '../../ports/zalo-desk.ts'
import { tokenHash } from '../desk/log-in/session-token.ts'
import { lookAtAccount } from './look-at-account.ts'
import { mayManage } from './may-manage.ts'
import { sealedPair } from './sealed-pair.ts'

interface FinishConsent {
  officer: Officer
  sessionToken: string
  /** What Zalo sent the browser back with; null where it is missing. */
  state: string | null
  code: string | null
  oaId: string | null
}

const refused = (reason: ConsentRefusal, code: ZaloCode = reason) =>
  object('zalo_refused', { reason, code: String(code) })

/** Changes the code for the first pair of tokens and stores it, sealed, before anything uses it (channels 1.2). */
export async function finishConsent(app: App, back: FinishConsent): Promise<Outcome<null>> {
  const { zalo } = app
  if (!zalo) return refused('not_configured')
  const begun = await takeState(app, back)
  if (!begun.ok) return begun
  if (!back.code || !back.oaId) return refused('not_granted')
  const grant = await zalo.exchange({ code: back.code, verifier: begun.value.verifier })
  if (!grant.ok) return refused(consentRefusalOf(grant.code), grant.code)
  const { refreshToken } = grant
  if (refreshToken === null) return refused('other', 'no_refresh_token')
  await connect(app, zalo, { ...back, oaId: back.oaId, grant, refreshToken })
  // A first look fills the page; when Zalo is slow now, the timetable looks again within the hour.
  await lookAtAccount(app)
  return done(null)
}

/** A state is spent by whoever brings it, so that one which leaked is worth nothing afterwards. */
async function takeState(
  app: App,
  { officer, sessionToken, state }: FinishConsent,
): Promise<Outcome<{ verifier: string }>> {
  return app.store.transaction(async (tx) => {
    if (!(await mayManage(tx, officer))) return object('not_your_role')
    const consent = state ? await tx.zaloAccounts.takeConsent(tokenHash(state)) : null
    if (!consent) return refused('state_unknown')
    if (!consent.sessionHash.equals(tokenHash(sessionToken))) return refused('other_session')
    if (consent.expiresAt <= app.now()) return refused('state_expired')
    return done({ verifier: app.secrets.openText(consent.verifier) })
  })
}

interface Connect {
  officer: Officer
  oaId: string
  grant: Extract<ZaloGrant, { ok: true }>
  refreshToken: string
}

async function connect(app: App, { appId }: ZaloDesk, { officer, oaId, grant, refreshToken }: Connect): Promise<void> {
  const pair = sealedPair(app, grant, app.secrets.sealText(refreshToken))
  await app.store.transaction(async (tx) => {
    const before = await tx.zaloAccounts.lock(appId)
    await tx.zaloAccounts.connect(appId, { oaId, pair, staffId: officer.staffId, at: app.now() })
    // What rested because nothing could leave goes on at once.
    for (const channel of ['zalo', 'zns']) await tx.channelPauses.lift(`${channel}|${oaId}`)
    const detail = { replaced: before && before.oaId !== oaId ? before.oaId : null }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'zalo_connected',
      subjectKind: 'zalo_account',
      subjectId: oaId,
      detail,
    })
  })
}
