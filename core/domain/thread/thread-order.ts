import type { InboundEvent } from '../chat/inbound-event.ts'

/** Where a line stands in a thread: the channel's own time, then the channel, then its message number. */
export interface ThreadPlace {
  /** Epoch milliseconds. */
  time: number
  channel: string
  messageId: string
}

/** A total order that does not know in which order the channels delivered (features E20). */
export function comparePlaces(a: ThreadPlace, b: ThreadPlace): number {
  return a.time - b.time || compareText(a.channel, b.channel) || compareMessageIds(a.messageId, b.messageId)
}

export function placeOf(event: InboundEvent): ThreadPlace {
  return {
    time: event.providerTime,
    channel: event.channel,
    messageId: event.providerMessageId ?? event.dedupeKey,
  }
}

/** Telegram counts its messages, so 9 comes before 10; other numbers of messages are words. */
function compareMessageIds(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (left && right) return Number(BigInt(a) - BigInt(b)) || compareText(a, b)
  if (left !== right) return left ? -1 : 1
  return compareText(a, b)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Words and pictures of the person, not what only the machine hears. */
export const SAID_KINDS: readonly InboundEvent['kind'][] = [
  'text',
  'choice',
  'contact',
  'media',
  'unsupported',
  'command',
]

export function isSaid(event: InboundEvent): boolean {
  return SAID_KINDS.includes(event.kind)
}
