import type { Claimant } from '../domain/citizen/claimant.ts'

export interface BirthPaper {
  id: string
  address: string
  /** The account that asks, E.164. */
  phone: string
  claimant: Claimant
  /** The record that fits the facts; null when none does, of which the asker is not told. */
  personId: string | null
  unitId: string
  dedupeKey: string
  fileKey: string
  /** Null once the photo is destroyed. */
  wrappedKey: Buffer | null
  textVersion: string
  state: 'waiting' | 'accepted' | 'refused'
  sentAt: Date
  decidedBy: string | null
  decidedAt: Date | null
}

/** Photos of birth certificates that wait for a station (features A07). */
export interface BirthPapers {
  /** False when this photo was sent before. */
  insert(paper: BirthPaper): Promise<boolean>
  get(id: string): Promise<BirthPaper | null>
  lock(id: string): Promise<BirthPaper | null>
  waitingIn(unitIds: readonly string[]): Promise<BirthPaper[]>
  /** Papers this phone sent from these addresses, newest first. */
  sentFrom(phone: string, addresses: readonly string[]): Promise<BirthPaper[]>
  /** Writes the decision and destroys the key. */
  decide(id: string, decision: { state: 'accepted' | 'refused'; decidedBy: string; decidedAt: Date }): Promise<void>
  /** Sealed files whose key is gone, or that nobody decided about before this moment. */
  due(sentBefore: Date, atMost: number): Promise<{ id: string; fileKey: string }[]>
  /** The file is gone; one that nobody looked at in time counts as refused. */
  destroyed(id: string, at: Date): Promise<void>
}
