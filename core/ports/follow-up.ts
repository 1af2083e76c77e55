import type { Elapsed } from '../domain/citizen/expected-time.ts'
import type { ReportType } from '../domain/report/report-type.ts'

export interface ElapsedOf {
  unitId: string
  types: readonly ReportType[]
  /** Types of the same branch, for when there are too few of these. */
  branchTypes: readonly ReportType[]
  since: Date
  until: Date
}

/** What follows a report beyond its own row: how long such reports took, since when it is held, what landed and when. */
export interface FollowUp {
  /** Hours from t0 to the decision, of decisions in this time, from the history alone (features D10). */
  elapsed(of: ElapsedOf): Promise<{ type: Elapsed; branch: Elapsed }>
  /** Since when the present holder has each report: the work list and the tracking page show this one number (features D02). */
  heldSince(reportIds: readonly string[]): Promise<Map<string, Date>>
  /**
   * Reports whose last correction landed in this time and that still wait for this step; oldest first. Both ends count from the
   * landing (features D08).
   */
  landed(
    due: { action: 'ask_seen' | 'settle'; landedUntil: Date; landedAfter: Date | null },
    limit: number,
  ): Promise<string[]>
}
