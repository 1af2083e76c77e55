import type { Channel } from './outbox.ts'

export interface Traffic {
  channel: Channel
  /** The last time anybody said something there; null when nobody did, or there is no ear. */
  heardAt: Date | null
  /** Messages settled since then, by how they ended. */
  sent: number
  failed: number
  /** The request left and no answer came. */
  unsure: number
}

/** Signs that a channel lives, without anybody's message. */
export interface ChannelTraffic {
  since(since: Date): Promise<Traffic[]>
}
