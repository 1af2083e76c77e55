/** Promised work that asks for a bell: never rung, or rung longer ago than the sweep allows and still open. */
export interface BellClaim {
  now: Date
  sweepAfterMs: number
  limit: number
}

export interface OpenTask {
  id: string
  name: string
  data: unknown
  attempts: number
}

/** What is still open in the tables, for the relay and the hands (channels 5.3, features M01). */
export interface Promises {
  /** Ids of tasks to ring for, marked as rung: another relay passes them by until the sweep. */
  claimTasks(claim: BellClaim): Promise<string[]>
  /** Addresses where something heard waits. */
  claimHeard(claim: BellClaim): Promise<string[]>
  /** Accounts at which something to say is due and that need not rest. Not marked: one bell is enough for all of it. */
  accountsToSay(now: Date): Promise<string[]>
  /** Locks the task until the transaction ends. Null: done, dead, gone, or in another worker's hands. */
  lockTask(id: string): Promise<OpenTask | null>
  taskDone(id: string, at: Date): Promise<void>
  /** Counts the attempt with a code, never a message; dead after the last one. */
  taskFailed(id: string, fault: { code: string; at: Date; dead: boolean }): Promise<void>
}
