import type { SecondLooks } from '../../../core/ports/second-looks.ts'
import type { Db } from '../database.ts'

export function secondLooksStore(db: Db): SecondLooks {
  return {
    firstOf: async (reportId, round) => {
      const looks = db.selectFrom('second_looks').select('first_by').where('report_id', '=', reportId)
      return (await looks.where('round', '=', round).executeTakeFirst())?.first_by ?? null
    },
    first: async ({ reportId, round, staffId, at }) => {
      await db
        .insertInto('second_looks')
        .values({ report_id: reportId, round, first_by: staffId, first_at: at })
        .onConflict((c) => c.doNothing())
        .execute()
    },
    second: async ({ reportId, round, staffId, at }) => {
      await db
        .updateTable('second_looks')
        .set({ second_by: staffId, second_at: at })
        .where('report_id', '=', reportId)
        .where('round', '=', round)
        .execute()
    },
  }
}
