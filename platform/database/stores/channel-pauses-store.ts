import type { Selectable } from 'kysely'
import type { ChannelPause, ChannelPauses } from '../../../core/ports/channel-pauses.ts'
import type { Db } from '../database.ts'
import type { ChannelPauses as Row } from '../schema.ts'

export function channelPausesStore(db: Db, now: () => Date): ChannelPauses {
  const open = () => db.selectFrom('channel_pauses').selectAll().where('until', '>', now())
  return {
    of: async (account) => (await open().where('account', '=', account).execute()).map(pauseOf),
    all: async () => (await open().orderBy('account').execute()).map(pauseOf),
    troubleOf: async (account) => {
      const pauses = db.selectFrom('channel_pauses').selectAll().where('account', '=', account)
      const first = await pauses.orderBy('since').executeTakeFirst()
      return first ? { since: first.since, failureClass: first.failure_class } : null
    },
    pause: async ({ account, what, until, failureClass, failureCode }) => {
      const why = { until, failure_class: failureClass, failure_code: failureCode }
      const before = await db.selectFrom('channel_pauses').select('since').where('account', '=', account).execute()
      await db
        .insertInto('channel_pauses')
        .values({ account, lane: what === 'push' ? 1 : 0, ...why, since: now() })
        .onConflict((c) => c.columns(['account', 'lane']).doUpdateSet(why))
        .execute()
      return before.length === 0
    },
    lift: async (account) => {
      await db.deleteFrom('channel_pauses').where('account', '=', account).execute()
      await db
        .updateTable('outbox')
        .set({ not_before: null })
        .where('account', '=', account)
        .where('state', '=', 'queued')
        .where('failure_class', 'in', ['misconfigured', 'auth_expired'])
        .execute()
    },
    end: async (account) => {
      await db.deleteFrom('channel_pauses').where('account', '=', account).where('until', '<=', now()).execute()
    },
  }
}

function pauseOf({ account, lane, until, failure_class, failure_code }: Selectable<Row>): ChannelPause {
  const what = lane === 1 ? 'push' : 'everything'
  return { account, what, until, failureClass: failure_class, failureCode: failure_code }
}
