import type { MediaRef } from '../../core/domain/chat/inbound-event.ts'
import type { Claimant } from '../../core/domain/citizen/claimant.ts'
import type { LookUpAnswer } from '../../core/domain/citizen/look-up-answer.ts'
import type { PhotoKind } from '../../core/domain/citizen/photo-kind.ts'
import type { Correction } from '../../core/domain/citizen/report-draft.ts'
import type { Tracking } from '../../core/domain/citizen/tracking.ts'
import type { Outcome } from '../../core/domain/objection.ts'
import type { CardFacts } from '../../core/domain/papers/card-qr.ts'
import type { DoseClaim } from '../../core/domain/report/report.ts'
import type { ReportType } from '../../core/domain/report/report-type.ts'
import type { OwnReport } from './answers.ts'

export interface StationFacts {
  name: string
  address: string | null
  openingHours: string | null
}

export interface ReportToSend {
  claimant: Claimant
  phone: string | null
  personId: string | null
  types: ReportType[]
  changes: Correction[]
  doses: DoseClaim[]
  withConsent: boolean
}

export type CardReadingNow =
  | { state: 'waiting' }
  | { state: 'read'; card: CardFacts }
  | { state: 'unread'; reason: string }

/** Everything the conversation may ask of the house, with what comes back. The engine asks; carry-out.ts does it. */
export interface Requests {
  requestCode: { ask: { phone: string }; back: Outcome<{ phone: string; phoneMasked: string; minutes: number }> }
  confirmCode: { ask: { phone: string; code: string }; back: Outcome<{ phone: string }> }
  provePhone: { ask: { phone: string }; back: Outcome<{ phone: string }> }
  lookUp: { ask: { claimant: Claimant }; back: Outcome<LookUpAnswer> }
  /** `reportId` null: the photo belongs to the report being written. */
  attachPhoto: { ask: { reportId: string | null; item: MediaRef; kind: PhotoKind }; back: Outcome<{ caseId: string }> }
  dropPhotos: { ask: { items: MediaRef[] }; back: null }
  readCard: { ask: { caseId: string }; back: CardReadingNow }
  recordReport: { ask: ReportToSend; back: Outcome<{ reportId: string; code: string; dueAt: Date; joined: boolean }> }
  ownReports: { ask: Record<never, never>; back: OwnReport[] }
  track: { ask: { code: string; phoneTail: string | null }; back: Outcome<Tracking> }
  withdraw: { ask: { code: string }; back: Outcome<unknown> }
  resend: { ask: { code: string; note: string | null }; back: Outcome<{ code: string; dueAt: Date }> }
  addNote: { ask: { reportId: string; text: string }; back: Outcome<{ code: string }> }
  station: { ask: { personId: string | null }; back: StationFacts }
}

export type RequestName = keyof Requests

export type Request = { [K in RequestName]: { name: K } & Requests[K]['ask'] }[RequestName]
