import { done, type Outcome } from '../../../domain/objection.ts'
import { SESSION_MS } from '../../../domain/staff/log-in-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { StaffAccount } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { newSessionToken, tokenHash } from './session-token.ts'

export type SecondFactor = 'totp' | 'passkey' | 'province'

export interface WholeSession {
  token: string
  mustChangePassword: boolean
}

/** Both factors are given. The session gets a new token, so that one stolen before is worth nothing. */
export async function openWholeSession(
  app: App,
  tx: Tx,
  account: StaffAccount,
  half: Buffer | null,
  by: SecondFactor,
  byProvince = false,
): Promise<Outcome<WholeSession>> {
  const now = app.now()
  const token = newSessionToken()
  const fromProvince = by === 'province' || byProvince
  if (half) await tx.staff.endSession(half)
  await tx.staff.openSession({
    tokenHash: tokenHash(token),
    staffId: account.staffId,
    secondFactorAt: now,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_MS),
    byProvince: fromProvince,
  })
  await tx.staff.saveTries(account.staffId, { failedLogIns: 0, lockedUntil: null })
  if (fromProvince && account.provinceUnproved) await tx.staff.subjectProved(account.staffId)
  await tx.staff.seen(account.staffId, now)
  await tx.audit.write({
    staffId: account.staffId,
    action: 'log_in',
    subjectKind: 'staff',
    subjectId: account.staffId,
    detail: { by },
  })
  // Whoever came through the province used no password of ours.
  return done({ token, mustChangePassword: account.mustChangePassword && !fromProvince })
}
