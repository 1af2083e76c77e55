import type { Selectable } from 'kysely'
import type { Doubt, Recheck, Rechecked, Rechecks } from '../../../core/ports/rechecks.ts'
import type { Db } from '../database.ts'
import type { Rechecks as Row } from '../schema.ts'

export function rechecksStore(db: Db): Rechecks {
  return {
    choose: async (recheck) => {
      await db.insertInto('rechecks').values(columnsOf(recheck)).execute()
    },
    openOf: async (reportId) => {
      const open = db.selectFrom('rechecks as k').innerJoin('reports as r', 'r.id', 'k.report_id').selectAll('k')
      const row = await open
        .where('report_id', '=', reportId)
        .whereRef('k.round', '=', 'r.round')
        .where('looked_at', 'is', null)
        .executeTakeFirst()
      return row ? recheckOf(row) : null
    },
    doubtsOf: (reportId) => doubtsOf(db, reportId),
    look: async (id, { staffId, at, verdict, note }) => {
      const look = { looked_by: staffId, looked_at: at, verdict, note }
      await db.updateTable('rechecks').set(look).where('id', '=', id).execute()
    },
    forget: async (reportId) => {
      await db.updateTable('rechecks').set({ note: '' }).where('report_id', '=', reportId).execute()
    },
  }
}

async function doubtsOf(db: Db, reportId: string): Promise<Doubt[]> {
  const rows = await db
    .selectFrom('rechecks as k')
    .innerJoin('staff as s', 's.id', 'k.looked_by')
    .select(['k.id', 'k.decision', 'k.round', 's.full_name as staffName', 'k.note'])
    .where('report_id', '=', reportId)
    .where('verdict', '=', 'wrong')
    .orderBy('looked_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, decision: row.decision as Rechecked, note: row.note ?? '' }))
}

function columnsOf({ id, reportId, round, decision, decidedBy, chosenAt, unitId, forStaffId }: Recheck) {
  const whose = { unit_id: unitId, for_staff_id: forStaffId }
  return { id, report_id: reportId, round, decision, decided_by: decidedBy, chosen_at: chosenAt, ...whose }
}

function recheckOf(row: Selectable<Row>): Recheck {
  return {
    id: row.id,
    reportId: row.report_id,
    round: row.round,
    decision: row.decision as Rechecked,
    decidedBy: row.decided_by,
    chosenAt: row.chosen_at,
    unitId: row.unit_id,
    forStaffId: row.for_staff_id,
  }
}
