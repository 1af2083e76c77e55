import { provedPhone } from '../../domain/citizen/assurance.ts'
import { channelOf, phoneAt, smsTo } from '../../domain/contact/address.ts'
import type { App } from '../../ports/app.ts'
import type { CallReason } from '../../ports/call-list.ts'
import type { Delivery, Settlement } from '../../ports/deliveries.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Tx } from '../../ports/store.ts'

/** Which roads this installation has beside the chats: the template account (`zns|<oa>`), and a gateway for SMS. */
export interface Roads {
  zns: string | null
  sms: boolean
}

const CHATS: readonly Channel[] = ['telegram', 'zalo', 'web']

/**
 * What follows when a message did not arrive, in the transaction that writes it down (features I02): a chat that is closed to
 * us is closed, and what the citizen must know takes the next road: another chat of theirs, a template, SMS, the station's phone.
 */
export async function followUp(
  app: App,
  tx: Tx,
  message: Delivery,
  settlement: Settlement,
  roads: Roads,
): Promise<void> {
  if (settlement.to === 'accepted' || settlement.to === 'queued' || settlement.to === 'skipped') return
  const { failureClass } = settlement
  if (failureClass === 'blocked' && CHATS.includes(message.channel)) await tx.conversations.close(message.address)
  // The machine's own answers are asked for again; an officer's are not (features D11).
  if (message.purpose === 'reply' && message.content.kind !== 'staff_reply') return
  // It may have arrived: sent again it might be read twice, so a person finds out (channels 5.4).
  if (settlement.to === 'unknown') return callInstead(app, tx, message, 'not_sure')
  const next = await nextRoad(app, tx, message, roads)
  if (next) return hop(app, tx, message, next)
  return callInstead(app, tx, message, failureClass === 'opted_out' ? 'opted_out' : 'not_reached')
}

async function nextRoad(app: App, tx: Tx, message: Delivery, roads: Roads): Promise<string | null> {
  const taken = new Set((await tx.deliveries.roadsTaken(message.id)).addresses)
  for (const address of await roadsOf(app, tx, message, roads)) {
    if (taken.has(address)) continue
    if ((await tx.conversations.get(address))?.closedAt || (await tx.contacts.optedOut(address))) continue
    return address
  }
  return null
}

/** In the order in which they are tried. A one-time code goes to the phone it proves and nowhere else. */
async function roadsOf(app: App, tx: Tx, message: Delivery, roads: Roads): Promise<string[]> {
  const own = phoneAt(message.address)
  // Free words of an officer go to chats only: an SMS lies open on a lock screen (features I06).
  const isSpoken = message.content.kind === 'staff_reply'
  const phone = isSpoken ? null : (own ?? (await phoneOf(app, tx, message)))
  const chats = own || message.purpose === 'code' ? [] : await tx.contacts.groupOf(message.address)
  return [
    ...chats.filter((address) => address.startsWith('telegram|') || address.startsWith('zalo|')),
    ...(phone && roads.zns ? [`${roads.zns}|${phone}`] : []),
    ...(phone && roads.sms ? [smsTo(phone)] : []),
  ]
}

async function phoneOf(app: App, tx: Tx, { reportId, address }: Delivery): Promise<string | null> {
  const report = reportId ? await tx.reports.get(reportId) : null
  return report?.phone ?? provedPhone(await tx.citizens.proofsOf(address, app.now()))
}

async function hop(app: App, tx: Tx, message: Delivery, address: string): Promise<void> {
  const { purpose, content, reportId, campaignId, idempotencyKey, notAfter, id: hopOf, place } = message
  const channel = channelOf(address) as Channel
  const key = `${rootKeyOf(idempotencyKey)}|hop|${address}`
  const told = { purpose, content, reportId, campaignId, notAfter, hopOf, place }
  await tx.outbox.put({ id: app.newId(), idempotencyKey: key, channel, address, ...told })
}

/** The key of the message as it was first meant. */
export function rootKeyOf(idempotencyKey: string): string {
  return idempotencyKey.replace(/\|hop\|.*$/, '')
}

/** The last road: somebody at the station calls. A code has none: it would have expired. */
export async function callInstead(
  app: App,
  tx: Tx,
  message: Pick<Delivery, 'id' | 'channel' | 'address' | 'purpose' | 'content' | 'reportId'>,
  reason: CallReason,
): Promise<void> {
  const { id, reportId, content } = message
  if (content.kind !== 'notice') return
  const report = reportId ? await tx.reports.get(reportId) : null
  const proved = provedPhone(await tx.citizens.proofsOf(message.address, app.now()))
  const about = { reportId, personId: report?.personId ?? null }
  const phone = report?.phone ?? phoneAt(message.address) ?? proved
  await tx.callList.add({
    id: app.newId(),
    outboxId: (await tx.deliveries.roadsTaken(id)).firstId,
    unitId: report?.unitId ?? (await tx.units.fallback()).id,
    reportId,
    phone: phone && (await tx.contacts.mayHear(smsTo(phone), about)) ? phone : null,
    notice: content.templateKey,
    reason,
  })
}
