import { done, type Outcome, object } from '../../../domain/objection.ts'
import { HALF_SESSION_MS } from '../../../domain/staff/log-in-rules.ts'
import { CHALLENGE_MS } from '../../../domain/staff-account/account-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { ProvinceWho } from '../../../ports/province-log-in.ts'
import type { StaffAccount } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { unusableNow } from './log-in.ts'
import { openWholeSession, type WholeSession } from './open-whole-session.ts'
import { newSessionToken, tokenHash } from './session-token.ts'

/** Off to the province's log-in; the way back is bound to this browser and good for five minutes (features K03). */
export async function beginProvince(
  app: App,
  command: { browser: string; returnTo: string },
): Promise<Outcome<{ url: string }>> {
  const begun = await app.province?.begin(command.returnTo)
  if (!begun) return object('province_unreachable')
  const { state, nonce, verifier } = begun.attempt
  const expiresAt = new Date(app.now().getTime() + CHALLENGE_MS)
  const kept = { state, nonce, verifier: app.secrets.sealText(verifier), browserHash: tokenHash(command.browser) }
  await app.store.transaction((tx) => tx.provinceLogIns.keep({ ...kept, expiresAt }))
  return done({ url: begun.url })
}

/** Back again: an officer we know by subject or login, never a new one. Without a factor of the province's, ours is still owed. */
export async function finishProvince(
  app: App,
  command: { browser: string; here: URL },
): Promise<Outcome<WholeSession & { owesFactor: boolean }>> {
  const state = command.here.searchParams.get('state') ?? ''
  const kept = await app.store.transaction((tx) => tx.provinceLogIns.take(state, tokenHash(command.browser), app.now()))
  if (!kept || !app.province) return object('province_refused')
  const attempt = { state, nonce: kept.nonce, verifier: app.secrets.openText(kept.verifier) }
  const who = await app.province.finish(command.here, attempt)
  if (who === 'unreachable') return object('province_unreachable')
  if (who === 'refused') return object('province_refused')
  return app.store.transaction(async (tx) => {
    const account = await accountOf(tx, who)
    if (!account) return object('province_unknown')
    const unusable = unusableNow({ ...account, firstPasswordUntil: null }, app.now())
    if (unusable) return object('account_closed')
    const isEnough = who.hasSecondFactor && !account.provinceUnproved
    return isEnough ? wholeSession(app, tx, account) : halfWay(app, tx, account)
  })
}

async function accountOf(tx: Tx, who: ProvinceWho): Promise<StaffAccount | null> {
  const known = await tx.staff.bySubject(who.subject)
  if (known) return known
  const named = who.login ? await tx.staff.byLogin(who.login.trim().toLowerCase()) : null
  // The first log-in by name settles who that subject is: a name given to somebody else later opens nothing.
  return named && !named.provinceSubject && (await tx.staff.saveSubject(named.staffId, who.subject, 'own'))
    ? named
    : null
}

async function wholeSession(app: App, tx: Tx, account: StaffAccount) {
  const opened = await openWholeSession(app, tx, account, null, 'province')
  if (!opened.ok) return opened
  return done({ ...opened.value, owesFactor: false })
}

async function halfWay(app: App, tx: Tx, account: StaffAccount) {
  const token = newSessionToken()
  const now = app.now()
  const expiresAt = new Date(now.getTime() + HALF_SESSION_MS)
  const { staffId } = account
  const half = { tokenHash: tokenHash(token), staffId, secondFactorAt: null, createdAt: now, expiresAt }
  await tx.staff.openSession({ ...half, byProvince: true })
  return done({ token, mustChangePassword: false, owesFactor: true })
}
