export interface CaseHold {
  staffId: string
  staffName: string
  until: Date
}

/** Who has a case open: a soft lock that runs out by itself (features E04). */
export interface CaseHolds {
  /** The live hold, or null. */
  of(reportId: string, now: Date): Promise<CaseHold | null>
  /** Takes or prolongs it; false while somebody else holds it. */
  take(hold: { reportId: string; staffId: string; until: Date }, now: Date): Promise<boolean>
  /** Takes it whoever holds it. */
  takeOver(hold: { reportId: string; staffId: string; until: Date }): Promise<void>
  release(reportId: string): Promise<void>
}
