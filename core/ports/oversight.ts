import type { Finding } from '../domain/oversight/unusual-pattern.ts'

export interface OversightReport {
  id: string
  unitId: string
  /** The Monday of the week, YYYY-MM-DD. */
  weekFrom: string
  readings: number
  findings: Finding[]
  madeAt: Date
  readAt: Date | null
}

/** A finding with what its reader needs to ask the officer. */
export interface NamedFinding extends Finding {
  officerName: string | null
  unitName: string | null
  /** Newest report of the person; null: none, or the pattern is about an officer. */
  reportCode: string | null
}

export interface WatchedOfficer {
  staffId: string
  fullName: string
  unitName: string
  hamlet: string | null
}

/** Who looked at whom, week by week (features F12). */
export interface Oversight {
  /** Readings of these units' officers, and what is unusual among them. */
  weigh(unitIds: readonly string[], from: Date, until: Date): Promise<{ readings: number; findings: Finding[] }>
  /** Once per unit and week. */
  add(report: Omit<OversightReport, 'readAt'>): Promise<boolean>
  /** Newest first. */
  of(unitId: string, atMost: number): Promise<OversightReport[]>
  named(findings: readonly Finding[]): Promise<NamedFinding[]>
  markRead(id: string, by: { staffId: string; at: Date }): Promise<void>
  officersOf(unitIds: readonly string[]): Promise<WatchedOfficer[]>
  /** Null: nobody knows where this officer lives. */
  setHamlet(staffId: string, hamlet: string | null): Promise<void>
}
