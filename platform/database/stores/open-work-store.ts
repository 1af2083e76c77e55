import { sql } from 'kysely'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { OpenWork, Waiting } from '../../../core/ports/open-work.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'
import { isLate } from './rights-store.ts'

export function openWorkStore(db: Db): OpenWork {
  const open = [...ON_THE_CLOCK]
  return {
    waitingIn: async (scope, now) => {
      const { rows } = await sql<Waiting>`
        select (select count(*)::int from help_requests where ${inScope(scope, 'unit_id')} and state in ('waiting', 'callback')) as inbox,
          (select count(*)::int from call_list where ${inScope(scope, 'unit_id')} and done_at is null) as "callList",
          (select count(*)::int from rights_requests where ${isLate(scope, now)}) as rights`.execute(db)
      return rows[0] ?? { inbox: 0, callList: 0, rights: 0 }
    },
    countOf: async (staffId) => {
      const { rows } = await sql<{ reports: number; threads: number }>`
        select (select count(*)::int from reports where taken_by = ${staffId} and state = any(${open})) as reports,
          (select count(*)::int from help_requests where taken_by = ${staffId} and ended_at is null) as threads`.execute(
        db,
      )
      return rows[0] ?? { reports: 0, threads: 0 }
    },
    handOver: async (staffId, to) => {
      const reports = await db
        .updateTable('reports')
        .set({ taken_by: to, version: sql`version + 1` })
        .where('taken_by', '=', staffId)
        .where('state', 'in', open)
        .returning('id')
        .execute()
      const threads = await db
        .updateTable('help_requests')
        .set({ taken_by: to })
        .where('taken_by', '=', staffId)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      await sql`delete from case_holds where staff_id = ${staffId}`.execute(db)
      await sql`update rechecks set for_staff_id = null where for_staff_id = ${staffId} and looked_at is null`.execute(
        db,
      )
      return { reports: reports.map(({ id }) => id), threads: Number(threads.numUpdatedRows) }
    },
  }
}
