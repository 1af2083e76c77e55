import { type RawBuilder, sql } from 'kysely'
import { channelOf } from '../../../core/domain/contact/address.ts'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import type { Scope } from '../../../core/policy.ts'
import {
  ERROR_CLASSES,
  type ErrorClass,
  type ErrorCounts,
  type ErrorList,
  type ErrorSource,
  type ErrorStanding,
} from '../../../core/ports/error-list.ts'
import type { Channel } from '../../../core/ports/outbox.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'
import { provedWay } from './proved-way.ts'

export function errorListStore(db: Db): ErrorList {
  return {
    counts: async (scope, now) => {
      const { rows } = await sql<{ class: ErrorClass; standing: ErrorStanding; n: number }>`
        select class, standing, count(*)::int as n from (${everyone(scope, now)}) e group by 1, 2`.execute(db)
      const counts = Object.fromEntries(ERROR_CLASSES.map((one) => [one, none()])) as ErrorCounts
      for (const row of rows) counts[row.class][row.standing] = row.n
      return counts
    },
    page: async (scope, { errorClass, standing }, after, limit, now) => {
      const { rows } = await sql<Row>`select * from (${everyone(scope, now)}) e where record_id > ${after}
        and (${errorClass}::text is null or class = ${errorClass}) and (${standing}::text is null or standing = ${standing})
        order by record_id limit ${limit}`.execute(db)
      return rows.map((row) => ({
        personId: row.id,
        recordId: row.record_id,
        fullName: row.full_name,
        errorClass: row.class,
        standing: row.standing,
        channel: row.address ? (channelOf(row.address) as Channel) : null,
      }))
    },
    source: async (scope) => {
      const { rows } =
        await sql<ErrorSource>`select id as "importId", file_name as "fileName", coalesce(applied_at, created_at) as "appliedAt",
          rows_total as rows from imports i
        where kind = 'records' and state = 'applied' and ${inScope(scope, 'i.unit_id')}
        order by coalesce(applied_at, created_at) desc limit 1`.execute(db)
      return rows[0] ?? null
    },
  }
}

const none = (): Record<ErrorStanding, number> => ({ reporting: 0, invited: 0, reachable: 0, silent: 0 })

const INVITED_DAYS = 30

function everyone(scope: Scope, now: Date): RawBuilder<unknown> {
  const since = new Date(now.getTime() - INVITED_DAYS * 86_400_000)
  return sql`select p.id, p.record_id, p.full_name, p.class, proved.address, case
      when exists (select from reports r where r.person_id = p.id and r.state = any(${[...OPEN_REPORT_STATES]})) then 'reporting'
      when proved.address is null then 'silent'
      when exists (select from campaign_people cp join campaigns c on c.id = cp.campaign_id where cp.person_id = p.id
        and c.audience = 'error_list' and cp.state <> 'skipped' and c.created_at > ${since}) then 'invited'
      else 'reachable' end as standing
    from people p left join lateral (${provedWay(now)}) proved on true
    where p.class = any(${[...ERROR_CLASSES]}) and ${inScope(scope, 'p.unit_id')}`
}

interface Row {
  id: string
  record_id: string
  full_name: string
  class: ErrorClass
  standing: ErrorStanding
  address: string | null
}
