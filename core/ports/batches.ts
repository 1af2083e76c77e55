import type { BatchFault, BatchGroup } from '../domain/batch/find-batches.ts'
import type { DoseSaid } from '../domain/batch/propose-fix.ts'
import type { Scope } from '../policy.ts'

export type BatchState = 'found' | 'asked' | 'settled' | 'false_alarm'

/** A place, a day and an account under which far more went wrong than elsewhere at that place (features E18). */
export interface WrongBatch {
  id: string
  unitId: string
  facility: string
  /** YYYY-MM-DD */
  givenOn: string
  enteredBy: string
  doses: number
  wrong: number
  siteRate: number
  fault: BatchFault
  faultRows: number
  state: BatchState
  foundAt: Date
}

/** One dose of a batch with what is wrong about it; null: nothing known. */
export interface BatchDose {
  personId: string
  recordId: string
  platformDoseId: string
  fullName: string
  vaccine: string
  lot: string | null
  givenText: string
  fault: BatchFault | null
  /** What the newest report about this dose says is right. */
  said: DoseSaid | null
}

export interface Batches {
  /** Every group of a place, a day and an account in these units with its errors counted. */
  groups(scope: Scope): Promise<(BatchGroup & { unitId: string })[]>
  /** A batch known before keeps its state; its figures are renewed. */
  keep(batches: readonly Omit<WrongBatch, 'state'>[]): Promise<void>
  list(scope: Scope): Promise<WrongBatch[]>
  lock(id: string): Promise<WrongBatch | null>
  get(id: string): Promise<WrongBatch | null>
  dosesOf(batch: Pick<WrongBatch, 'facility' | 'givenOn' | 'enteredBy' | 'unitId'>): Promise<BatchDose[]>
  setState(id: string, state: BatchState, by: { staffId: string; at: Date }): Promise<void>
}
