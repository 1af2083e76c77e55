import type { NoticeKey } from '../domain/report/notice.ts'
import type { Scope } from '../policy.ts'

/** Why a citizen is called: no road was left, nobody knows whether it arrived, they stopped our messages, staff put it away. */
export type CallReason = 'not_reached' | 'not_sure' | 'opted_out' | 'discarded'

/** `arrived`: the message came through after all, so nobody needs to call. */
export type CallOutcome = 'reached' | 'not_reached' | 'arrived'

export interface CallToAdd {
  id: string
  /** The message as it was first meant: asked twice for it, it is one call. */
  outboxId: string
  unitId: string
  reportId: string | null
  /** E.164 */
  phone: string | null
  notice: NoticeKey
  reason: CallReason
}

export interface CallToMake extends CallToAdd {
  addedAt: Date
  reportCode: string | null
}

/** Citizens whom no channel reached: the station's last road (features I02). */
export interface CallList {
  add(call: CallToAdd): Promise<void>
  /** Oldest first. */
  openOf(scope: Scope, limit: number): Promise<CallToMake[]>
  countOf(scope: Scope): Promise<number>
  /** Null when it is done or out of this scope. */
  lock(id: string, scope: Scope): Promise<CallToMake | null>
  done(id: string, by: { staffId: string | null; outcome: CallOutcome; at: Date }): Promise<void>
  /** The phones of calls made before then are needed no longer. */
  forget(doneBefore: Date): Promise<void>
}
