import type { RefusalReason } from './refusal-reason.ts'
import type { ReportState } from './report-lifecycle.ts'
import type { IdentityField, ReportType } from './report-type.ts'

/** Where a corrected value came from (features B03). */
export type ValueSource = 'typed' | 'card_qr' | 'paper'

/** One wrong value: what the Platform holds (null: nothing, or not proved enough to see it) and what is right. Dates YYYY-MM-DD. */
export interface FieldChange {
  field: IdentityField | 'phone'
  recorded: string | null
  correct: string
  source: ValueSource
}

/** A dose as the citizen tells it; `doseId` when it corrects a recorded one. `givenOn` YYYY-MM-DD. */
export interface DoseClaim {
  doseId: string | null
  number: number | null
  givenOn: string | null
  vaccine: string | null
  lot: string | null
  place: string | null
  note: string | null
  /** The vaccination point chosen from the list (features B04); absent or null: typed, or not told. */
  pointId?: string | null
  /** Where the place was, when the point itself is not known: the next rungs of 9458's ladder. */
  province?: string | null
  district?: string | null
}

export const NO_CLAIM: DoseClaim = {
  doseId: null,
  number: null,
  givenOn: null,
  vaccine: null,
  lot: null,
  place: null,
  note: null,
}

/** Why a report ended (features D06). `corrected_and_seen` needs a read-back row. */
export const END_STATES = [
  'corrected_and_seen',
  'corrected_waiting',
  'not_ours',
  'not_provable',
  'duplicate',
  'withdrawn',
  // The population database was the wrong one and is right now; nothing on the Platform had to change (features F08).
  'register_mended',
] as const

export type EndState = (typeof END_STATES)[number]

export interface Report {
  id: string
  /** Receipt code such as PA-7K3M-92; its last character is a check digit. */
  code: string
  types: ReportType[]
  state: ReportState
  version: number
  /** Letter 9458: the moment the system recorded it; the 48 hours run from here and never pause. */
  recordedAt: Date
  dueAt: Date
  /** How often it was sent again after a refusal, counted from 1. */
  round: number
  unitId: string
  /** The report under whose receipt code this part was opened (docs/decisions/two-branches.md); null: it is that report. */
  partOf: string | null
  personId: string | null
  /**
   * Who the citizen says they are: fullName as typed, birthDate YYYY-MM-DD. `passportCountry` (ISO 3166 alpha-3) makes
   * `idNumber` the number of a foreign passport; null: a Vietnamese number (features A12).
   */
  claimant: {
    fullName: string
    birthDate: string
    sex: 'male' | 'female'
    idNumber: string | null
    passportCountry: string | null
  }
  phone: string | null
  /** `channel|account|user` of the chat it came from, null from the portal. */
  address: string | null
  locale: 'vi' | 'en'
  changes: FieldChange[]
  doses: DoseClaim[]
  note: string | null
  takenBy: string | null
  refusalReasons: RefusalReason[]
  /** Sentence of the officer to the citizen: refusal, request for more, deferral. */
  answer: string | null
  deferredUntil: string | null
  endState: EndState | null
  hops: number
  /** The export row that the Platform's own list confirmed: evidence of "corrected and seen" (features D07). */
  landedRowId: string | null
}
