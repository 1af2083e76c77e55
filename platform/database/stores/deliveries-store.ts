import { type Selectable, sql } from 'kysely'
import { earOf } from '../../../core/domain/contact/ear-of.ts'
import type { Deliveries, Delivery } from '../../../core/ports/deliveries.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import type { Outbox as Row } from '../schema.ts'
import { chatLinesStore } from './chat-lines-store.ts'
import { receiptsStore } from './receipts-store.ts'
import { settleAll } from './settle-deliveries.ts'

export function deliveriesStore(db: Db, now: () => Date): Deliveries {
  return {
    ...receiptsStore(db, now),
    ...chatLinesStore(db),
    heads: (ask) => heads(db, ask, now()),
    sending: async (ids) => {
      if (ids.length === 0) return
      await db.updateTable('outbox').set({ state: 'sending', sending_since: now() }).where('id', 'in', ids).execute()
    },
    saidParts: async (said) => {
      for (const { id, partsSent } of said)
        await db.updateTable('outbox').set({ parts_sent: partsSent }).where('id', '=', id).execute()
    },
    settle: (settled) => settleAll(db, settled, now()),
    sentLately: async (account, since) => {
      const { rows } = await sql<{ address: string; at: Date }>`
        select address, greatest(sending_since, settled_at) as at from outbox
        where account = ${account} and sending_since > ${since}`.execute(db)
      return rows
    },
    hasArrived: async (id) => {
      const arrived = db.selectFrom('outbox').select('id').where('state', 'in', ['accepted', 'delivered', 'seen'])
      return (await arrived.where('id', '=', id).executeTakeFirst()) !== undefined
    },
    roadsTaken: (id) => roadsTaken(db, id),
    refusing: async (addresses) => {
      const ears = addresses.map(earOf)
      const { rows } = await sql<{ address: string }>`
        select address from stopped_addresses where address = any(${ears})
        union select address from wrong_recipients where address = any(${ears})`.execute(db)
      const found = new Set(rows.map(({ address }) => address))
      return new Set(addresses.filter((address) => found.has(earOf(address))))
    },
    failedLater: async ({ address, messageIds, trackingId }, { failureClass, failureCode }) => {
      const row = await db
        .updateTable('outbox')
        .set({ state: 'failed', failure_class: failureClass, failure_code: failureCode, settled_at: now() })
        .where('address', '=', address)
        .where('state', 'in', ['accepted', 'unknown'])
        .where(sql<boolean>`(provider_message_id = any(${messageIds}) or id::text = ${trackingId})`)
        .returningAll()
        .executeTakeFirst()
      return row ? deliveryOf({ ...row, closed_at: null, last_heard_at: null }) : null
    },
    about: async (id) => {
      const row = await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? deliveryOf({ ...row, closed_at: null, last_heard_at: null }) : null
    },
  }
}

type Ask = Parameters<Deliveries['heads']>[0]
type Found = Selectable<Row> & { closed_at: Date | null; last_heard_at: Date | null }

/** Index outbox_turn gives the order and stops early; each candidate asks outbox_open whether something stands before it. */
async function heads(db: Db, { account, busy, answersOnly, limit }: Ask, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Found>`
    select o.*, c.closed_at, c.last_heard_at
    from outbox o left join conversations c on c.address = o.address
    where o.account = ${account} and o.state in ('queued', 'sending') and o.lane <= ${answersOnly ? 0 : 1}
      and (o.not_before is null or o.not_before <= ${now}
        or (o.failure_class = 'window_closed' and c.last_heard_at > o.sending_since))
      and not (o.address = any(${busy}))
      and not exists (select from outbox e where e.address = o.address and e.state in ('queued', 'sending')
        and e.place < o.place and e.lane <= o.lane and not ${lettingOthersPass(now)})
      and not exists (select from outbox e where o.lane = 1 and e.report_id = o.report_id and e.lane = 1
        and e.state in ('queued', 'sending') and e.place < o.place and not ${lettingOthersPass(now)})
    order by o.lane, o.place limit ${limit}`.execute(db)
  const seen = new Set<string>()
  return rows.filter(({ address }) => !seen.has(address) && seen.add(address)).map(deliveryOf)
}

/** It waits for its hour, or for the person to write again; nothing failed that those behind it would meet as well. */
function lettingOthersPass(now: Date) {
  return sql`coalesce(((e.attempts = 0 and e.failure_class is null) or e.failure_class = 'window_closed')
    and e.not_before > ${now}, false)`
}

function deliveryOf(row: Found): Delivery {
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
    hopOf: row.hop_of,
    place: Number(row.place),
    notBefore: row.not_before,
    notAfter: row.not_after,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    partsSent: row.parts_sent,
    sendingSince: row.sending_since,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    lastHeardAt: row.last_heard_at,
  }
}

async function roadsTaken(db: Db, id: string): Promise<{ firstId: string; addresses: string[] }> {
  const { rows } = await sql<{ id: string; address: string; hop_of: string | null }>`
    with recursive up as (
      select id, address, hop_of from outbox where id = ${id}
      union all select o.id, o.address, o.hop_of from outbox o join up on o.id = up.hop_of)
    select * from up`.execute(db)
  const first = rows.find((row) => row.hop_of === null) ?? rows.at(-1)
  return { firstId: first?.id ?? id, addresses: rows.map((row) => row.address) }
}
