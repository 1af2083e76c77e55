import { sql } from 'kysely'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { UrgentUse, UrgentUses } from '../../../core/ports/urgent-uses.ts'
import type { Db } from '../database.ts'

export function urgentUsesStore(db: Db): UrgentUses {
  return {
    of: async (reportId) => {
      const row = await db.selectFrom('urgent_uses').selectAll().where('report_id', '=', reportId).executeTakeFirst()
      if (!row) return null
      return {
        reportId: row.report_id,
        reason: row.reason as UrgentUse['reason'],
        neededOn: row.needed_on,
        askedAt: row.asked_at,
        lane: row.lane as UrgentUse['lane'],
        lookedBy: row.looked_by,
        lookedAt: row.looked_at,
      }
    },
    add: async ({ reportId, reason, neededOn, askedAt, lane }) => {
      await db
        .insertInto('urgent_uses')
        .values({ report_id: reportId, reason, needed_on: neededOn, asked_at: askedAt, lane })
        .onConflict((c) => c.column('report_id').doNothing())
        .execute()
    },
    load: async (unitId) => {
      await db.selectFrom('units').select('id').where('id', '=', unitId).forNoKeyUpdate().execute()
      const { rows } = await sql<{ open: number; urgent: number }>`
        select count(*)::int as open, (count(u.report_id))::int as urgent from reports r
        left join urgent_uses u on u.report_id = coalesce(r.part_of, r.id) and u.lane = 'urgent'
        where r.unit_id = ${unitId} and r.state = any(${[...ON_THE_CLOCK]})`.execute(db)
      return rows[0] ?? { open: 0, urgent: 0 }
    },
    look: async (reportId, { lane, staffId, at }) => {
      await db
        .updateTable('urgent_uses')
        .set({ lane, looked_by: staffId, looked_at: at })
        .where('report_id', '=', reportId)
        .execute()
    },
  }
}
