import { channelOf } from '../../domain/contact/address.ts'
import type { Tx } from '../../ports/store.ts'

/** The card's photo has been read: the conversation that waits for it goes on. In the transaction that keeps the reading. */
export async function hearCardRead(
  tx: Tx,
  { address, caseId, photoId, at }: { address: string; caseId: string; photoId: string; at: Date },
): Promise<void> {
  const channel = channelOf(address)
  if (channel !== 'telegram' && channel !== 'zalo' && channel !== 'web') return
  await tx.inbox.put({
    kind: 'card_read',
    caseId,
    dedupeKey: `cr|${photoId}`,
    address,
    channel,
    sortKey: at.getTime(),
    receivedTime: at.getTime(),
    providerTime: at.getTime(),
    providerMessageId: null,
    replyTo: null,
    ack: null,
    locale: null,
  })
}
