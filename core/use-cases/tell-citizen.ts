import { channelOf, smsTo } from '../domain/contact/address.ts'
import type { NoticeKey } from '../domain/report/notice.ts'
import { receiptCodeOf } from '../domain/report/receipt-code.ts'
import type { Report } from '../domain/report/report.ts'
import type { App } from '../ports/app.ts'
import type { Channel } from '../ports/outbox.ts'
import type { Tx } from '../ports/store.ts'

export interface Telling {
  report: Pick<Report, 'id' | 'code' | 'partOf' | 'address' | 'phone' | 'locale'>
  eventId: string
  notice: NoticeKey
  /** An address that has just been shown the same in other words. */
  shownAt?: string | null
}

/** Puts one message for one step into the outbox, in the caller's transaction: by the person's own choice of channel. */
export async function tellCitizen(app: App, tx: Tx, telling: Telling): Promise<void> {
  const address = await wayTo(tx, telling.report)
  if (!address || address === telling.shownAt) return
  const { report, eventId, notice } = telling
  const code = receiptCodeOf(report.code)
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `n|${report.id}|${eventId}|${address}`,
    channel: channelOf(address) as Channel,
    address,
    purpose: 'notification',
    reportId: report.id,
    content: {
      kind: 'notice',
      templateKey: notice,
      locale: report.locale,
      params: { code, link: `${app.settings.publicUrl}/theo-doi/${code}` },
    },
  })
}

/**
 * The way this person prefers among those linked with the chat it came from, or with the browser it was sent from (features
 * A13); else the phone by SMS. Whoever has neither reads it on the tracking page.
 */
async function wayTo(tx: Tx, report: Telling['report']): Promise<string | null> {
  const chat = report.address ?? (await tx.contacts.chatSharing(report.partOf ?? report.id))
  if (chat) return tx.contacts.preferredOf(chat)
  return report.phone ? smsTo(report.phone) : null
}
