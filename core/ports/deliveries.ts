import type { Channel, OutgoingContent, OutgoingMessage } from './outbox.ts'

/** One message on its way out. */
export interface Delivery {
  id: string
  /** Grows per installation. */
  sequence: number
  idempotencyKey: string
  channel: Channel
  address: string
  purpose: OutgoingMessage['purpose']
  content: OutgoingContent
  reportId: string | null
  campaignId: string | null
  /** The message that could not arrive where it was meant to. */
  hopOf: string | null
  /** Where the first form of the message stands in the order. */
  place: number
  notBefore: Date | null
  notAfter: Date | null
  state: 'queued' | 'sending'
  attempts: number
  /** Parts of a long message that have left. */
  partsSent: number
  sendingSince: Date | null
  createdAt: Date
  /** The person closed this chat to us. */
  closedAt: Date | null
  lastHeardAt: Date | null
}

/** `lostText`: the answer to this send was lost; lower-case hex of the SHA-256 of its words, by which an echo finds it. */
export type Settlement = { partsSent?: number; lostText?: string } & (
  | { to: 'accepted'; providerMessageId: string | null }
  | { to: 'failed' | 'unknown' | 'skipped'; failureClass: string; failureCode: string }
  | {
      to: 'queued'
      notBefore: Date
      countsAsAttempt: boolean
      /** Null: nothing failed, it only waits for its hour and lets others pass. */
      failureClass: string | null
      failureCode: string | null
    }
)

export interface Settled {
  id: string
  settlement: Settlement
}

/** A message a person can read back: what a chat page shows. */
export interface SentLine {
  id: string
  sequence: number
  content: OutgoingContent
  at: Date
}

/** What a channel tells about a message of ours after it took it (channels 5.4). */
export interface Receipt {
  address: string
  messageIds: string[]
  /** Our own outbox id, where the channel gives it back (channels 1.7). */
  trackingId: string | null
  state: 'delivered' | 'seen'
  at: Date
}

/** A message of ours as the channel shows it; `textSha256` is lower-case hex, null for one without words. */
export interface Echo {
  address: string
  messageId: string
  textSha256: string | null
  at: Date
}

export interface Deliveries {
  /**
   * Whose turn it is at this account, one per address: answers and codes before what we push, each in order. A message that
   * waits for its hour lets others pass; one that waits after a failure does not. `busy` addresses are left out, and what we
   * push when `answersOnly`.
   */
  heads(ask: { account: string; busy: readonly string[]; answersOnly: boolean; limit: number }): Promise<Delivery[]>
  /** They leave now: whoever finds them like this later knows that a sender was killed. */
  sending(ids: readonly string[]): Promise<void>
  /** So many parts of each have left. */
  saidParts(said: readonly { id: string; partsSent: number }[]): Promise<void>
  /** All in one statement; a receipt that came first is not taken back. */
  settle(settled: readonly Settled[]): Promise<void>
  /** What began to leave this account since then, and when it had certainly left: another process may have spoken until a moment ago. */
  sentLately(account: string, since: Date): Promise<{ address: string; at: Date }[]>
  /** A receipt or an echo has told so, or the channel took it; it may have come before our own settlement. */
  hasArrived(id: string): Promise<boolean>
  /** Addresses this message has taken so far, over all its hops, and the id of its first form. */
  roadsTaken(id: string): Promise<{ firstId: string; addresses: string[] }>
  /** Those of these addresses that ever refused something: stopped our messages, or said that one was not theirs (I10, I12). */
  refusing(addresses: readonly string[]): Promise<Set<string>>
  /** A message in whatever state. */
  about(id: string): Promise<Pick<Delivery, 'id' | 'channel' | 'address' | 'purpose' | 'content' | 'reportId'> | null>
  /** State only moves forward; a message we do not know yet may become known within ten minutes. */
  receipt(receipt: Receipt): Promise<void>
  /** Fails what the channel had taken, known by its own or by our id; null when it is unknown, arrived, or failed before. */
  failedLater(
    failed: Pick<Receipt, 'address' | 'messageIds' | 'trackingId'>,
    why: { failureClass: string; failureCode: string },
  ): Promise<Delivery | null>
  /** Settles a send whose answer was lost: same words, same address, within two minutes. */
  echoed(echo: Echo): Promise<void>
  /** Messages to this address after a sequence number, oldest first, in whatever state. */
  toAddress(address: string, after: number, limit: number): Promise<SentLine[]>
  /** The last ones, oldest first. */
  lastTo(address: string, limit: number): Promise<SentLine[]>
  /** The page at this address has shown everything up to here. */
  delivered(address: string, upTo: number): Promise<void>
  /** The report that a message of ours was about, when it went out after `since` (features I09). */
  reportOf(address: string, providerMessageId: string, since: Date): Promise<string | null>
}
