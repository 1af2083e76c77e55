import { channelOf, smsTo } from '../../domain/contact/address.ts'
import type { NoticeKey } from '../../domain/report/notice.ts'
import type { App } from '../../ports/app.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'

/** A browser hears nothing after its tab is closed: then the phone that was proved is told. */
export async function tellAsker(app: App, tx: Tx, request: RightsRequest, templateKey: NoticeKey): Promise<void> {
  const preferred = await tx.contacts.preferredOf(request.address)
  const address = preferred.startsWith('web|') && request.phone ? smsTo(request.phone) : preferred
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `q|${request.id}|${templateKey}|${request.state}`,
    channel: channelOf(address) as Channel,
    address,
    purpose: 'notification',
    content: {
      kind: 'notice',
      templateKey,
      locale: request.locale,
      params: { code: '', link: `${app.settings.publicUrl}/quyen-cua-toi` },
    },
  })
}
