import type { Conversations } from '../../../core/ports/conversations.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'

export function conversationsStore(db: Db, now: () => Date): Conversations {
  return {
    get: async (address) => {
      const row = await db.selectFrom('conversations').selectAll().where('address', '=', address).executeTakeFirst()
      return row ? { state: row.state, closedAt: row.closed_at, lastHeardAt: row.last_heard_at } : null
    },
    save: async (address, state, locale) => {
      const values = { state: json(state), locale, closed_at: null, last_heard_at: now(), updated_at: now() }
      await db
        .insertInto('conversations')
        .values({ address, ...values })
        .onConflict((c) =>
          c.column('address').doUpdateSet((row) => ({ ...values, version: row('conversations.version', '+', 1) })),
        )
        .execute()
    },
    putState: async (address, state) => {
      const values = { state: json(state), updated_at: now() }
      await db.updateTable('conversations').set(values).where('address', '=', address).execute()
    },
    close: async (address) => {
      const values = { closed_at: now(), updated_at: now() }
      await db
        .insertInto('conversations')
        .values({ address, state: json(null), ...values })
        .onConflict((c) => c.column('address').doUpdateSet(values))
        .execute()
    },
  }
}
