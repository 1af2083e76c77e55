import type { Scope } from '../policy.ts'

export const DEAD_KINDS = ['task', 'heard', 'message'] as const

export type DeadKind = (typeof DEAD_KINDS)[number]

/** Work, something heard or a message that nobody tries any more. No content: what it is, and why. */
export interface DeadLetter {
  kind: DeadKind
  id: string
  /** Task name, or the channel of what was heard or said. */
  what: string
  /** `unknown`: it may have arrived all the same. */
  code: string
  attempts: number
  madeAt: Date
  diedAt: Date
  /** Only when the report belongs to a unit of the scope. */
  reportCode: string | null
}

export interface DeadLetters {
  /** Newest first. */
  list(scope: Scope, limit: number): Promise<DeadLetter[]>
  count(): Promise<number>
  /** How many died before this moment and still wait for somebody. */
  olderThan(moment: Date): Promise<number>
  /** Opens it again with all its attempts; false when it is not dead any more. */
  retry(kind: DeadKind, id: string): Promise<boolean>
  /** All but messages that may have arrived: those a person decides one by one (channels 5.4). */
  retryAll(): Promise<number>
  /** Puts it away for good; false when it is not dead any more. */
  discard(kind: DeadKind, id: string, reason: string): Promise<boolean>
}
