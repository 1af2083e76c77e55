import type { Consent } from './citizens.ts'
import type { Owner } from './rights.ts'
import type { Upload } from './uploads.ts'

/** How much the house holds of a person beside reports and photos. */
export interface TalkCounts {
  heard: number
  said: number
  helpRequests: number
  uploads: number
}

/** What hangs on a person's addresses, over all tables: for showing it to them and for taking it away (features L05). */
export interface PersonalData {
  talkOf(owner: Owner): Promise<TalkCounts>
  consentsOf(addresses: readonly string[]): Promise<(Consent & { withdrawnAt: Date | null })[]>
  /** Open dialogues forget the yes too; answers how many consents were alive. */
  withdrawConsents(addresses: readonly string[], at: Date): Promise<number>
  /** Ids of drafts: the case ids under which their photos are sealed. */
  draftsOf(addresses: readonly string[]): Promise<string[]>
  /** How many sheets about others this owner sent. */
  sheetsOf(owner: Owner): Promise<number>
  uploadsOf(addresses: readonly string[]): Promise<Upload[]>
  helpRequestIdsOf(addresses: readonly string[]): Promise<string[]>
  /** What counter and helper wrote down of the person of a report: the phone as told, the initials. */
  forgetTold(reportId: string): Promise<void>
  /**
   * Removes what was said on both sides, settled or not yet sent alike; what is being handled this moment goes with the
   * nightly work. Answers how many messages.
   */
  forgetTalk(addresses: readonly string[], phone: string | null): Promise<number>
  /** Links between channels, shared cases, codes and proofs; answers how many ways of contact. Silence stays: it is a wish too. */
  forgetContacts(addresses: readonly string[], phone: string | null, at: Date): Promise<number>
}
