import { channelOf } from '../../domain/contact/address.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Tx } from '../../ports/store.ts'

const CHATS: readonly string[] = ['telegram', 'zalo', 'web'] satisfies Channel[]

/** The chat in which the citizen of this report wants to be answered; null: they have none. */
export async function reportChat(tx: Tx, report: Pick<Report, 'id' | 'partOf' | 'address'>): Promise<string | null> {
  const own = report.address ?? (await tx.contacts.chatSharing(report.partOf ?? report.id))
  const preferred = own ? await tx.contacts.preferredOf(own) : null
  return preferred && CHATS.includes(channelOf(preferred)) ? preferred : null
}
