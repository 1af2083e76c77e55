import type { CardFacts } from '../../domain/papers/card-qr.ts'
import type { SlipProposal } from '../../domain/papers/slip-facts.ts'
import type { LikelyError } from '../../domain/person/likely-error-kind.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import type { DisputedDose } from '../../domain/report/disputed-dose.ts'
import type { Report } from '../../domain/report/report.ts'
import type { ClockColour } from '../../domain/report/report-clock.ts'
import type { DeskAction } from '../../domain/staff/desk-actions.ts'
import type { Suggestion } from '../../domain/staff/suggest-outcome.ts'
import type { ThreeWayRow } from '../../domain/staff/three-way-check.ts'
import type { CaseHold } from '../../ports/case-holds.ts'
import type { HopRuling } from '../../ports/hop-rulings.ts'
import type { MessageFate } from '../../ports/outbox.ts'
import type { Photo } from '../../ports/photos.ts'
import type { Doubt, Recheck } from '../../ports/rechecks.ts'
import type { UrgentUse } from '../../ports/urgent-uses.ts'
import type { ExchangeState } from '../exchange/exchange-state.ts'

export interface PhotoOfCase {
  photoId: string
  kind: Photo['kind']
  state: Photo['state']
  receivedAt: Date
  card: CardFacts | null
  cardReason: string | null
  /** What this officer sees of it now; `checking` until it was looked at (features C08, C10). */
  shown: 'checking' | 'covered' | 'partly' | 'open'
  /** An open photo is covered again then. */
  openUntil: Date | null
  /** What was read on a paper slip, for the officer to accept (features C13). */
  proposals: SlipProposal[]
}

/** A step with the names an officer may read; `staffName` and `unitName` are null for citizens and the house itself. */
export interface CaseStep {
  seq: number
  at: Date
  action: string
  by: 'citizen' | 'staff' | 'system'
  staffName: string | null
  unitName: string | null
  detail: Record<string, unknown>
}

/** A record that may be this person's, offered while the report has none. */
export interface SimilarRecord {
  personId: string
  recordId: string
  fullName: string
  birthDate: string | null
  sex: PlatformRecord['sex']
  idMasked: string | null
  commune: string | null
  doses: number
  sameNumber: boolean
}

/** Everything about one case on one screen (features E05). */
export interface CaseView {
  report: Report
  unitName: string
  holderName: string | null
  clock: ClockColour
  /** The station's question stands unanswered since then, beside the official clock (features D09). */
  askedAt: Date | null
  record: PlatformRecord | null
  rows: ThreeWayRow[]
  easy: boolean
  phoneChange: { recorded: string | null; claimed: string } | null
  doses: RecordedDose[]
  photos: PhotoOfCase[]
  steps: CaseStep[]
  /** Notes among colleagues of this officer's own unit (features E12). */
  noteCount: number
  /** A decision about many cases will move this one then (features E06). */
  bulkAt: Date | null
  /** What was told to the citizen about it, and what became of each message (features I04). */
  messages: MessageFate[]
  similar: SimilarRecord[]
  /** Records that fit but belong to a unit out of this officer's reach. */
  similarElsewhere: number
  actions: DeskAction[]
  suggestion: Suggestion
  /** Doses this report says were never given, with the facility's paper (features B06). */
  disputes: DisputedDose[]
  /** The use of the urgent lane, for the look that every use gets (features B12). */
  urgent: UrgentUse | null
  /** The other parts under the same receipt code (docs/decisions/two-branches.md). */
  otherParts: { code: string; unitName: string; state: Report['state']; isInReach: boolean }[]
  /** This report lies with this officer's desk; what is possible now stands in `actions`. */
  mayDecide: boolean
  mayLink: boolean
  maySeePhotos: boolean
  handOverTo: { id: string; name: string }[]
  /** A first officer has approved and a second one has to (features E11). */
  firstApproval: { staffId: string; staffName: string } | null
  needsTwo: boolean
  /** How far each approved value has come (features G04). */
  exchange: ExchangeState[]
  /** What is likely wrong, the surest first (features E16); a guess. */
  likely: LikelyError[]
  /** A colleague has it open: nothing can be decided here until their time is over or it is taken over (features E04). */
  heldBy: CaseHold | null
  /** What the district was asked about whose report this is (features E02). */
  ruling: (HopRuling & { unitName: string }) | null
  /** A colleague's decision waits for this officer's look (features E11). */
  recheck: Recheck | null
  /** Decisions on it that a second officer found wrong, newest first. */
  doubts: Doubt[]
}
