import { type RawBuilder, sql } from 'kysely'
import type {
  AuditLine,
  AuditQuestion,
  AuditSearch,
  ChainCheck,
  ExportTally,
} from '../../../core/ports/audit-search.ts'
import type { Db } from '../database.ts'

export function auditSearchStore(db: Db): AuditSearch {
  return {
    lines: (question, atMost) => lines(db, question, atMost),
    count: async (question) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from audit a left join staff s on s.id = a.staff_id where ${fits(question)}`.execute(
        db,
      )
      return rows[0]?.count ?? 0
    },
    reportIdsOf: async (personIds) => {
      if (personIds.length === 0) return []
      const rows = await db
        .selectFrom('reports')
        .select('id')
        .where('person_id', 'in', [...personIds])
        .execute()
      return rows.map(({ id }) => id)
    },
    exports: (from, until) => exportsBetween(db, from, until),
    keepCheck: async (check) => {
      await db
        .insertInto('chain_checks')
        .values(check)
        .onConflict((c) => c.doNothing())
        .execute()
    },
    lastChecks: async () => {
      const { rows } = await sql<ChainCheck>`
        select distinct on (chain) chain, at, links, waiting, fault from chain_checks order by chain, at desc`.execute(
        db,
      )
      return rows
    },
  }
}

type LineRow = Omit<AuditLine, 'officer'> & {
  name: string | null
  login: string | null
  role: NonNullable<AuditLine['officer']>['role']
  unitName: string
}

async function lines(db: Db, question: AuditQuestion, atMost: number): Promise<AuditLine[]> {
  const { rows } = await sql<LineRow>`
    select a.at, a.action, a.subject_kind as "subjectKind",
      coalesce(r.code, l.number, x.number, o.login, left(a.subject_id, 8)) as subject,
      s.full_name as name, s.login, s.role, u.name as "unitName"
    from audit a left join staff s on s.id = a.staff_id left join units u on u.id = s.unit_id
      left join reports r on a.subject_kind = 'report' and r.id::text = a.subject_id
      left join police_lists l on a.subject_kind = 'police_list' and l.id::text = a.subject_id
      left join exports x on a.subject_kind = 'export' and x.id::text = a.subject_id
      left join staff o on a.subject_kind = 'staff' and o.id::text = a.subject_id
    where ${fits(question)} order by a.seq desc limit ${atMost}`.execute(db)
  return rows.map(({ at, action, subjectKind, subject, name, login, role, unitName }) => ({
    at,
    action,
    subjectKind,
    subject,
    officer: name && login ? { name, login, role, unitName } : null,
  }))
}

function fits({ file, login, from, until }: AuditQuestion): RawBuilder<boolean> {
  const inTime = sql<boolean>`a.at >= ${from} and a.at < ${until}`
  const byOfficer = login === null ? sql`true` : sql`s.login = ${login}`
  const ofPerson =
    file === null
      ? sql`true`
      : sql`(a.subject_id = any(${[...file.reportIds, ...file.personIds]})
    or a.detail ->> 'reportId' = any(${file.reportIds})
    or (a.subject_kind = 'police_list' and a.subject_id in (select p.list_id::text from police_rows p
      join identity_case_reports i using (identity_case_id) where i.report_id::text = any(${file.reportIds})))
    or (a.subject_kind = 'export' and a.subject_id in (select e.export_id::text from export_rows e
      where e.person_id::text = any(${file.personIds}))))`
  return sql<boolean>`${inTime} and ${byOfficer} and ${ofPerson}`
}

async function exportsBetween(db: Db, from: Date, until: Date): Promise<ExportTally[]> {
  const { rows } = await sql<ExportTally>`
    select u.name as "unitName", count(*)::int as files, sum(x.rows_total)::int as rows,
      (select count(*)::int from audit a join exports y on a.subject_kind = 'export' and a.subject_id = y.id::text
        where y.unit_id = x.unit_id and a.at >= ${from} and a.at < ${until}) as fetched
    from exports x join units u on u.id = x.unit_id
    where x.created_at >= ${from} and x.created_at < ${until} group by x.unit_id, u.name order by u.name`.execute(db)
  return rows
}
