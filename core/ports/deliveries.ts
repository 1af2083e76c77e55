import type { Channel, OutgoingContent, OutgoingMessage } from './outbox.ts'

/** One message on its way out; `sequence` grows per installation and so per address. */
export interface Delivery {
  id: string
  sequence: number
  idempotencyKey: string
  channel: Channel
  address: string
  purpose: OutgoingMessage['purpose']
  content: OutgoingContent
  reportId: string | null
  campaignId: string | null
  notBefore: Date | null
  notAfter: Date | null
  state: 'queued' | 'sending'
  attempts: number
}

export type Settlement =
  | { to: 'accepted'; providerMessageId: string | null }
  | { to: 'failed' | 'unknown' | 'skipped'; failureClass: string; failureCode: string }
  | { to: 'queued'; notBefore: Date; countsAsAttempt: boolean; failureClass: string; failureCode: string }

/** A message a person can read back: what a chat page shows. */
export interface SentLine {
  id: string
  sequence: number
  content: OutgoingContent
  at: Date
}

export interface Deliveries {
  /**
   * The message whose turn it is: the oldest open one. A message that waits for its hour lets others pass;
   * one that waits after a failure does not. Null when nothing is open.
   */
  headAt(address: string): Promise<Delivery | null>
  sending(id: string): Promise<void>
  settle(id: string, settlement: Settlement): Promise<void>
  /** Messages to this address after a sequence number, oldest first, in whatever state. */
  toAddress(address: string, after: number, limit: number): Promise<SentLine[]>
  /** The last ones, oldest first. */
  lastTo(address: string, limit: number): Promise<SentLine[]>
  /** The page at this address has shown everything up to here. */
  delivered(address: string, upTo: number): Promise<void>
  /** The report that a message of ours was about, when it went out after `since` (features I09). */
  reportOf(address: string, providerMessageId: string, since: Date): Promise<string | null>
}
