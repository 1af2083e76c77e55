import { type Selectable, sql } from 'kysely'
import type { Inbox, InboxRow } from '../../../core/ports/inbox.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { Inbox as Row } from '../schema.ts'

export function inboxStore(db: Db, now: () => Date): Inbox {
  const rowsAt = (address: string) => db.selectFrom('inbox').selectAll().where('address', '=', address)
  return {
    put: async (event) => {
      const { dedupeKey, channel, address, sortKey } = event
      const values = { dedupe_key: dedupeKey, channel, address, event: json(event), sort_key: sortKey }
      const result = await db
        .insertInto('inbox')
        .values({ ...values, received_at: now() })
        .onConflict((c) => c.column('dedupe_key').doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    openAt: async (address) => {
      const open = rowsAt(address).where('handled_at', 'is', null).where('dead_at', 'is', null)
      return (await open.orderBy('sort_key').orderBy('id').limit(50).execute()).map(rowOf)
    },
    handled: async (ids) => {
      await db.updateTable('inbox').set({ handled_at: now() }).where('id', 'in', ids).execute()
    },
    failed: async (ids, faultCode, dead) => {
      await db
        .updateTable('inbox')
        .set({ attempts: sql`attempts + 1`, fault_code: faultCode, dead_at: dead ? now() : null })
        .where('id', 'in', ids)
        .execute()
    },
    isHandled: async (dedupeKey) => {
      const row = await db
        .selectFrom('inbox')
        .select(['handled_at', 'dead_at'])
        .where('dedupe_key', '=', dedupeKey)
        .executeTakeFirst()
      return row !== undefined && (row.handled_at ?? row.dead_at) !== null
    },
    saidFrom: async (address, limit) => {
      const rows = await rowsAt(address).orderBy('id', 'desc').limit(limit).execute()
      return rows.reverse().map(rowOf)
    },
  }
}

function rowOf(row: Selectable<Row>): InboxRow {
  return { id: String(row.id), event: fromJson(row.event), attempts: row.attempts, receivedAt: row.received_at }
}
