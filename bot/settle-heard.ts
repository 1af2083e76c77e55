import type { InboundEvent } from '../core/domain/chat/inbound-event.ts'
import type { App } from '../core/ports/app.ts'
import type { InboxRow } from '../core/ports/inbox.ts'
import type { Tx } from '../core/ports/store.ts'
import { hearOperator } from '../core/use-cases/thread/hear-operator.ts'

/**
 * What a channel tells about messages of ours, and staff who type at its own console, ask for no answer: settled here,
 * before the engine, and no interaction of the citizen (channels 1.3, 1.6). True: that was all.
 */
export async function settleHeard(app: App, address: string, rows: InboxRow[], event: InboundEvent): Promise<boolean> {
  if (!asksNoAnswer(event)) return false
  if (event.kind === 'operator_reply') await hearOperator(app, { address })
  await app.store.transaction(async (tx) => {
    await settle(tx, address, event)
    await tx.inbox.handled(rows.map((row) => row.id))
  })
  return true
}

/** Nobody said it to us, so nobody is told when it fails either. */
export function asksNoAnswer({ kind }: Pick<InboundEvent, 'kind'>): boolean {
  return kind === 'receipt' || kind === 'echo' || kind === 'operator_reply'
}

async function settle(tx: Tx, address: string, event: InboundEvent): Promise<void> {
  const at = new Date(event.providerTime)
  if (event.kind === 'receipt') {
    const { messageIds, trackingId, state } = event
    await tx.deliveries.receipt({ address, messageIds, trackingId, state, at })
  }
  if (event.kind === 'echo') {
    const { messageId, textSha256 } = event
    await tx.deliveries.echoed({ address, messageId, textSha256, at })
  }
}
