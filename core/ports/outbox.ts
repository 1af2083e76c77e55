import type { NoticeKey } from '../domain/report/notice.ts'

/** `zns`: a Zalo template (ZBS) to a phone number, for people whose chat is closed to us (channels 1.7). */
export type Channel = 'telegram' | 'zalo' | 'web' | 'sms' | 'zns'

/** What goes out. A notice carries the case code and a link only (features I06); `templateKey` names its text. */
export type OutgoingContent =
  | { kind: 'notice'; templateKey: NoticeKey; locale: 'vi' | 'en'; params: { code: string; link: string } }
  /** `agreesTo`: the words say that whoever reads the code out lets a helper write for them (features A09). */
  | { kind: 'one_time_code'; locale: 'vi' | 'en'; code: string; minutes: number; agreesTo?: 'helper' }
  | { kind: 'turn'; content: unknown }
  /** A person at the station answers in the citizen's chat (features D11). */
  | { kind: 'staff_reply'; locale: 'vi' | 'en'; text: string; unitName: string }

export interface OutgoingMessage {
  id: string
  /** `n|<report>|<event>|<address>` for a notice, `r|<inbox id>|<index>` for a reply. A second one with the same key is the first one. */
  idempotencyKey: string
  channel: Channel
  /** `telegram|<bot>|<chat>`, `zalo|<oa>|<user>`, `web|portal|<session>`, `sms|gateway|+84…`, `zns|<oa>|+84…` */
  address: string
  purpose: 'reply' | 'notification' | 'code' | 'reminder'
  content: OutgoingContent
  reportId?: string | null
  campaignId?: string | null
  notBefore?: Date | null
  notAfter?: Date | null
  /** The message that could not arrive where it was meant to, and its place in the order (features I02). */
  hopOf?: string | null
  place?: number | null
}

/** What became of one message about a case. */
export interface MessageFate {
  id: string
  channel: Channel
  purpose: OutgoingMessage['purpose']
  templateKey: NoticeKey | null
  state: string
  failureClass: string | null
  failureCode: string | null
  /** The message that this one took the place of. */
  hopOf: string | null
  createdAt: Date
}

export interface Outbox {
  put(message: OutgoingMessage): Promise<void>
  ofReport(reportId: string): Promise<MessageFate[]>
}
