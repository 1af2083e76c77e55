import type { InboundEvent } from '../domain/chat/inbound-event.ts'

export interface InboxRow {
  id: string
  event: InboundEvent
  attempts: number
  receivedAt: Date
}

export interface Inbox {
  /** Stores what was heard; false when its dedupe key is known (features M02). */
  put(event: InboundEvent): Promise<boolean>
  /** What still waits at this address, in the order it was said; at most 50. */
  openAt(address: string): Promise<InboxRow[]>
  handled(ids: string[]): Promise<void>
  /** One more attempt failed; a dead row is never tried again. */
  failed(ids: string[], faultCode: string, dead: boolean): Promise<void>
  isHandled(dedupeKey: string): Promise<boolean>
  /** The last things said from this address, oldest first. */
  saidFrom(address: string, limit: number): Promise<InboxRow[]>
}
