/** Decisions that one officer may take alone and a second one looks at by chance (features E11). */
export const RECHECKED = ['approve', 'refuse', 'answer'] as const

export type Rechecked = (typeof RECHECKED)[number]

export interface Recheck {
  id: string
  reportId: string
  /** Of the decision; a case that began anew is not looked at for an old one. */
  round: number
  decision: Rechecked
  decidedBy: string
  chosenAt: Date
  unitId: string
  /** A colleague; null: any officer of `unitId`, because the decider has no colleague who decides. */
  forStaffId: string | null
}

/** What the second officer said of a decision. */
export interface Doubt {
  id: string
  decision: Rechecked
  round: number
  staffName: string
  note: string
}

export interface Rechecks {
  choose(recheck: Recheck): Promise<void>
  /** The one that waits for its look, or null. */
  openOf(reportId: string): Promise<Recheck | null>
  /** Decisions a second officer found wrong, newest first. */
  doubtsOf(reportId: string): Promise<Doubt[]>
  /** Takes the words out of them (features L05). */
  forget(reportId: string): Promise<void>
  look(id: string, look: { staffId: string; at: Date; verdict: 'right' | 'wrong'; note: string | null }): Promise<void>
}
