import type { ChannelTraffic, Traffic } from '../../../core/ports/channel-traffic.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { Db } from '../database.ts'

const SENT = ['accepted', 'delivered', 'seen']

export function channelTrafficStore(db: Db): ChannelTraffic {
  return {
    since: async (since) => {
      const found = new Map<string, Traffic>()
      const of = (channel: string): Traffic => {
        const known = found.get(channel) ?? {
          channel: channel as Channel,
          heardAt: null,
          sent: 0,
          failed: 0,
          unsure: 0,
        }
        found.set(channel, known)
        return known
      }
      for (const row of await heard(db)) of(row.channel).heardAt = row.at
      for (const { channel, state, count } of await settled(db, since)) {
        if (SENT.includes(state)) of(channel).sent += Number(count)
        if (state === 'failed') of(channel).failed += Number(count)
        if (state === 'unknown') of(channel).unsure += Number(count)
      }
      return [...found.values()]
    },
  }
}

function heard(db: Db): Promise<{ channel: string; at: Date }[]> {
  return db
    .selectFrom('inbox')
    .groupBy('channel')
    .select((row) => ['channel', row.fn.max('received_at').as('at')])
    .execute()
}

function settled(db: Db, since: Date): Promise<{ channel: string; state: string; count: unknown }[]> {
  return db
    .selectFrom('outbox')
    .where('settled_at', '>=', since)
    .groupBy(['channel', 'state'])
    .select((row) => ['channel', 'state', row.fn.countAll().as('count')])
    .execute()
}
