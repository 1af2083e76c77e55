import type { NoticeKey } from '../domain/report/notice.ts'
import type { Report } from '../domain/report/report.ts'
import type { App } from '../ports/app.ts'
import type { Channel } from '../ports/outbox.ts'
import type { Tx } from '../ports/store.ts'

export interface Telling {
  report: Pick<Report, 'id' | 'code' | 'address' | 'phone' | 'locale'>
  eventId: string
  notice: NoticeKey
}

/** Puts one message for one step into the outbox, in the caller's transaction: to the chat it came from, else by SMS. */
export async function tellCitizen(app: App, tx: Tx, telling: Telling): Promise<void> {
  const address = addressOf(telling.report)
  if (!address) return
  const { report, eventId, notice } = telling
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `n|${report.id}|${eventId}|${address}`,
    channel: address.slice(0, address.indexOf('|')) as Channel,
    address,
    purpose: 'notification',
    reportId: report.id,
    content: {
      kind: 'notice',
      templateKey: notice,
      locale: report.locale,
      params: { code: report.code, link: `${app.settings.publicUrl}/theo-doi/${report.code}` },
    },
  })
}

/** Chat first; a phone by SMS; a portal visitor without either reads it on the tracking page. */
export function addressOf(report: Pick<Report, 'address' | 'phone'>): string | null {
  if (report.address) return report.address
  return report.phone ? `sms|gateway|${report.phone}` : null
}
