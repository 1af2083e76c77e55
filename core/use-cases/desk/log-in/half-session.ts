import { done, type Outcome, object } from '../../../domain/objection.ts'
import { isLocked } from '../../../domain/staff/log-in-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { StaffAccount, StaffSession } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { tokenHash } from './session-token.ts'

/** Who has given the password and still owes the second factor; the account is locked until the transaction ends. */
export async function halfSession(
  app: App,
  tx: Tx,
  token: string,
): Promise<Outcome<{ account: StaffAccount; half: StaffSession }>> {
  const now = app.now()
  const half = await tx.staff.session(tokenHash(token))
  if (!half || half.expiresAt <= now || half.secondFactorAt) return object('wrong_state')
  const account = await tx.staff.lock(half.staffId)
  if (!account || account.closedAt) return object('account_closed')
  if (isLocked(account, now)) return object('too_many_tries')
  return done({ account, half })
}
