import type { Selectable } from 'kysely'
import type { Deliveries, SentLine } from '../../../core/ports/deliveries.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import type { Outbox as Row } from '../schema.ts'

/** What was said to an address, for whoever reads it back. */
export function chatLinesStore(db: Db): Pick<Deliveries, 'toAddress' | 'lastTo' | 'delivered' | 'reportOf'> {
  const linesTo = (address: string) =>
    db.selectFrom('outbox').select(['id', 'sequence', 'content', 'created_at']).where('address', '=', address)
  return {
    toAddress: async (address, after, limit) =>
      (await linesTo(address).where('sequence', '>', String(after)).orderBy('sequence').limit(limit).execute()).map(
        lineOf,
      ),
    lastTo: async (address, limit) =>
      (await linesTo(address).orderBy('sequence', 'desc').limit(limit).execute()).reverse().map(lineOf),
    delivered: async (address, upTo) => {
      await db
        .updateTable('outbox')
        .set({ state: 'delivered' })
        .where('address', '=', address)
        .where('sequence', '<=', String(upTo))
        .where('state', '=', 'accepted')
        .execute()
    },
    reportOf: async (address, providerMessageId, since) => {
      const row = await db
        .selectFrom('outbox')
        .select('report_id')
        .where('address', '=', address)
        .where('provider_message_id', '=', providerMessageId)
        .where('created_at', '>', since)
        .executeTakeFirst()
      return row?.report_id ?? null
    },
  }
}

function lineOf(row: Pick<Selectable<Row>, 'id' | 'sequence' | 'content' | 'created_at'>): SentLine {
  return { id: row.id, sequence: Number(row.sequence), content: fromJson(row.content), at: row.created_at }
}
