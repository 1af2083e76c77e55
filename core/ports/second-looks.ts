/** Two people for risky approvals (features E11); the table itself refuses the same person twice. */
export interface SecondLooks {
  /** Staff id of whoever approved first in this round, or null. */
  firstOf(reportId: string, round: number): Promise<string | null>
  first(look: { reportId: string; round: number; staffId: string; at: Date }): Promise<void>
  second(look: { reportId: string; round: number; staffId: string; at: Date }): Promise<void>
}
