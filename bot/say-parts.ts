import { createHash } from 'node:crypto'
import type { OutboundContent } from '../core/domain/chat/outbound-content.ts'
import { faultCodeOf } from '../core/domain/fault-code.ts'
import type { Delivery } from '../core/ports/deliveries.ts'
import type { OutgoingContent } from '../core/ports/outbox.ts'
import { outgoingText } from '../templates/outgoing-text.ts'
import type { SendOutcome, SpeakingChannel } from './channel.ts'
import type { Departure, Gate, PaceClock } from './pace.ts'
import type { SpeakDeps } from './speaking.ts'
import { withWayOut } from './way-out.ts'

export interface Saying {
  deps: Pick<SpeakDeps, 'render'>
  channel: SpeakingChannel
  gate: Gate
  clock: PaceClock
  /** The account must rest: what has not left stays. */
  mustStay(): boolean
  onDeparture(): void
  onPart(partsSent: number): void
}

export interface Said {
  /** Null: it did not leave, since the account rests. */
  outcome: SendOutcome | null
  partsSent: number
  /** Of the last words that left, lower-case hex. */
  textSha256: string
}

/** Sends what is left of one message, part by part, each when its turn comes; parts that have left are not said again. */
export async function sayParts(message: Delivery, saying: Saying): Promise<Said> {
  const { channel, onDeparture, onPart } = saying
  let partsSent = message.partsSent
  let textSha256 = ''
  let outcome: SendOutcome | null = { ok: true, providerMessageId: null }
  try {
    const { render } = saying.deps
    const parts = channel.plan(withWayOut(outgoingText(render, message.content), message, render))
    for (const [index, part] of parts.entries()) {
      if (index < partsSent) continue
      const departure = await departureTo(message.address, saying)
      if (!departure) return { outcome: null, partsSent, textSha256 }
      textSha256 = hashOfText(part)
      onDeparture()
      outcome = await channel.send(toSend(message, part, index)).finally(() => departure.answered())
      if (!outcome.ok) break
      partsSent = index + 1
      onPart(partsSent)
    }
  } catch (fault) {
    outcome = { ok: false, failure: 'permanent', code: faultCodeOf(fault), retryAfterMs: null, ambiguous: false }
  }
  return { outcome, partsSent, textSha256 }
}

/** Waits for a place in the account's pace and takes it in the same breath; null when the account rests meanwhile. */
async function departureTo(address: string, { gate, clock, mustStay }: Saying): Promise<Departure | null> {
  for (;;) {
    if (mustStay()) return null
    const ms = gate.waitMs(address)
    if (ms === 0) return gate.left(address)
    await clock.wait(Math.min(ms, 50))
  }
}

/** As the other side would count it: composed letters. */
export function hashOfText({ text }: Pick<OutboundContent, 'text'>): string {
  return createHash('sha256').update(text.normalize('NFC')).digest('hex')
}

function toSend({ id, address, purpose, content, lastHeardAt }: Delivery, part: OutboundContent, index: number) {
  return {
    // A second part is another message: a channel that knows repeats by this must not take it for one.
    clientRef: index === 0 ? id : `${id}-${index}`,
    address,
    content: part,
    purpose,
    notice: content.kind === 'notice' ? noticeOf(content) : null,
    oneTimeCode: content.kind === 'one_time_code' ? content.code : null,
    lastHeardAt,
  }
}

function noticeOf({ templateKey, params, locale }: Extract<OutgoingContent, { kind: 'notice' }>) {
  return { templateKey, ...params, locale }
}
