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
      // Whoever speaks with the word of somebody barred is barred too (features K02).
      const { rows } = await sql`select 1 from barred_reviewers b join staff s on s.id = b.staff_id
        where b.report_id = ${reportId} and s.word_of = (select word_of from staff where id = ${staffId})`.execute(db)
      return rows.length > 0
    },
    otherAt: async (unitId, notStaffIds) => {
      const { rows } = await sql<{ id: string }>`select s.id from staff s
        where s.unit_id = ${unitId} and s.closed_at is null and s.role = any(${[...rolesFor('decide_case')]})
          and s.word_of not in (select word_of from staff where id = any(${[...notStaffIds]}::uuid[]))
        order by (select count(*) from reports r where r.taken_by = s.id and r.state = any(${[...ON_THE_CLOCK]})), s.login
        limit 1`.execute(db)
      return rows[0]?.id ?? null
    },
  }
}
