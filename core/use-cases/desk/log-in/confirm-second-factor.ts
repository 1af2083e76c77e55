import { type Outcome, object } from '../../../domain/objection.ts'
import type { App } from '../../../ports/app.ts'
import { halfSession } from './half-session.ts'
import { refuse } from './log-in.ts'
import { openWholeSession, type WholeSession } from './open-whole-session.ts'

/** Second half of a log-in with the code of an authenticator. */
export async function confirmSecondFactor(
  app: App,
  command: { token: string; code: string },
): Promise<Outcome<WholeSession>> {
  return app.store.transaction(async (tx) => {
    const owed = await halfSession(app, tx, command.token)
    if (!owed.ok) return owed
    const { account, half } = owed.value
    if (account.mustEnrolFactor || account.totpSecret.length === 0) return object('code_wrong')
    const code = command.code.replace(/\s/g, '')
    const step = app.secrets.totpStep(app.secrets.openText(account.totpSecret), code, app.now())
    if (step === null || !(await tx.staff.useTotpStep(account.staffId, step))) {
      const refused = await refuse(app, tx, account)
      return refused.objection.code === 'wrong_log_in' ? object('code_wrong') : refused
    }
    return openWholeSession(app, tx, account, half.tokenHash, 'totp', half.byProvince)
  })
}
