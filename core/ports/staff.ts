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
}

export interface StaffSession {
  tokenHash: Buffer
  staffId: string
  /** Null between the password and the code. */
  secondFactorAt: Date | null
  createdAt: Date
  expiresAt: Date
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
  add(account: Omit<StaffAccount, 'unitName' | 'failedLogIns' | 'lockedUntil' | 'closedAt'>): Promise<boolean>
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
