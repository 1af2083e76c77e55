import type { HelpState, OpenHelpState } from '../domain/thread/help-lifecycle.ts'
import type { CallbackSlot, OfficeHours } from '../domain/thread/office-hours.ts'
import type { Scope } from '../policy.ts'

/** One call for a human (features D11). */
export interface HelpRequest {
  id: string
  unitId: string
  /** Where it was asked; the answer goes where the person wrote last. */
  address: string
  personId: string | null
  reportId: string | null
  /** What the person said with it; null once forgotten. */
  text: string | null
  state: HelpState
  askedAt: Date
  /** Asked while the unit was open: these count for the time to an answer. */
  askedOpen: boolean
  takenBy: string | null
  /** The first answer. */
  answeredAt: Date | null
  callback: CallbackSlot | null
  /** E.164. */
  callbackPhone: string | null
  /** Calls that nobody answered. */
  callTries: number
  endedAt: Date | null
}

/** A row of the inbox; the newest word of a person who has had no reply to it decides the waiting time. */
export interface InboxEntry extends HelpRequest {
  unitName: string
  holderName: string | null
  /** Name on the record, where the request is about one. */
  personName: string | null
  reportCode: string | null
  /** Null: nobody waits, the last word was ours. */
  waitingSince: Date | null
  /** Our last answer did not arrive: somebody should call. */
  unreached: boolean
}

/** Time to the first answer, over requests asked in opening hours. */
export interface AnswerTimes {
  answered: number
  /** 80th percentile, nearest rank, in minutes; null: nothing was answered. */
  p80Minutes: number | null
  /** Asked in that time and still without an answer. */
  unanswered: number
}

export interface HelpRequests {
  /** The open request of this person: any linked address counts. */
  openFor(address: string): Promise<{ id: string; state: OpenHelpState } | null>
  get(id: string): Promise<HelpRequest | null>
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<HelpRequest | null>
  /** False when this address has an open one already. */
  insert(request: HelpRequest): Promise<boolean>
  save(request: HelpRequest): Promise<void>
  /** Open requests of these units, whoever waits longest first. */
  openOf(scope: Scope, unitId: string | null, limit: number): Promise<InboxEntry[]>
  answerTimes(scope: Scope, since: Date): Promise<AnswerTimes>
  /** Null: the unit keeps the usual hours. */
  hoursOf(unitId: string): Promise<OfficeHours | null>
  /** Takes words and phones out of requests that ended before this moment; answers how many. */
  forget(endedBefore: Date): Promise<number>
}
