/** What station and police agreed on after looking together (features F10). */
export const JOINT_OUTCOMES = ['check_again', 'papers_needed', 'register_to_mend'] as const

export type JointOutcome = (typeof JOINT_OUTCOMES)[number]

export interface JointReview {
  id: string
  identityCaseId: string
  /** National matches that failed. */
  rounds: number
  calledAt: Date
}

/** An open review with what its reader needs to find the person. */
export interface OpenJointReview extends JointReview {
  unitId: string
  unitName: string
  fullName: string
  reportCodes: string[]
}

export interface JointReviews {
  /** Once while one is open. */
  call(review: JointReview): Promise<void>
  /** Open reviews of these units, oldest first. */
  openIn(unitIds: string[] | 'all'): Promise<OpenJointReview[]>
  /** Cases whose people stood on this police unit's lists: the name as the list has it, and since when. */
  openAtPolice(
    policeUnitId: string,
  ): Promise<{ fullName: string; listNumber: string; rounds: number; calledAt: Date }[]>
  /** Of these cases those that wait for a review. */
  openOf(identityCaseIds: readonly string[]): Promise<Set<string>>
  /** Nobody is left to look at: the citizen took the report back. */
  endOfCase(identityCaseId: string, at: Date): Promise<void>
  lock(id: string): Promise<(JointReview & { unitId: string }) | null>
  record(
    id: string,
    held: { on: string; parties: string; outcome: JointOutcome; staffId: string; at: Date },
  ): Promise<void>
}
