import { sql } from 'kysely'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import { rolesFor } from '../../../core/policy.ts'
import type { Reviewers } from '../../../core/ports/reviewers.ts'
import type { Db } from '../database.ts'

export function reviewersStore(db: Db): Reviewers {
  return {
    bar: async (reportId, staffIds) => {
      if (staffIds.length === 0) return
      const rows = staffIds.map((staffId) => ({ report_id: reportId, staff_id: staffId }))
      await db
        .insertInto('barred_reviewers')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    isBarred: async (reportId, staffId) => {
      const found = db.selectFrom('barred_reviewers').select('staff_id').where('report_id', '=', reportId)
      return (await found.where('staff_id', '=', staffId).executeTakeFirst()) !== undefined
    },
    otherAt: async (unitId, notStaffIds) => {
      const { rows } = await sql<{ id: string }>`select s.id from staff s
        where s.unit_id = ${unitId} and s.closed_at is null and s.role = any(${[...rolesFor('decide_case')]})
          and not (s.id = any(${[...notStaffIds]}::uuid[]))
        order by (select count(*) from reports r where r.taken_by = s.id and r.state = any(${[...ON_THE_CLOCK]})), s.login
        limit 1`.execute(db)
      return rows[0]?.id ?? null
    },
  }
}
