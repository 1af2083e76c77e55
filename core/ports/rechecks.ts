/** Decisions that one officer may take alone and a second one looks at by chance (features E11). */
export const RECHECKED = ['approve', 'refuse', 'answer'] as const

export type Rechecked = (typeof RECHECKED)[number]

export interface Recheck {
  id: string
  reportId: string
  decision: Rechecked
  decidedBy: string
  chosenAt: Date
  unitId: string
  /** A colleague; null: any officer of `unitId`, because the decider has no colleague who decides. */
  forStaffId: string | null
}

export interface Rechecks {
  choose(recheck: Recheck): Promise<void>
  /** The one that waits for its look, or null. */
  openOf(reportId: string): Promise<Recheck | null>
  look(id: string, look: { staffId: string; at: Date; verdict: 'right' | 'wrong'; note: string | null }): Promise<void>
}
