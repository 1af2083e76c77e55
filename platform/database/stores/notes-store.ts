import { sql } from 'kysely'
import type { Colleague, Mention, NoteShown, Notes } from '../../../core/ports/notes.ts'
import type { Db } from '../database.ts'

export function notesStore(db: Db): Notes {
  return {
    add: async ({ id, reportId, unitId, staffId, text, mentions, at }) => {
      const values = { id, report_id: reportId, unit_id: unitId, staff_id: staffId, text, at }
      const made = await db
        .insertInto('case_notes')
        .values(values)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      if (!made.numInsertedOrUpdatedRows) return false
      const named = mentions.map((one) => ({ note_id: id, staff_id: one }))
      if (named.length > 0) await db.insertInto('note_mentions').values(named).execute()
      return true
    },
    of: async (reportId, unitId) => {
      const { rows } = await sql<NoteShown>`select n.id, n.report_id as "reportId", n.unit_id as "unitId",
          n.staff_id as "staffId", n.text, n.at, s.full_name as "staffName",
          array(select m.staff_id::text from note_mentions m where m.note_id = n.id) as mentions
        from case_notes n join staff s on s.id = n.staff_id
        where n.report_id = ${reportId} and n.unit_id = ${unitId} order by n.at, n.id`.execute(db)
      return rows
    },
    count: async (reportId, unitId) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_notes
        where report_id = ${reportId} and unit_id = ${unitId}`.execute(db)
      return rows[0]?.n ?? 0
    },
    colleagues: async (unitId) => {
      const { rows } = await sql<Colleague>`select id as "staffId", login, full_name as "fullName" from staff
        where unit_id = ${unitId} and closed_at is null order by full_name, login`.execute(db)
      return rows
    },
    waiting: async (staffId, unitId) => {
      const { rows } = await sql<Mention>`select n.id as "noteId", r.code, s.full_name as "byName", n.at
        from note_mentions m join case_notes n on n.id = m.note_id join staff s on s.id = n.staff_id
          join reports r on r.id = n.report_id
        where m.staff_id = ${staffId} and m.seen_at is null and n.unit_id = ${unitId} order by n.at desc limit 100`.execute(
        db,
      )
      return rows
    },
    seen: async (reportId, staffId, at) => {
      await sql`update note_mentions m set seen_at = ${at} from case_notes n
        where n.id = m.note_id and n.report_id = ${reportId} and m.staff_id = ${staffId} and m.seen_at is null`.execute(
        db,
      )
    },
    forget: async (reportId) => {
      await db.deleteFrom('case_notes').where('report_id', '=', reportId).execute()
    },
  }
}
