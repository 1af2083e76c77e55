import type { StaffRole } from '../domain/role.ts'

/** An officer with what their work needs; the secrets stay behind `StaffAccount`. */
export interface Officer {
  staffId: string
  login: string
  fullName: string
  role: StaffRole
  unitId: string
  unitName: string
}

export interface StaffAccount extends Officer {
  passwordHash: string
  /** Sealed with the master key. */
  totpSecret: Buffer
  mustChangePassword: boolean
  failedLogIns: number
  lockedUntil: Date | null
  closedAt: Date | null
  closedWhy: 'left' | 'idle' | null
  /** No second factor is left: one is set up before anything else (features K03). */
  mustEnrolFactor: boolean
  /** Until when a password that somebody else handed over is good; null for one's own. */
  firstPasswordUntil: Date | null
  /** Who the province's log-in says this is (OpenID Connect `sub`). */
  provinceSubject: string | null
  /** Of the last whole log-in or page; null before the first. */
  lastSeenAt: Date | null
}

export type NewAccount = Pick<
  StaffAccount,
  'staffId' | 'login' | 'fullName' | 'role' | 'unitId' | 'passwordHash' | 'totpSecret' | 'mustChangePassword'
> &
  Partial<Pick<StaffAccount, 'mustEnrolFactor' | 'firstPasswordUntil'>>

export interface StaffSession {
  tokenHash: Buffer
  staffId: string
  /** Null between the password and the code. */
  secondFactorAt: Date | null
  createdAt: Date
  expiresAt: Date
  /** The post the officer chose to work in; null: the home (features K02). */
  postId?: string | null
  /** An authenticator that was shown and not yet confirmed, sealed. */
  offeredTotp?: Buffer | null
  /** The province's log-in opened it. */
  byProvince?: boolean
}

export interface Staff {
  byLogin(login: string): Promise<StaffAccount | null>
  get(staffId: string): Promise<StaffAccount | null>
  /** Locks the row until the transaction ends. */
  lock(staffId: string): Promise<StaffAccount | null>
  namesOf(staffIds: string[]): Promise<Map<string, string>>
  /** Somebody with one of these roles has an open account. */
  anyOf(roles: readonly StaffRole[]): Promise<boolean>
  /** False when the login is taken. */
  add(account: NewAccount): Promise<boolean>
  bySubject(provinceSubject: string): Promise<StaffAccount | null>
  /** Whom the province's log-in means by this subject; null takes it away. False when it is somebody else's. */
  saveSubject(staffId: string, provinceSubject: string | null): Promise<boolean>
  seen(staffId: string, at: Date): Promise<void>
  close(staffId: string, why: 'left' | 'idle', at: Date): Promise<void>
  /** A one-time password, no second factor, no session: the account begins anew (features K03). */
  beginAnew(staffId: string, passwordHash: string, until: Date): Promise<void>
  /** Open again after 90 idle days, with a slip of today (features K04). */
  reopen(staffId: string): Promise<void>
  saveTotp(staffId: string, totpSecret: Buffer): Promise<void>
  /** Whatever the account has for a second factor is enough from now on. */
  factorEnrolled(staffId: string): Promise<void>
  /** Open accounts that nobody has used since then. */
  idleSince(moment: Date): Promise<{ staffId: string; unitId: string }[]>
  /** Notes that somebody worked from here; true when another place was seen since `others` (features K04). */
  workedAt(staffId: string, place: string, at: Date, others: Date): Promise<boolean>
  choosePost(tokenHash: Buffer, postId: string | null): Promise<void>
  offerTotp(tokenHash: Buffer, sealed: Buffer): Promise<void>
  endSessionsOf(staffId: string): Promise<void>
  saveTries(staffId: string, tries: { failedLogIns: number; lockedUntil: Date | null }): Promise<void>
  savePassword(staffId: string, passwordHash: string): Promise<void>
  /** False when this 30-second step, or a later one, was used before. */
  useTotpStep(staffId: string, step: number): Promise<boolean>
  openSession(session: StaffSession): Promise<void>
  session(tokenHash: Buffer): Promise<StaffSession | null>
  endSession(tokenHash: Buffer): Promise<void>
  /** Ends all of an officer's sessions but one, after a new password. */
  endOtherSessions(staffId: string, keep: Buffer): Promise<void>
}
