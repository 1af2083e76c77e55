export const TRAINING_KINDS = ['self_test', 'practice_cases'] as const

export type TrainingKind = (typeof TRAINING_KINDS)[number]

export interface TrainingRun {
  id: string
  staffId: string
  kind: TrainingKind
  begunAt: Date
  finishedAt: Date | null
  /** In the order they were given. */
  answers: { caseId: string; given: string }[]
}

/** What officers learn with: runs of the self-test and of the practice cases, and hints seen (features K11). */
export interface Training {
  open(staffId: string, kind: TrainingKind): Promise<TrainingRun | null>
  lastFinished(staffId: string, kind: TrainingKind): Promise<TrainingRun | null>
  begin(run: Pick<TrainingRun, 'id' | 'staffId' | 'kind' | 'begunAt'>): Promise<void>
  save(id: string, answers: TrainingRun['answers'], finishedAt: Date | null): Promise<void>
  seeHint(staffId: string, page: string, at: Date): Promise<void>
}
