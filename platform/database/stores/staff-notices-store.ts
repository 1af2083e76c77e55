import { type Selectable, sql } from 'kysely'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { DigestCounts, StaffNotice, StaffNotices, UntoldDeadline } from '../../../core/ports/staff-notices.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'
import type { StaffNotices as Row } from '../schema.ts'

export function staffNoticesStore(db: Db): StaffNotices {
  return { ...telling(db), ...deadlines(db), ...digests(db) }
}

function telling(db: Db): Pick<StaffNotices, 'tell' | 'of' | 'readAll' | 'passOn'> {
  return {
    tell: async ({ id, staffId, unitId, kind, detail, madeAt, dedupeKey }) => {
      const values = { id, staff_id: staffId, unit_id: unitId, kind, detail: json(detail), made_at: madeAt }
      const insert = db.insertInto('staff_notices').values({ ...values, dedupe_key: dedupeKey })
      const told = await insert.onConflict((c) => c.column('dedupe_key').doNothing()).executeTakeFirst()
      return (told.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    of: async (staffId, atMost) => {
      const own = db.selectFrom('staff_notices').selectAll().where('staff_id', '=', staffId)
      return (await own.orderBy('made_at', 'desc').orderBy('id').limit(atMost).execute()).map(noticeOf)
    },
    readAll: async (staffId, until) => {
      const own = db.updateTable('staff_notices').set({ read_at: until }).where('staff_id', '=', staffId)
      await own.where('read_at', 'is', null).where('made_at', '<=', until).execute()
    },
    passOn: async (madeUntil, at) => {
      const { rows } = await sql<{ staffId: string; unitId: string; count: number }>`
        with late as (update staff_notices set passed_on_at = ${at}
          where read_at is null and passed_on_at is null and kind <> 'unread' and made_at <= ${madeUntil} returning staff_id, unit_id)
        select staff_id as "staffId", unit_id as "unitId", count(*)::int as count from late group by 1, 2`.execute(db)
      return rows
    },
  }
}

function deadlines(db: Db): Pick<StaffNotices, 'untold' | 'told'> {
  return {
    untold: async (atMost) => {
      const { rows } = await sql<UntoldDeadline>`
        select n.subject_id as "subjectId", n.kind, n.unit_ids as "unitIds", coalesce(r.code, l.number, h.number) as code
        from deadline_notices n left join reports r on r.id = n.subject_id left join police_lists l on l.id = n.subject_id
          left join hamlet_lists h on h.id = n.subject_id
        where n.told_at is null and n.kind in ('report_overdue', 'report_escalated', 'ruling_late', 'list_nudge', 'list_breach',
            'hamlet_nudge', 'hamlet_late')
          and coalesce(r.code, l.number, h.number) is not null
        order by n.noticed_at limit ${atMost} for update of n skip locked`.execute(db)
      return rows
    },
    told: async ({ subjectId, kind }, at) => {
      const one = db.updateTable('deadline_notices').set({ told_at: at }).where('subject_id', '=', subjectId)
      await one.where('kind', '=', kind).execute()
    },
  }
}

function digests(db: Db): Pick<StaffNotices, 'reportsAt' | 'listsAt'> {
  return {
    reportsAt: async (unitId, { since, until, now }) => {
      const { rows } = await sql<DigestCounts>`
        select count(*) filter (where recorded_at >= ${since})::int as fresh,
          count(*) filter (where due_at > ${now} and due_at <= ${until})::int as "dueToday",
          count(*) filter (where due_at <= ${now})::int as late
        from reports where unit_id = ${unitId} and state = any(${[...ON_THE_CLOCK]})`.execute(db)
      return rows[0] ?? NOTHING
    },
    listsAt: async (policeUnitId, { since, until, now }) => {
      const { rows } = await sql<DigestCounts>`
        select count(*) filter (where created_at >= ${since})::int as fresh,
          count(*) filter (where due_at > ${now} and due_at <= ${until})::int as "dueToday",
          count(*) filter (where due_at <= ${now})::int as late
        from police_lists where police_unit_id = ${policeUnitId}
          and state in ('with_police', 'partly_returned')`.execute(db)
      return rows[0] ?? NOTHING
    },
  }
}

const NOTHING: DigestCounts = { fresh: 0, dueToday: 0, late: 0 }

function noticeOf(row: Selectable<Row>): StaffNotice {
  return {
    id: row.id,
    staffId: row.staff_id,
    unitId: row.unit_id,
    kind: row.kind as StaffNotice['kind'],
    detail: row.detail as StaffNotice['detail'],
    madeAt: row.made_at,
    readAt: row.read_at,
  }
}
