import type { Scope } from '../policy.ts'

/** The numbers in the desk's navigation. */
export interface Waiting {
  /** People who wait for an answer or a call back. */
  inbox: number
  /** Messages that did not arrive: somebody should call. */
  callList: number
  /** Data requests that are late. */
  rights: number
}

/** What lies in the hands of one officer (features K04), or waits for anybody of their units. */
export interface OpenWork {
  /** One look for all three: every page of the desk shows them (features E03). */
  waitingIn(scope: Scope, now: Date): Promise<Waiting>
  /** Reports on the clock, talks and second looks this officer holds. */
  countOf(staffId: string): Promise<{ reports: number; threads: number }>
  /** Gives all of it to a colleague, or back to the unit; answers how much it was. */
  handOver(staffId: string, to: string | null): Promise<{ reports: string[]; threads: number }>
}
