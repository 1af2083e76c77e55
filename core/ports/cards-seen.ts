import type { NumberAgrees, PaperSeen } from '../domain/counter/paper-seen.ts'

export interface CardSeen {
  id: string
  personId: string
  staffId: string
  unitId: string
  paper: PaperSeen
  numberAgrees: NumberAgrees
  seenAt: Date
}

export interface CounterCode {
  codeHash: Buffer
  cardSeenId: string
  personId: string
  level: 1 | 2
  madeBy: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

/** Papers seen at a counter, and the codes given for them (features A04, A06). */
export interface CardsSeen {
  add(card: CardSeen): Promise<void>
  /** When a paper whose number did not contradict the record was last seen; null: not since then. */
  lastSeen(personId: string, since: Date): Promise<Date | null>
  keepCode(code: CounterCode): Promise<void>
  /** A new code ends the older ones of the same person: a lost slip opens nothing. */
  endCodesOf(personId: string, at: Date): Promise<void>
  /** The code, locked until the transaction ends. */
  lockCode(codeHash: Buffer): Promise<CounterCode | null>
  useCode(codeHash: Buffer, used: { at: Date; by: string }): Promise<void>
  /** The level of the code of this person that this address used last; null: it never used one since then. */
  levelUsedBy(address: string, personId: string, since: Date): Promise<CounterCode['level'] | null>
}
