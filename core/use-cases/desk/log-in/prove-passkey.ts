import { done, type Outcome, object } from '../../../domain/objection.ts'
import { CHALLENGE_MS } from '../../../domain/staff-account/account-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { BrowserAnswer } from '../../../ports/passkeys.ts'
import type { StaffAccount } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { halfSession } from './half-session.ts'
import { refuse } from './log-in.ts'
import { openWholeSession, type WholeSession } from './open-whole-session.ts'

/** What the second-factor page offers to this half session; `passkey` is the question to the browser, asked once. */
export interface FactorsAsked {
  totp: boolean
  passkey: object | null
}

export async function askFactors(app: App, token: string): Promise<Outcome<FactorsAsked>> {
  return app.store.transaction(async (tx) => {
    const owed = await halfSession(app, tx, token)
    if (!owed.ok) return owed
    const { account } = owed.value
    const known = await tx.passkeys.of(account.staffId)
    const totp = account.totpSecret.length > 0
    if (known.length === 0) return done({ totp, passkey: null })
    const { challenge, options } = await app.passkeyDesk.toProve(known)
    await tx.passkeys.ask({
      challenge,
      staffId: account.staffId,
      purpose: 'prove',
      expiresAt: new Date(app.now().getTime() + CHALLENGE_MS),
    })
    return done({ totp, passkey: options })
  })
}

/** Second half of a log-in with a passkey: a challenge of ours, answered once, by a person the device has verified (features K03). */
export async function provePasskey(
  app: App,
  command: { token: string; answer: BrowserAnswer },
): Promise<Outcome<WholeSession>> {
  return app.store.transaction(async (tx) => {
    const owed = await halfSession(app, tx, command.token)
    if (!owed.ok) return owed
    const { account, half } = owed.value
    if (account.mustEnrolFactor) return object('passkey_wrong')
    if (!(await holds(app, tx, account, command.answer))) {
      const refused = await refuse(app, tx, account)
      return refused.objection.code === 'wrong_log_in' ? object('passkey_wrong') : refused
    }
    return openWholeSession(app, tx, account, half.tokenHash, 'passkey', half.byProvince)
  })
}

async function holds(app: App, tx: Tx, { staffId }: StaffAccount, answer: BrowserAnswer): Promise<boolean> {
  const now = app.now()
  const challenge = app.passkeyDesk.challengeOf(answer)
  if (!challenge || !(await tx.passkeys.take(challenge, staffId, 'prove', now))) return false
  const key = await tx.passkeys.lock(staffId, String(answer.id))
  const proved = key ? await app.passkeyDesk.proved(answer, challenge, key) : null
  if (!key || !proved) return false
  await tx.passkeys.used(key.id, proved.counter, now)
  return true
}
