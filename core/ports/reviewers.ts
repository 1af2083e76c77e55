/** Who may not judge a report, and who may in their place (features B08, D05). */
export interface Reviewers {
  bar(reportId: string, staffIds: readonly string[]): Promise<void>
  isBarred(reportId: string, staffId: string): Promise<boolean>
  /** Somebody else of this unit who decides reports: the one with the fewest in hand. Null: nobody is left. */
  otherAt(unitId: string, notStaffIds: readonly string[]): Promise<string | null>
}
