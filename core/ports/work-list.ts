import type { ClockColour } from '../domain/report/report-clock.ts'
import type { ReportState } from '../domain/report/report-lifecycle.ts'
import type { ReportType } from '../domain/report/report-type.ts'
import type { Scope } from '../policy.ts'

export interface WorkFilter {
  scope: Scope
  state: ReportState | null
  type: ReportType | null
  colour: ClockColour | null
  /** Only what this officer holds. */
  holder: string | null
  /** Beginning of a receipt code, capitals and digits without dashes. */
  code: string | null
  /** Only what still waits for a decision, its 48 hours running. */
  open: boolean
  /** Only uses of the urgent lane that still wait for the look every use gets, decided or not (features B12). */
  awaitsLook: boolean
  /** Only what the district has to say whose it is (features E02). */
  awaitsRuling: boolean
  /** Only decisions of colleagues that wait for the look of this officer (features E11). */
  recheckFor: Looker | null
  /** Only what lies with this unit itself: the pull queue of a district or province (9458, features E01). */
  ownUnit: string | null
}

/** Whose eyes: some work is for one officer, some for anybody of a unit. */
export interface Looker {
  staffId: string
  unitId: string
}

export const WORK_ORDERS = ['due', 'easy'] as const

/** `easy` puts first what the card's QR and the citizen agree on (features C05), then by due time. */
export type WorkOrder = (typeof WORK_ORDERS)[number]

/** Where the page before ended: everything after it comes next. */
export interface WorkCursor {
  lane: number
  easy: boolean
  dueAt: Date
  id: string
}

export interface WorkRow {
  id: string
  code: string
  types: ReportType[]
  state: ReportState
  claimantName: string
  recordedAt: Date
  dueAt: Date
  unitName: string
  holderId: string | null
  holderName: string | null
  /** Since when the present holder has it: the same number as on the citizen's page (features D02). */
  heldSince: Date
  easy: boolean
  /** 0 goes before everything else: it came back because the app does not show the correction (features D08). */
  lane: number
  /** A colleague or this officer has it open now (features E04). */
  openWith: string | null
}

export interface WorkCounts {
  total: number
  states: Partial<Record<ReportState, number>>
  colours: Record<ClockColour, number>
  /** Undecided and in this officer's hands. */
  mine: number
  /** Easy cases nobody decided yet. */
  easy: number
  /** Uses of the urgent lane nobody has looked at yet. */
  awaitLook: number
  awaitRuling: number
  /** Decisions of colleagues for this officer to look at. */
  rechecks: number
  /** Undecided and with the officer's own unit. */
  ownUnit: number
}

/** The queue of reports as an officer works through it (features E03). */
export interface WorkList {
  page(filter: WorkFilter, order: WorkOrder, after: WorkCursor | null, limit: number, now: Date): Promise<WorkRow[]>
  /** Exact, over the whole scope. */
  counts(scope: Scope, looker: Looker, now: Date): Promise<WorkCounts>
  /** Rows that the filter leaves. */
  count(filter: WorkFilter, now: Date): Promise<number>
  /**
   * Code of the next report to decide: undecided, in scope, open with nobody else, in nobody else's hands, not waiting for its
   * citizen, the earliest due.
   */
  nextFor(looker: { scope: Scope; staffId: string }, notId: string, now: Date): Promise<string | null>
}
