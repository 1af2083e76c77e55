import { randomUUID } from 'node:crypto'
import type { ChannelId, InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import type { TestHouse } from '../../support/test-app.ts'

/** Tuesday morning in Viet Nam, the station is open. */
export const openTime = new Date('2026-11-17T09:00:00+07:00')
/** The evening of the same day. */
export const closedTime = new Date('2026-11-17T19:30:00+07:00')

export type Words = { text?: string; at?: Date; messageId?: string | null; event?: object }

/** Something a citizen wrote on a channel, as its adapter would hear it. */
export function saidAt(house: TestHouse, address: string, { text = 'xin chào', at, messageId, event }: Words = {}) {
  const time = (at ?? house.clock.now()).getTime()
  return {
    dedupeKey: `test|${randomUUID()}`,
    address,
    channel: address.slice(0, address.indexOf('|')) as ChannelId,
    sortKey: time,
    receivedTime: house.clock.now().getTime(),
    providerTime: time,
    providerMessageId: messageId === undefined ? randomUUID() : messageId,
    replyTo: null,
    ack: null,
    locale: null,
    kind: 'text',
    text,
    ...event,
  } as InboundEvent
}

/** Stored and answered already: these tests talk about people, not about the bot. */
export async function say(house: TestHouse, address: string, words: Words = {}): Promise<void> {
  const event = saidAt(house, address, words)
  await house.app.store.transaction((tx) => tx.inbox.put(event))
  const handled = { handled_at: house.clock.now() }
  await house.db.updateTable('inbox').set(handled).where('dedupe_key', '=', event.dedupeKey).execute()
}

let people = 0

/** Addresses of an invented person nobody else has. */
export function newPerson() {
  people += 1
  const id = `${Date.now()}${people}`
  return { telegram: `telegram|1000000001|${id}`, zalo: `zalo|oa1|${id}`, web: `web|portal|${id}` }
}
