import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../core/domain/role.ts'
import type { History, HistoryEvent, Subject } from '../../../core/ports/history.ts'
import type { Db } from '../database.ts'

const TABLES = {
  report: { events: 'report_events', owner: 'report_id' },
  identity_case: { events: 'identity_case_events', owner: 'identity_case_id' },
  police_list: { events: 'police_list_events', owner: 'list_id' },
} as const

interface EventRow {
  id: string
  seq: number
  action: string
  from_state: string | null
  to_state: string
  actor_kind: Actor['kind']
  staff_id: string | null
  unit_id: string | null
  role: string | null
  detail: Record<string, unknown>
  at: Date
}

/** Each event carries the hash of the one before it: a changed or missing row breaks the chain (features L01). */
export function historyStore(db: Db): History {
  return {
    append: async (event) => {
      const { events, owner } = TABLES[event.subject]
      const last = await sql<{ seq: number; hash: Buffer }>`
        select seq, hash from ${sql.table(events)} where ${sql.ref(owner)} = ${event.subjectId} order by seq desc limit 1`.execute(
        db,
      )
      const id = randomUUID()
      const seq = (last.rows[0]?.seq ?? 0) + 1
      const prevHash = last.rows[0]?.hash ?? Buffer.alloc(32)
      const staff = event.actor.kind === 'staff' ? event.actor : null
      const detail = JSON.stringify({ ...event.detail, role: event.actor.role })
      const hash = hashOf([
        prevHash.toString('hex'),
        id,
        seq,
        event.action,
        event.from,
        event.to,
        event.actor.kind,
        staff?.staffId,
        event.at.toISOString(),
      ])
      await sql`insert into ${sql.table(events)}
        (id, ${sql.ref(owner)}, seq, action, from_state, to_state, actor_kind, staff_id, unit_id, detail, at, prev_hash, hash)
        values (${id}, ${event.subjectId}, ${seq}, ${event.action}, ${event.from}, ${event.to}, ${event.actor.kind},
          ${staff?.staffId ?? null}, ${staff?.unitId ?? null}, ${detail}, ${event.at}, ${prevHash}, ${hash})`.execute(
        db,
      )
      return id
    },
    of: async (subject, subjectId) => {
      const { events, owner } = TABLES[subject]
      const { rows } =
        await sql<EventRow>`select *, detail->>'role' as role from ${sql.table(events)} where ${sql.ref(owner)} = ${subjectId} order by seq`.execute(
          db,
        )
      return rows.map((row) => eventOf(subject, subjectId, row))
    },
  }
}

function hashOf(parts: unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}

function eventOf(subject: Subject, subjectId: string, row: EventRow): HistoryEvent {
  const { id, seq, action, detail, at } = row
  return {
    id,
    subject,
    subjectId,
    seq,
    action,
    from: row.from_state,
    to: row.to_state,
    actor: actorOf(row),
    detail,
    at,
  }
}

function actorOf(row: EventRow): Actor {
  if (row.actor_kind === 'staff') {
    return {
      kind: 'staff',
      staffId: row.staff_id ?? '',
      unitId: row.unit_id ?? '',
      role: row.role as Extract<Actor, { kind: 'staff' }>['role'],
    }
  }
  return row.actor_kind === 'citizen'
    ? { kind: 'citizen', role: 'citizen', address: '' }
    : { kind: 'system', role: 'system' }
}
