import { done, type Outcome, object } from '../../../domain/objection.ts'
import { isLocked, SESSION_MS } from '../../../domain/staff/log-in-rules.ts'
import type { App } from '../../../ports/app.ts'
import { refuse } from './log-in.ts'
import { newSessionToken, tokenHash } from './session-token.ts'

/** Second half of a log-in. The session gets a new token, so that one stolen before is worth nothing. */
export async function confirmSecondFactor(
  app: App,
  command: { token: string; code: string },
): Promise<Outcome<{ token: string; mustChangePassword: boolean }>> {
  return app.store.transaction(async (tx) => {
    const now = app.now()
    const half = await tx.staff.session(tokenHash(command.token))
    if (!half || half.expiresAt <= now || half.secondFactorAt) return object('wrong_state')
    const account = await tx.staff.lock(half.staffId)
    if (!account || account.closedAt) return object('account_closed')
    if (isLocked(account, now)) return object('too_many_tries')
    const code = command.code.replace(/\s/g, '')
    const step = app.secrets.totpStep(app.secrets.openText(account.totpSecret), code, now)
    if (step === null || !(await tx.staff.useTotpStep(account.staffId, step))) {
      const refused = await refuse(app, tx, account)
      return refused.objection.code === 'wrong_log_in' ? object('code_wrong') : refused
    }
    const token = newSessionToken()
    await tx.staff.endSession(half.tokenHash)
    await tx.staff.openSession({
      tokenHash: tokenHash(token),
      staffId: account.staffId,
      secondFactorAt: now,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    })
    await tx.staff.saveTries(account.staffId, { failedLogIns: 0, lockedUntil: null })
    await tx.audit.write({
      staffId: account.staffId,
      action: 'log_in',
      subjectKind: 'staff',
      subjectId: account.staffId,
    })
    return done({ token, mustChangePassword: account.mustChangePassword })
  })
}
