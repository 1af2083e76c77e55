import type { TestClock } from './clock.ts'

export interface SentMessage {
  method: string
  chatId: number
  messageId: number
  /** The text, or the caption of a picture or paper. */
  text: string
  buttons: { text: string; data?: string; url?: string; contact?: boolean }[]
  removesKeyboard: boolean
  at: Date
  /** What came with it: bytes when they were uploaded, else the address or file id that was named. */
  file: { name: string; bytes: Buffer | null; source: string | null } | null
}

/** The next answers of a method (or of any with `*`): a status, an HTML page, or a cut line. */
export interface Fault {
  method: string
  kind: 'status' | 'html' | 'cut_before' | 'cut_after'
  status?: number
  description?: string
  retryAfter?: number
  times?: number
}

/** Sends allowed in any second: over all chats, and to one of them. */
export interface Limits {
  perSecond: number
  perChatPerSecond: number
}

export interface WebhookTarget {
  url: string
  secret: string
  /** Only these kinds of updates; all when absent. */
  allowed?: string[]
  maxConnections?: number
}

export interface FakeState {
  botId: string
  token: string
  clock: TestClock
  sent: SentMessage[]
  deleted: number[]
  acknowledged: string[]
  files: Map<string, Buffer>
  nextId: number
  /** Buttons pressed and not yet acknowledged. */
  pressed: Set<string>
  /** What people wrote: a bot may delete it for 48 hours. */
  heard: Map<number, { chatId: number; at: Date }>
  blocked: Set<number>
  faults: Fault[]
  limits: Limits | null
  /** Sends answered 429 because they came too fast. */
  limited: number
}

export type Payload = Record<string, unknown>

/** A part of a multipart form that was a file. */
export type Uploaded = { field: string; name: string; bytes: Buffer } | null

export type Refused = { error_code: number; description: string; parameters?: { retry_after: number } }
export type Answer = { result: unknown } | Refused

export const bad = (description: string): Refused => ({ error_code: 400, description: `Bad Request: ${description}` })

export const botUser = (botId: string) => ({
  id: Number(botId),
  is_bot: true,
  first_name: 'Bot Thử',
  username: 'so_tiem_thu_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
})
