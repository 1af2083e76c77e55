import { done, type ObjectionCode, type Outcome, object } from '../../../domain/objection.ts'
import {
  afterFailure,
  HALF_SESSION_MS,
  isLocked,
  LOCK_MS,
  MAX_FAILURES,
  MAX_TRIES_PER_ADDRESS,
} from '../../../domain/staff/log-in-rules.ts'
import { isIdle, isSlipTooOld } from '../../../domain/staff-account/account-rules.ts'
import type { App } from '../../../ports/app.ts'
import type { StaffAccount } from '../../../ports/staff.ts'
import type { Tx } from '../../../ports/store.ts'
import { newSessionToken, tokenHash } from './session-token.ts'

export interface LogIn {
  login: string
  password: string
  /** Where the browser is, for counting tries. */
  address: string
}

/**
 * First half of a log-in: login and password. The answer is a token good for ten minutes and for the second factor only.
 * An unknown login costs the same work and gets the same answers as a known one.
 */
export async function logIn(app: App, command: LogIn): Promise<Outcome<{ token: string }>> {
  const login = command.login.trim().toLowerCase()
  const { account, mayTry } = await app.store.transaction(async (tx) => ({
    account: await tx.staff.byLogin(login),
    mayTry: await tx.limits.take(`staff-address|${command.address}`, MAX_TRIES_PER_ADDRESS, LOCK_MS),
  }))
  if (!mayTry) return object('too_many_tries')
  const fits = await app.secrets.passwordFits(command.password, account?.passwordHash ?? (await nobodysHash(app)))
  return app.store.transaction((tx) => (account ? settle(app, tx, account.staffId, fits) : settleUnknown(tx, login)))
}

async function settle(app: App, tx: Tx, staffId: string, fits: boolean): Promise<Outcome<{ token: string }>> {
  const account = await tx.staff.lock(staffId)
  if (!account) return object('wrong_log_in')
  if (isLocked(account, app.now())) return object('too_many_tries')
  if (!fits) return refuse(app, tx, account)
  const unusable = unusableNow(account, app.now())
  if (unusable) return object(unusable)
  const token = newSessionToken()
  const now = app.now()
  await tx.staff.openSession({
    tokenHash: tokenHash(token),
    staffId,
    secondFactorAt: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + HALF_SESSION_MS),
  })
  return done({ token })
}

/** Why a right password opens nothing. */
export function unusableNow(account: StaffAccount, now: Date): ObjectionCode | null {
  if (account.closedWhy === 'idle' || (!account.closedAt && isIdle(account, now))) return 'account_idle'
  if (account.closedAt) return 'account_closed'
  return isSlipTooOld(account, now) ? 'slip_expired' : null
}

/** Counts a wrong password or code; the tenth locks the account. */
export async function refuse(app: App, tx: Tx, account: StaffAccount): Promise<ReturnType<typeof object>> {
  const tries = afterFailure(account.failedLogIns, app.now())
  await tx.staff.saveTries(account.staffId, tries)
  if (!tries.lockedUntil) return object('wrong_log_in')
  await tx.audit.write({
    staffId: account.staffId,
    action: 'log_in_locked',
    subjectKind: 'staff',
    subjectId: account.staffId,
  })
  return object('too_many_tries')
}

/** A stranger's login is "locked" by the same count, so that a lock does not tell which logins exist. */
async function settleUnknown(tx: Tx, login: string): Promise<ReturnType<typeof object>> {
  const key = `staff-unknown|${tokenHash(login).toString('base64url')}`
  return object((await tx.limits.take(key, MAX_FAILURES - 1, LOCK_MS)) ? 'wrong_log_in' : 'too_many_tries')
}

let dummy: Promise<string> | null = null

function nobodysHash(app: App): Promise<string> {
  dummy ??= app.secrets.hashPassword(newSessionToken())
  return dummy
}
