import { sql } from 'kysely'
import { purposeOf } from '../../../core/domain/oversight/reading-purpose.ts'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { Audit, FileOfPerson, Opening } from '../../../core/ports/audit.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'

export function auditStore(db: Db, now: () => Date): Audit {
  return {
    write: async (entry) => {
      // Whatever is read is stored with its purpose (features F12).
      const purpose = entry.staffId ? purposeOf(entry.action, entry.subjectKind) : null
      const values = {
        at: now(),
        actor_kind: entry.staffId ? 'staff' : 'system',
        staff_id: entry.staffId,
        action: entry.action,
        subject_kind: entry.subjectKind,
        subject_id: entry.subjectId,
        detail: json({ ...(purpose && { purpose }), ...entry.detail }),
      }
      await db.insertInto('audit').values(values).execute()
    },
    openings: (file, atMost) => openings(db, file, atMost),
  }
}

interface OpeningRow {
  at: Date
  action: string
  subject_kind: string
  unit_name: string
  role: StaffRole
  report_code: string | null
  reason: string | null
}

/** A list of the hamlet or the police is a person's too when one of its rows is; a photo is found by the report it belongs to. */
async function openings(db: Db, { reportIds, helpRequestIds, personIds }: FileOfPerson, atMost: number) {
  const { rows } = await sql<OpeningRow>`
    select a.at, a.action, a.subject_kind, u.name as unit_name, s.role, r.code as report_code, a.detail ->> 'reason' as reason
    from (
      select * from audit where subject_kind in ('report', 'person', 'help_request')
        and subject_id = any(${[...reportIds, ...helpRequestIds, ...personIds]})
      union
      select * from audit where detail ? 'reportId' and detail ->> 'reportId' = any(${reportIds})
      union
      select * from audit where subject_kind = 'police_list' and subject_id in (
        select p.list_id::text from police_rows p join identity_case_reports i using (identity_case_id)
        where i.report_id::text = any(${reportIds}))
      union
      select * from audit where subject_kind = 'hamlet_list' and subject_id in (
        select h.list_id::text from hamlet_rows h join identity_case_reports i using (identity_case_id)
        where i.report_id::text = any(${reportIds}))
      union
      select * from audit where subject_kind = 'export' and subject_id in (
        select x.export_id::text from export_rows x where x.person_id::text = any(${personIds}))
    ) a
    join staff s on s.id = a.staff_id
    join units u on u.id = s.unit_id
    left join reports r on r.id::text = coalesce(a.detail ->> 'reportId', case a.subject_kind when 'report' then a.subject_id end)
    order by a.seq desc limit ${atMost}`.execute(db)
  return rows.map(openingOf)
}

function openingOf(row: OpeningRow): Opening {
  const { at, action, role, reason } = row
  return {
    at,
    action,
    role,
    reason,
    subjectKind: row.subject_kind,
    unitName: row.unit_name,
    reportCode: row.report_code,
  }
}
