/** How a citizen agreed that a helper acts for them (features A09). */
export type HelperConsent = 'sms' | 'chat' | 'paper'

export type HelperEnd = 'handed_in' | 'stopped' | 'idle'

/** A helper's hour with one citizen. */
export interface HelperSession {
  id: string
  staffId: string
  unitId: string
  /** `helper|desk|<id>`: it holds the citizen's phone for the hour, and opens no record. */
  address: string
  tokenHash: Buffer
  consent: HelperConsent
  consentVersion: string
  /** The citizen's phone, E.164; null without one. */
  phone: string | null
  /** The chat the citizen agreed in: it owns the report. */
  citizenAddress: string | null
  slipNumber: string | null
  askedAt: Date
  /** Null until the citizen's code came. */
  begunAt: Date | null
  seenAt: Date
  endedAt: Date | null
  endedWhy: HelperEnd | null
  reportId: string | null
  initials: string | null
}

/** One line of a helper's own list: nothing of the person but initials. */
export interface HelpedPerson {
  id: string
  code: string
  handedInAt: Date
  initials: string
}

export interface HelpCode {
  codeHash: Buffer
  /** The chat of the citizen who agreed. */
  address: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export interface HelperDesk {
  add(session: HelperSession): Promise<void>
  byToken(tokenHash: Buffer): Promise<HelperSession | null>
  lock(id: string): Promise<HelperSession | null>
  begin(id: string, at: Date): Promise<void>
  seen(id: string, at: Date): Promise<void>
  /** Ends it with everything it had typed and proved; `handedIn` names what became of it. */
  end(
    session: Pick<HelperSession, 'id' | 'address'>,
    why: HelperEnd,
    at: Date,
    handedIn?: { reportId: string; initials: string },
  ): Promise<void>
  /** Not touched since this moment and not ended. */
  idleSince(moment: Date, atMost: number): Promise<HelperSession[]>
  helpedBy(staffId: string, since: Date): Promise<HelpedPerson[]>
  handedIn(staffId: string, sessionId: string): Promise<HelpedPerson | null>
  /** Of hours that ended before this moment. */
  forgetInitials(endedBefore: Date): Promise<void>

  keepCode(code: HelpCode): Promise<void>
  lockCode(codeHash: Buffer): Promise<HelpCode | null>
  useCode(codeHash: Buffer, at: Date): Promise<void>

  /** False when the number was written down before. */
  recordSlip(slip: { unitId: string; number: string; recordedBy: string; recordedAt: Date }): Promise<boolean>
  /** Uses an unused slip of this unit up; false when there is none. */
  useSlip(unitId: string, number: string, at: Date): Promise<boolean>
}
