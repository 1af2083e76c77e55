import { sql } from 'kysely'
import type { Elapsed } from '../../../core/domain/citizen/expected-time.ts'
import type { FollowUp } from '../../../core/ports/follow-up.ts'
import type { Db } from '../database.ts'
import { DECIDED } from './decided.ts'
import { HELD_SINCE } from './held-since.ts'

export function followUpStore(db: Db): FollowUp {
  return {
    elapsed: async ({ unitId, types, branchTypes, since, until }) => {
      const same = sql`types && ${[...types]}::text[]`
      const { rows } = await sql<Row>`
        with decided as (${DECIDED} and e.at > ${since} and e.at <= ${until} and r.unit_id = ${unitId}
          and r.types && ${[...branchTypes]}::text[])
        select count(*) filter (where ${same})::int as type_cases, count(*)::int as branch_cases,
          percentile_cont(0.5) within group (order by hours) filter (where ${same}) as type_median,
          percentile_cont(0.8) within group (order by hours) filter (where ${same}) as type_p80,
          percentile_cont(0.5) within group (order by hours) as branch_median,
          percentile_cont(0.8) within group (order by hours) as branch_p80
        from decided`.execute(db)
      return measured(rows[0])
    },
    heldSince: async (reportIds) => {
      const { rows } = await sql<{ id: string; since: Date }>`
        select r.id, ${HELD_SINCE} as since from reports r where r.id = any(${[...reportIds]}::uuid[])`.execute(db)
      return new Map(rows.map(({ id, since }) => [id, since]))
    },
    landed: async ({ action, landedUntil, landedAfter }, limit) => {
      const states = action === 'settle' ? ['platform_updated'] : ['platform_updated', 'closed']
      const { rows } = await sql<{ id: string }>`
        select r.id from report_events e join reports r on r.id = e.report_id
        where e.action = 'landed' and e.at <= ${landedUntil} and e.at > coalesce(${landedAfter}::timestamptz, '-infinity')
          and r.state = any(${states}) and r.landed_row_id is not null
          and not exists (select from report_events later where later.report_id = e.report_id and later.seq > e.seq
            and later.action in ('landed', 'ask_seen', 'confirm_seen', 'not_seen') and later.action <> ${ASKED[action]})
        order by e.at limit ${limit}`.execute(db)
      return rows.map(({ id }) => id)
    },
  }
}

/** Having been asked does not keep silence from closing a case. */
const ASKED = { ask_seen: '', settle: 'ask_seen' } as const

interface Row {
  type_cases: number
  type_median: number | null
  type_p80: number | null
  branch_cases: number
  branch_median: number | null
  branch_p80: number | null
}

const NONE: Elapsed = { cases: 0, medianHours: null, p80Hours: null }

function measured(row: Row | undefined): { type: Elapsed; branch: Elapsed } {
  if (!row) return { type: NONE, branch: NONE }
  return {
    type: { cases: row.type_cases, medianHours: row.type_median, p80Hours: row.type_p80 },
    branch: { cases: row.branch_cases, medianHours: row.branch_median, p80Hours: row.branch_p80 },
  }
}
