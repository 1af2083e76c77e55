import type { UrgentLane, UrgentReason } from '../domain/report/urgency.ts'

export interface UrgentUse {
  reportId: string
  reason: UrgentReason
  /** YYYY-MM-DD. */
  neededOn: string
  askedAt: Date
  lane: UrgentLane
  /** Every use is looked at by an officer who does not decide the report. */
  lookedBy: string | null
  lookedAt: Date | null
}

/** Uses of the urgent lane (features B12). */
export interface UrgentUses {
  of(reportId: string): Promise<UrgentUse | null>
  /** Once per report; asked for again it changes nothing. */
  add(use: Omit<UrgentUse, 'lookedBy' | 'lookedAt'>): Promise<void>
  /** The unit's open reports, and how many of them stand in the lane. Locks the unit's row, so that two askers do not both get the last place. */
  load(unitId: string): Promise<{ open: number; urgent: number }>
  look(reportId: string, look: { lane: UrgentLane; staffId: string; at: Date }): Promise<void>
}
