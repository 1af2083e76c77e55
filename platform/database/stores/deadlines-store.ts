import { sql } from 'kysely'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { Deadlines } from '../../../core/ports/deadlines.ts'
import type { Db } from '../database.ts'

export function deadlinesStore(db: Db): Deadlines {
  return {
    lateReports: (kind, recordedUntil, limit) =>
      db
        .selectFrom('reports')
        .select(['id', 'unit_id as unitId', sql<null>`null`.as('policeUnitId')])
        .where('state', 'in', [...ON_THE_CLOCK])
        .where('recorded_at', '<=', recordedUntil)
        .where(({ not, exists }) => not(exists(noticed(db, kind, 'reports.id'))))
        .orderBy('recorded_at')
        .limit(limit)
        .execute(),
    lateRulings: (dueUntil, limit) => lateRulings(db, dueUntil, limit),
    lateLists: (kind, dueUntil, limit) =>
      db
        .selectFrom('police_lists')
        .select(['id', 'unit_id as unitId', 'police_unit_id as policeUnitId'])
        .where('state', 'in', ['with_police', 'partly_returned'])
        .where('due_at', '<=', dueUntil)
        // A row that is answered again once its register is right has no clock (features F08).
        .where(({ exists }) => exists(onTheClock(db)))
        .where(({ not, exists }) => not(exists(noticed(db, kind, 'police_lists.id'))))
        .orderBy('due_at')
        .limit(limit)
        .execute(),
    lateHamletLists: (kind, dueUntil, limit) => lateHamletLists(db, kind, dueUntil, limit),
    note: async ({ subjectId, kind, unitIds, at }) => {
      const result = await db
        .insertInto('deadline_notices')
        .values({ subject_id: subjectId, kind, unit_ids: unitIds, noticed_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    questions: async (kind, askedUntil, limit) => {
      const { rows } = await sql<{ reportId: string; eventId: string }>`
        select e.report_id as "reportId", e.id as "eventId" from report_events e join reports r on r.id = e.report_id
        where e.action = 'ask_citizen' and e.at <= ${askedUntil} and r.state = 'in_review'
          and not exists (select from report_events later
            where later.report_id = e.report_id and later.seq > e.seq and later.action = 'ask_citizen')
          and not exists (select from deadline_notices n where n.subject_id = e.id and n.kind = ${kind})
        order by e.at limit ${limit}`.execute(db)
      return rows
    },
    deferredUntil: async (date, limit) => {
      const reports = db.selectFrom('reports').select('id').where('state', '=', 'deferred')
      const due = await reports.where('deferred_until', '<=', date).orderBy('deferred_until').limit(limit).execute()
      return due.map((report) => report.id)
    },
  }
}

function lateRulings(db: Db, dueUntil: Date, limit: number) {
  return db
    .selectFrom('hop_rulings')
    .select(['report_id as id', 'unit_id as unitId', sql<null>`null`.as('policeUnitId')])
    .where('ruled_at', 'is', null)
    .where('due_at', '<=', dueUntil)
    .where(({ not, exists }) => not(exists(noticed(db, 'ruling_late', 'hop_rulings.report_id'))))
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

function lateHamletLists(db: Db, kind: string, dueUntil: Date, limit: number) {
  const open = db.selectFrom('hamlet_rows').select('id').whereRef('list_id', '=', sql.ref('hamlet_lists.id'))
  return db
    .selectFrom('hamlet_lists')
    .select(['id', 'unit_id as unitId', sql<null>`null`.as('policeUnitId')])
    .where('due_at', '<=', dueUntil)
    .where(({ exists }) => exists(open.where('open', '=', true)))
    .where(({ not, exists }) => not(exists(noticed(db, kind, 'hamlet_lists.id'))))
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

function onTheClock(db: Db) {
  const rows = db.selectFrom('police_rows').select('id').whereRef('list_id', '=', sql.ref('police_lists.id'))
  return rows.where('open', '=', true).where('mended_at', 'is', null)
}

type Subject = 'reports.id' | 'police_lists.id' | 'hamlet_lists.id' | 'hop_rulings.report_id'

function noticed(db: Db, kind: string, subject: Subject) {
  return db
    .selectFrom('deadline_notices')
    .select('kind')
    .whereRef('subject_id', '=', sql.ref(subject))
    .where('kind', '=', kind)
}
