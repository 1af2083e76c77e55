import { type RawBuilder, sql } from 'kysely'
import type { VitalSigns, Vitals, Waiting } from '../../../core/ports/vital-signs.ts'
import type { Db } from '../database.ts'
import { DEAD_ROWS } from './dead-rows.ts'

type Open = Exclude<keyof Vitals, 'lastHour'>

/** What is open, and when it could have been worked on first; each reads a partial index. */
const OPEN: Record<Open, RawBuilder<unknown>> = {
  tasks: sql`select greatest(promised_at, not_before) as since from tasks where done_at is null and dead_at is null`,
  heard: sql`select received_at as since from inbox where handled_at is null and dead_at is null`,
  messages: sql`select greatest(created_at, not_before) as since from outbox where state in ('queued', 'sending')`,
  dead: sql`select dead_at as since from tasks where ${DEAD_ROWS.tasks}
    union all select dead_at from inbox where ${DEAD_ROWS.inbox}
    union all select coalesce(settled_at, created_at) from outbox where ${DEAD_ROWS.outbox}`,
}

export function vitalSignsStore(db: Db): VitalSigns {
  return {
    read: async (now) => ({
      tasks: await waiting(db, OPEN.tasks, now),
      heard: await waiting(db, OPEN.heard, now),
      messages: await waiting(db, OPEN.messages, now),
      dead: await waiting(db, OPEN.dead, now),
      lastHour: await lastHour(db, now),
    }),
  }
}

async function waiting(db: Db, open: RawBuilder<unknown>, now: Date): Promise<Waiting> {
  const { rows } = await sql<{ count: string; seconds: number | null }>`
    select count(*) as count, extract(epoch from ${now}::timestamptz - min(since))::float8 as seconds
    from (${open}) open where since <= ${now}`.execute(db)
  return { count: Number(rows[0]?.count ?? 0), oldestSeconds: Math.max(0, rows[0]?.seconds ?? 0) }
}

async function lastHour(db: Db, now: Date): Promise<Vitals['lastHour']> {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['channel', 'state', fn.countAll<string>().as('count')])
    .where('created_at', '>', new Date(now.getTime() - 3_600_000))
    .groupBy(['channel', 'state'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
