import type { HopRulings } from '../../../core/ports/hop-rulings.ts'
import type { Db } from '../database.ts'

export function hopRulingsStore(db: Db): HopRulings {
  return {
    of: async (reportId) => {
      const row = await db.selectFrom('hop_rulings').selectAll().where('report_id', '=', reportId).executeTakeFirst()
      if (!row) return null
      return {
        reportId,
        unitId: row.unit_id,
        askedBy: row.asked_by,
        askedAt: row.asked_at,
        dueAt: row.due_at,
        ruledAt: row.ruled_at,
        ruledUnitId: row.ruled_unit_id,
      }
    },
    ask: async ({ reportId, unitId, askedBy, askedAt, dueAt }) => {
      await db
        .insertInto('hop_rulings')
        .values({ report_id: reportId, unit_id: unitId, asked_by: askedBy, asked_at: askedAt, due_at: dueAt })
        .execute()
    },
    rule: async (reportId, { staffId, unitId, at }) => {
      await db
        .updateTable('hop_rulings')
        .set({ ruled_by: staffId, ruled_at: at, ruled_unit_id: unitId })
        .where('report_id', '=', reportId)
        .where('ruled_at', 'is', null)
        .execute()
    },
  }
}
