import type { ChannelId } from '../../domain/chat/inbound-event.ts'
import { channelOf } from '../../domain/contact/address.ts'
import { comparePlaces, isSaid, placeOf } from '../../domain/thread/thread-order.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Tx } from '../../ports/store.ts'

/** Where an answer goes, and in which language. */
export interface ReplyWay {
  address: string
  channel: ChannelId
  locale: 'vi' | 'en'
}

/** Enough to find the last words among button presses. */
const LINES_LOOKED_AT = 50

/** The channel the citizen used last, where they have not shut us out since; else the one they asked on. */
export async function replyWay(tx: Tx, request: Pick<HelpRequest, 'address'>): Promise<ReplyWay> {
  const lines = await tx.threads.heard(await tx.contacts.groupOf(request.address), LINES_LOOKED_AT)
  const said = lines.map(({ event }) => event).filter(isSaid)
  const newestFirst = said.sort((a, b) => comparePlaces(placeOf(b), placeOf(a))).map((event) => event.address)
  const address = await firstOpen(tx, [...new Set([...newestFirst, request.address])])
  const channel = channelOf(address) as ChannelId
  return { address, channel, locale: await tx.threads.localeAt(address) }
}

async function firstOpen(tx: Tx, addresses: string[]): Promise<string> {
  for (const address of addresses) {
    if (!(await tx.conversations.get(address))?.closedAt) return address
  }
  return addresses[0] ?? ''
}
