import type { Rechecked, Rechecks } from '../../../core/ports/rechecks.ts'
import type { Db } from '../database.ts'

export function rechecksStore(db: Db): Rechecks {
  return {
    choose: async ({ id, reportId, decision, decidedBy, chosenAt, unitId, forStaffId }) => {
      await db
        .insertInto('rechecks')
        .values({
          id,
          report_id: reportId,
          decision,
          decided_by: decidedBy,
          chosen_at: chosenAt,
          unit_id: unitId,
          for_staff_id: forStaffId,
        })
        .execute()
    },
    openOf: async (reportId) => {
      const open = db.selectFrom('rechecks').selectAll().where('report_id', '=', reportId)
      const row = await open.where('looked_at', 'is', null).orderBy('chosen_at', 'desc').executeTakeFirst()
      if (!row) return null
      return {
        id: row.id,
        reportId,
        decision: row.decision as Rechecked,
        decidedBy: row.decided_by,
        chosenAt: row.chosen_at,
        unitId: row.unit_id,
        forStaffId: row.for_staff_id,
      }
    },
    look: async (id, { staffId, at, verdict, note }) => {
      await db
        .updateTable('rechecks')
        .set({ looked_by: staffId, looked_at: at, verdict, note })
        .where('id', '=', id)
        .execute()
    },
  }
}
