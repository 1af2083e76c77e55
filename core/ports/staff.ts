import type { StaffRole } from '../domain/role.ts'
import type { StaffPost } from '../domain/staff-account/staff-post.ts'

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
  /** A leader said so and the officer has not yet shown it with a second factor of their own. */
  provinceUnproved: boolean
  /** Of the last whole log-in or page; null before the first. */
  lastSeenAt: Date | null
  /** The leader who invited them; null: the installation itself. */
  openedBy: string | null
  /** The other leader who knows them (features K02). */
  confirmedBy: string | null
}

export type NewAccount = Pick<
  StaffAccount,
  'staffId' | 'login' | 'fullName' | 'role' | 'unitId' | 'passwordHash' | 'totpSecret' | 'mustChangePassword'
> &
  Partial<Pick<StaffAccount, 'mustEnrolFactor' | 'firstPasswordUntil' | 'openedBy'>>

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

/** Everything a request of an officer asks about its session, in one look: each page of the desk begins with it (features E03). */
export interface SessionFacts {
  session: Pick<StaffSession, 'secondFactorAt' | 'expiresAt' | 'postId' | 'byProvince'>
  account: Officer & Pick<StaffAccount, 'closedAt' | 'mustChangePassword' | 'mustEnrolFactor'>
  /** All of them, past and to come. */
  posts: StaffPost[]
  /** Notices nobody has read yet. */
  unread: number
  hintsSeen: string[]
  /** They worked from this place a moment ago, so there is nothing to note. */
  placeIsFresh: boolean
}

export interface Staff {
  byLogin(login: string): Promise<StaffAccount | null>
  get(staffId: string): Promise<StaffAccount | null>
  /** Locks the row until the transaction ends. */
  lock(staffId: string): Promise<StaffAccount | null>
  namesOf(staffIds: string[]): Promise<Map<string, string>>
  /** As whom each counts where two people are asked for: their opener until somebody else has confirmed them (features K02). */
  wordsOf(staffIds: readonly string[]): Promise<Map<string, string>>
  confirm(staffId: string, by: string): Promise<void>
  /** Somebody with one of these roles has an open account. */
  anyOf(roles: readonly StaffRole[]): Promise<boolean>
  /** False when the login is taken. */
  add(account: NewAccount): Promise<boolean>
  bySubject(provinceSubject: string): Promise<StaffAccount | null>
  /** Whom the province's log-in means by this subject; null takes it away. False when it is somebody else's. */
  saveSubject(staffId: string, provinceSubject: string | null, saidBy: 'own' | 'leader'): Promise<boolean>
  /** From now on the province's second factor is enough for this subject. */
  subjectProved(staffId: string): Promise<void>
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
  /** `place` is a network as a hash, `fresh` the moment since when it need not be noted again. */
  standing(tokenHash: Buffer, place: string | null, fresh: Date): Promise<SessionFacts | null>
  endSession(tokenHash: Buffer): Promise<void>
  /** Ends all of an officer's sessions but one, after a new password. */
  endOtherSessions(staffId: string, keep: Buffer): Promise<void>
}
