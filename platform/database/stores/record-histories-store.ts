import { sql } from 'kysely'
import type { LandedValue, RecordHistories, RecordWrite } from '../../../core/ports/platform-desk.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import { fieldOfColumn } from './approved-changes-store.ts'

type Json = Record<string, unknown>

export function recordHistoriesStore(db: Db): RecordHistories {
  return {
    of: (personId) => writesOf(db, personId),
    current: async (personId) => {
      const { rows } = await sql<{ person: Json; doses: Record<string, Json> }>`
        select to_jsonb(p) as person, coalesce((select jsonb_object_agg(d.id, to_jsonb(d)) from doses d
          where d.person_id = p.id), '{}') as doses from people p where p.id = ${personId}`.execute(db)
      return rows[0] ?? null
    },
    landed: (personId) => landedOf(db, personId),
  }
}

async function writesOf(db: Db, personId: string): Promise<RecordWrite[]> {
  const rows = await db
    .selectFrom('record_history as h')
    .leftJoin('imports as i', 'i.id', 'h.import_id')
    .leftJoin('staff as s', 's.id', 'i.staff_id')
    .select(['h.dose_id', 'h.at', 'h.facts', 'h.import_id', 'i.kind', 'i.file_name', 'i.created_at', 's.full_name'])
    .where('h.person_id', '=', personId)
    .orderBy('h.id')
    .execute()
  return rows.map((row) => ({
    doseId: row.dose_id,
    at: row.at,
    facts: row.facts === null ? null : fromJson<Json>(row.facts),
    source:
      row.import_id && row.kind && row.created_at
        ? {
            importId: row.import_id,
            kind: row.kind,
            fileName: row.file_name ?? '',
            at: row.created_at,
            staffName: row.full_name,
          }
        : null,
  }))
}

interface Landed {
  field: string
  dose_id: string | null
  import_id: string
  export_id: string
  number: string
  row_no: number
  list: string | null
  code: string | null
  decided_by: string | null
  decided_unit: string | null
  decided_at: Date | null
}

/** Who decided a value, what paper says so, and by which file and row it went to the Platform. */
async function landedOf(db: Db, personId: string): Promise<LandedValue[]> {
  const { rows } = await sql<Landed>`
    select c.field, c.dose_id, e.settled_import_id as import_id, x.id as export_id, x.number, e.row_no, l.number as list,
      r.code, s.full_name as decided_by, u.name as decided_unit,
      coalesce(pr.answered_at, v.at, m.second_at) as decided_at
    from export_rows e join exports x on x.id = e.export_id join approved_changes c on c.id = any(e.change_ids)
    left join police_rows pr on pr.id = c.police_row_id left join police_lists l on l.id = pr.list_id
    left join report_events v on v.id = c.health_event_id left join dose_removals m on m.id = c.dose_removal_id
    left join reports r on r.id = c.report_id
    left join staff s on s.id = coalesce(pr.answered_by, v.staff_id, m.second_by) left join units u on u.id = s.unit_id
    where e.person_id = ${personId} and e.state = 'landed' and e.settled_import_id is not null
    order by e.settled_at, c.id`.execute(db)
  return rows.map((row) => ({
    field: fieldOfColumn(row.field),
    doseId: row.dose_id,
    importId: row.import_id,
    exportId: row.export_id,
    exportNumber: row.number,
    rowNo: row.row_no,
    policeList: row.list,
    reportCode: row.code,
    decidedBy: row.decided_by,
    decidedUnit: row.decided_unit,
    decidedAt: row.decided_at,
  }))
}
