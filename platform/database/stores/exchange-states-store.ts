import { type RawBuilder, sql } from 'kysely'
import type { ChangeState, ExchangeStates } from '../../../core/ports/platform-desk.ts'
import type { Db } from '../database.ts'
import { fieldOfColumn } from './approved-changes-store.ts'

interface Found {
  id: string
  person_id: string
  report_id: string | null
  field: string
  unit_id: string
  export_id: string | null
  number: string | null
  row_no: number | null
  approved_at: Date
  fell_back_at: Date | null
  exported_at: Date | null
  accepted_at: Date | null
  landed_at: Date | null
  needs_match: boolean
  is_matched: boolean
  signed_at: Date | null
  shown_at: Date | null
}

export function exchangeStatesStore(db: Db): ExchangeStates {
  return {
    ofReport: (reportId) =>
      read(
        db,
        sql`c.report_id = ${reportId} or c.identity_case_id in
          (select identity_case_id from identity_case_reports where report_id = ${reportId})`,
        sql`order by c.created_at, c.id`,
      ),
    untouchedSince: async (before, limit, after) =>
      read(
        db,
        // A value that was touched later cannot have rested that long; what is shown is at the end of its road.
        sql`c.created_at < ${before} and c.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid`,
        sql`order by c.id limit ${limit}`,
      ),
  }
}

/** The last row that carried each value, its file, and what the record shows since (features G04). */
async function read(db: Db, which: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<ChangeState[]> {
  const { rows } = await sql<Found>`
    select c.id, c.person_id, c.report_id, c.field, coalesce(t.unit_id, p.unit_id) as unit_id,
      c.created_at as approved_at, r.export_id, x.number, r.row_no, x.created_at as exported_at,
      coalesce(d.accepted_at, r.saved_at) as accepted_at,
      case when c.state = 'landed' and r.state = 'landed' then r.settled_at end as landed_at,
      case when c.state in ('not_landed', 'changed_by_other') then r.settled_at
        when c.state = 'approved' and r.id is not null then r.settled_at end as fell_back_at,
      c.kind = 'identity' and not c.foreigner as needs_match, p.match_result is not distinct from 'right' as is_matched,
      p.signed_at, coalesce(h.issued_at, s.seen_at) as shown_at
    from approved_changes c
    join people p on p.id = c.person_id
    left join platform_tasks t on t.kind = 'dose_elsewhere' and t.subject_id = c.id
    left join lateral (select e.* from export_rows e join exports y on y.id = e.export_id
      where e.change_ids @> array[c.id] order by y.created_at desc limit 1) r on true
    left join exports x on x.id = r.export_id
    left join platform_deliveries d on d.export_id = x.id
    left join lateral (select max(issued_at) as issued_at from passports where person_id = p.id and revoked_at is null) h on true
    left join lateral (select max(at) as seen_at from report_events
      where report_id = c.report_id and action in ('confirm_seen', 'settle')) s on true
    where c.state <> 'dropped' and (${which}) ${tail}`.execute(db)
  return rows.map(stateOf)
}

function stateOf(row: Found): ChangeState {
  return {
    changeId: row.id,
    personId: row.person_id,
    reportId: row.report_id,
    field: fieldOfColumn(row.field),
    unitId: row.unit_id,
    exportId: row.export_id,
    exportNumber: row.number,
    rowNo: row.row_no,
    approvedAt: row.approved_at,
    fellBackAt: row.fell_back_at,
    exportedAt: row.exported_at,
    acceptedAt: row.accepted_at,
    landedAt: row.landed_at,
    needsMatch: row.needs_match,
    isMatched: row.is_matched,
    signedAt: row.signed_at,
    shownAt: row.shown_at,
  }
}
