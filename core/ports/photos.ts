import type { PhotoKind } from '../domain/citizen/photo-kind.ts'
import type { RetentionLimits } from '../domain/citizen/photo-retention.ts'
import type { ShownArea } from '../domain/papers/shown-area.ts'

/** `waiting`: its sealed file is not stored yet, so nothing may be shown (features C10). */
export type PhotoState = 'waiting' | 'ready' | 'refused' | 'destroyed'

export interface Photo {
  id: string
  /** The key that seals it: the draft's or report's id, or an id of its own when that key is gone. */
  caseId: string
  reportId: string | null
  draftAddress: string | null
  /** The sender's own name of this photo: sent twice, it is one. */
  dedupeKey: string
  kind: PhotoKind
  state: PhotoState
  fileKey: string
  sha256: string
  bytes: number
  width: number
  height: number
  /** What the card's QR said, sealed with the case key; null while unread or when there is none. */
  cardFacts: Buffer | null
  /** `read`, or the one thing most likely wrong; null while unread. */
  cardReason: string | null
  /** What staff may see of it without a reason; null until it was looked at, and until then nothing is shown (features C08, C10). */
  shownAreas: readonly ShownArea[] | null
  /** What was read on a paper slip, sealed with the case key; null while unread or when there is nothing. */
  slipFacts: Buffer | null
  /** `read`, `nothing` or `off`; null while unread. */
  slipReason: string | null
  consentId: string
  receivedAt: Date
}

/** The key of a case; `wrappedKey` is null once destroyed. */
export interface CaseKey {
  caseId: string
  wrappedKey: Buffer | null
}

export interface Photos {
  /** The key of this case, locked; made from `fresh` when there is none. */
  lockKey(caseId: string, fresh: () => Buffer, at: Date): Promise<CaseKey>
  keyOf(caseId: string): Promise<CaseKey | null>
  get(photoId: string): Promise<Photo | null>
  byDedupeKey(dedupeKey: string): Promise<Photo | null>
  insert(photo: Photo): Promise<void>
  setReady(photoId: string): Promise<void>
  setReading(photoId: string, reading: { cardFacts: Buffer | null; reason: string }): Promise<void>
  setCardAgrees(photoId: string, agrees: boolean): Promise<void>
  setShownAreas(photoId: string, areas: readonly ShownArea[]): Promise<void>
  setSlip(photoId: string, slip: { slipFacts: Buffer | null; reason: string }): Promise<void>
  /** Photos of a draft or a report, oldest first, destroyed ones too. */
  ofCase(caseId: string): Promise<Photo[]>
  /** Gives the photos of a draft to the report it became or joined, and their consents too. */
  giveToReport(draftId: string, reportId: string): Promise<void>
  /** Destroys every key that seals photos of this case; answers false when none was left. */
  destroyKeys(caseId: string, at: Date): Promise<boolean>
  /** Cases whose time is up (features C12), with at least one photo left. */
  dueCases(limits: RetentionLimits, atMost: number): Promise<string[]>
}
