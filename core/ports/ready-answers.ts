import type { ChannelId } from '../domain/chat/inbound-event.ts'
import type { ReadyAnswerKey } from '../domain/thread/ready-answer.ts'
import type { Scope } from '../policy.ts'

/** One answer of an officer; `id` is that of the form it was sent with. The words stand in the outbox only. */
export interface StaffReply {
  id: string
  helpRequestId: string
  staffId: string
  unitId: string
  address: string
  channel: ChannelId
  locale: 'vi' | 'en'
  /** Null: written by hand. */
  answerKey: ReadyAnswerKey | null
  at: Date
}

/** How often a ready answer was sent, and how often somebody wrote again in that chat within 7 days (features E07). */
export interface AnswerUsage {
  answerKey: ReadyAnswerKey
  used: number
  wroteAgain: number
}

export interface ReadyAnswers {
  /** False when this reply is known. */
  keep(reply: StaffReply): Promise<boolean>
  usage(scope: Scope, since: Date): Promise<AnswerUsage[]>
}
