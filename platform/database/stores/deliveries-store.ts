import { type Selectable, sql } from 'kysely'
import type { Deliveries, Delivery, SentLine, Settlement } from '../../../core/ports/deliveries.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import type { Outbox as Row } from '../schema.ts'

export function deliveriesStore(db: Db, now: () => Date): Deliveries {
  const linesTo = (address: string) =>
    db.selectFrom('outbox').select(['id', 'sequence', 'content', 'created_at']).where('address', '=', address)
  return {
    headAt: async (address) => {
      const row = await db
        .selectFrom('outbox')
        .selectAll()
        .where('address', '=', address)
        .where('state', 'in', ['queued', 'sending'])
        .orderBy(sql`coalesce(attempts = 0 and failure_class is null and not_before > ${now()}, false)`)
        .orderBy('sequence')
        .executeTakeFirst()
      return row ? deliveryOf(row) : null
    },
    sending: async (id) => {
      await db.updateTable('outbox').set({ state: 'sending', sending_since: now() }).where('id', '=', id).execute()
    },
    settle: (id, settlement) => settle(db, id, settlement, now()),
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

function columnsOf(settlement: Settlement, at: Date) {
  if (settlement.to === 'accepted') {
    return { state: 'accepted', provider_message_id: settlement.providerMessageId, settled_at: at }
  }
  const why = { failure_class: settlement.failureClass, failure_code: settlement.failureCode }
  if (settlement.to !== 'queued') return { state: settlement.to, settled_at: at, ...why }
  const attempts = sql<number>`attempts + ${settlement.countsAsAttempt ? 1 : 0}`
  return { state: 'queued', not_before: settlement.notBefore, sending_since: null, attempts, ...why }
}

function deliveryOf(row: Selectable<Row>): Delivery {
  return {
    id: row.id,
    sequence: Number(row.sequence),
    idempotencyKey: row.idempotency_key,
    channel: row.channel as Channel,
    address: row.address,
    purpose: row.purpose as Delivery['purpose'],
    content: fromJson(row.content),
    reportId: row.report_id,
    campaignId: row.campaign_id,
    notBefore: row.not_before,
    notAfter: row.not_after,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
  }
}

function lineOf(row: Pick<Selectable<Row>, 'id' | 'sequence' | 'content' | 'created_at'>): SentLine {
  return { id: row.id, sequence: Number(row.sequence), content: fromJson(row.content), at: row.created_at }
}

async function settle(db: Db, id: string, settlement: Settlement, at: Date): Promise<void> {
  await db.updateTable('outbox').set(columnsOf(settlement, at)).where('id', '=', id).execute()
  // A code that has left stands nowhere in plain any more (features A03).
  if (settlement.to !== 'queued')
    await db
      .updateTable('outbox')
      .set({ content: sql`jsonb_set(content, '{code}', '""')` })
      .where('id', '=', id)
      .where('purpose', '=', 'code')
      .execute()
}
