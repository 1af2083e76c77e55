import { sql } from 'kysely'
import type { Scope } from '../../../core/policy.ts'
import type { DeadKind, DeadLetter, DeadLetters } from '../../../core/ports/dead-letters.ts'
import type { Db } from '../database.ts'
import { DEAD_ROWS } from './dead-rows.ts'
import { inScope } from './in-scope.ts'

/** Per kind: its table, when a row is dead, and what opens it again. */
const KINDS = {
  task: {
    table: 'tasks',
    dead: DEAD_ROWS.tasks,
    retry: sql`dead_at = null, fault_code = null, attempts = 0, relayed_at = null`,
  },
  heard: {
    table: 'inbox',
    dead: DEAD_ROWS.inbox,
    retry: sql`dead_at = null, fault_code = null, attempts = 0, rung_at = null`,
  },
  message: {
    table: 'outbox',
    dead: DEAD_ROWS.outbox,
    retry: sql`state = 'queued', failure_class = null, failure_code = null, attempts = 0, rung_at = null,
      sending_since = null, settled_at = null, not_before = null, not_after = null`,
  },
} as const

export function deadLettersStore(db: Db, now: () => Date): DeadLetters {
  const change = async (kind: DeadKind, id: string, set: ReturnType<typeof sql>) => {
    const { table, dead } = KINDS[kind]
    const result = await sql`update ${sql.table(table)} set ${set} where id::text = ${id} and ${dead}`.execute(db)
    return Number(result.numAffectedRows ?? 0) > 0
  }
  return {
    list: (scope, limit) => list(db, scope, limit),
    olderThan: async (moment) => {
      const { rows } = await sql<{ count: number }>`select
        (select count(*) from tasks where ${KINDS.task.dead} and dead_at < ${moment})
        + (select count(*) from inbox where ${KINDS.heard.dead} and dead_at < ${moment})
        + (select count(*) from outbox where ${KINDS.message.dead} and settled_at < ${moment}) as count`.execute(db)
      return Number(rows[0]?.count ?? 0)
    },
    count: async () => {
      const { rows } = await sql<{ count: number }>`select
        (select count(*) from tasks where ${KINDS.task.dead}) + (select count(*) from inbox where ${KINDS.heard.dead})
        + (select count(*) from outbox where ${KINDS.message.dead}) as count`.execute(db)
      return Number(rows[0]?.count ?? 0)
    },
    retry: (kind, id) => change(kind, id, KINDS[kind].retry),
    retryAll: async () => {
      let opened = 0
      for (const { table, dead, retry } of Object.values(KINDS)) {
        const sure = table === 'outbox' ? sql`state <> 'unknown'` : sql`true`
        const result = await sql`update ${sql.table(table)} set ${retry} where ${dead} and ${sure}`.execute(db)
        opened += Number(result.numAffectedRows ?? 0)
      }
      return opened
    },
    discard: (kind, id, reason) => change(kind, id, sql`discarded_at = ${now()}, discard_reason = ${reason}`),
  }
}

async function list(db: Db, scope: Scope, limit: number): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`
    select * from (
      select 'task' as kind, id::text, name as what, coalesce(fault_code, 'fault') as code, attempts,
        promised_at as "madeAt", dead_at as "diedAt", null as "reportCode"
      from tasks where ${KINDS.task.dead}
      union all
      select 'heard', id::text, channel, coalesce(fault_code, 'fault'), attempts, received_at, dead_at, null
      from inbox where ${KINDS.heard.dead}
      union all
      select 'message', o.id::text, o.channel,
        case o.state when 'unknown' then 'unknown' else coalesce(o.failure_class, o.failure_code, 'fault') end,
        o.attempts, o.created_at, coalesce(o.settled_at, o.created_at), case when ${inScope(scope, 'r.unit_id')} then r.code end
      from (select * from outbox where ${KINDS.message.dead}) o left join reports r on r.id = o.report_id
    ) dead order by "diedAt" desc, id limit ${limit}`.execute(db)
  return rows
}
