import type { CaseHolds } from '../../../core/ports/case-holds.ts'
import type { Db } from '../database.ts'

export function caseHoldsStore(db: Db): CaseHolds {
  return {
    of: async (reportId, now) => {
      const found = await db
        .selectFrom('case_holds')
        .innerJoin('staff', 'staff.id', 'case_holds.staff_id')
        .select(['case_holds.staff_id as staffId', 'staff.full_name as staffName', 'case_holds.held_until as until'])
        .where('report_id', '=', reportId)
        .where('held_until', '>', now)
        .executeTakeFirst()
      return found ?? null
    },
    take: async ({ reportId, staffId, until }, now) => {
      const taken = await db
        .insertInto('case_holds')
        .values({ report_id: reportId, staff_id: staffId, held_until: until })
        .onConflict((conflict) =>
          conflict
            .column('report_id')
            .doUpdateSet({ staff_id: staffId, held_until: until })
            .where((row) =>
              row.or([row('case_holds.staff_id', '=', staffId), row('case_holds.held_until', '<=', now)]),
            ),
        )
        .executeTakeFirst()
      return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    takeOver: async ({ reportId, staffId, until }) => {
      await db
        .insertInto('case_holds')
        .values({ report_id: reportId, staff_id: staffId, held_until: until })
        .onConflict((conflict) => conflict.column('report_id').doUpdateSet({ staff_id: staffId, held_until: until }))
        .execute()
    },
    release: async (reportId) => {
      await db.deleteFrom('case_holds').where('report_id', '=', reportId).execute()
    },
  }
}
