import { sql } from 'kysely'
import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import type { EvidencePhoto, Threads, ToldLine } from '../../../core/ports/threads.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import type { JsonValue } from '../schema.ts'
import { lastHopOf } from './last-hop.ts'

export function threadsStore(db: Db): Threads {
  return {
    heard: async (addresses, limit) => {
      const { rows } = await sql<{ id: number; event: JsonValue }>`
        select id, event from inbox where address = any(${addresses})
        order by coalesce(event->>'providerTime', event->>'receivedTime')::numeric desc, id desc limit ${limit}`.execute(
        db,
      )
      return rows.map((row) => ({ id: String(row.id), event: eventOf(row.event) }))
    },
    told: async (addresses, limit) => {
      const { rows } = await sql<Omit<ToldLine, 'content' | 'fallback'> & ToldRow>`
        select o.id, o.sequence, o.channel, o.content, o.state, o.created_at as at,
          hop.channel as "hopChannel", hop.state as "hopState",
          exists (select from call_list c where c.outbox_id = o.id) as "onCallList"
        from outbox o
        left join lateral (${lastHopOf(sql.ref('o.id'))}) hop on true
        where o.address = any(${addresses}) and o.hop_of is null order by o.sequence desc limit ${limit}`.execute(db)
      return rows.map(toldOf)
    },
    photos: async (addresses, limit) => {
      const { rows } = await sql<EvidencePhoto>`
        select p.id as "photoId", p.kind, p.received_at as "receivedAt", r.code as "reportCode", r.unit_id as "unitId"
        from photos p left join reports r on r.id = p.report_id
        where p.state = 'ready' and (p.draft_address = any(${addresses}) or r.address = any(${addresses}))
        order by p.received_at desc, p.id limit ${limit}`.execute(db)
      return rows
    },
    localeAt: async (address) => {
      const row = await db
        .selectFrom('conversations')
        .select('locale')
        .where('address', '=', address)
        .executeTakeFirst()
      return row?.locale === 'en' ? 'en' : 'vi'
    },
  }
}

interface ToldRow {
  content: JsonValue
  hopChannel: ToldLine['channel'] | null
  hopState: string | null
}

function toldOf({
  content,
  hopChannel,
  hopState,
  ...line
}: Omit<ToldLine, 'content' | 'fallback'> & ToldRow): ToldLine {
  const fallback = hopChannel && hopState ? { channel: hopChannel, state: hopState } : null
  return { ...line, content: fromJson(content), fallback }
}

/** Rows older than the channels' own times have ours. */
function eventOf(json: JsonValue): InboundEvent {
  const event = fromJson<InboundEvent>(json)
  return { ...event, providerTime: event.providerTime ?? event.receivedTime }
}
