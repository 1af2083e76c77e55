import { done, type Outcome, object } from '../../../domain/objection.ts'
import { isLocked, isWeakPassword } from '../../../domain/staff/log-in-rules.ts'
import type { App } from '../../../ports/app.ts'
import { refuse } from './log-in.ts'
import { tokenHash } from './session-token.ts'

export interface ChangePassword {
  staffId: string
  /** The session that asks; all others of this officer end. */
  token: string
  present: string
  wanted: string
}

/** 9458 step 1: the password given out first must be replaced at the first log-in. */
export async function changePassword(app: App, command: ChangePassword): Promise<Outcome<null>> {
  const account = await app.store.transaction((tx) => tx.staff.get(command.staffId))
  if (!account) return object('account_closed')
  if (isLocked(account, app.now())) return object('too_many_tries')
  const fits = await app.secrets.passwordFits(command.present, account.passwordHash)
  if (fits && (command.wanted === command.present || isWeakPassword(command.wanted, account.login)))
    return object('password_too_weak')
  const hash = fits ? await app.secrets.hashPassword(command.wanted) : ''
  return app.store.transaction(async (tx) => {
    const locked = await tx.staff.lock(command.staffId)
    if (!locked) return object('account_closed')
    if (!fits) return refuse(app, tx, locked)
    await tx.staff.savePassword(command.staffId, hash)
    await tx.staff.endOtherSessions(command.staffId, tokenHash(command.token))
    const { staffId } = command
    await tx.audit.write({ staffId, action: 'change_password', subjectKind: 'staff', subjectId: staffId })
    return done(null)
  })
}
