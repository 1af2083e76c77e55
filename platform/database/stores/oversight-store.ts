import { type RawBuilder, sql } from 'kysely'
import { type Finding, UNUSUAL_FROM } from '../../../core/domain/oversight/unusual-pattern.ts'
import type { NamedFinding, Oversight, OversightReport, WatchedOfficer } from '../../../core/ports/oversight.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'

export function oversightStore(db: Db): Oversight {
  return {
    weigh: (unitIds, from, until) => weigh(db, [...unitIds], from, until),
    named: (findings) => named(db, findings),
    add: async ({ id, unitId, weekFrom, readings, findings, madeAt }) => {
      const facts = { readings, findings: json(findings), made_at: madeAt }
      const result = await db
        .insertInto('oversight_reports')
        .values({ id, unit_id: unitId, week_from: weekFrom, ...facts })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    of: async (unitId, atMost) => {
      const { rows } = await sql<Omit<OversightReport, 'findings'> & { found: unknown }>`
        select id, unit_id as "unitId", to_char(week_from, 'YYYY-MM-DD') as "weekFrom", readings, findings as found,
          made_at as "madeAt", read_at as "readAt"
        from oversight_reports where unit_id = ${unitId} order by week_from desc limit ${atMost}`.execute(db)
      return rows.map(({ found, ...row }) => ({ ...row, findings: fromJson<Finding[]>(found as never) }))
    },
    markRead: async (id, { staffId, at }) => {
      await db
        .updateTable('oversight_reports')
        .set({ read_by: staffId, read_at: at })
        .where('id', '=', id)
        .where('read_at', 'is', null)
        .execute()
    },
    officersOf: async (unitIds) => {
      const { rows } = await sql<WatchedOfficer>`
        select s.id as "staffId", s.full_name as "fullName", u.name as "unitName", h.hamlet
        from staff s join units u on u.id = s.unit_id left join staff_hamlets h on h.staff_id = s.id
        where s.closed_at is null and s.unit_id = any(${[...unitIds]}) order by u.name, s.full_name`.execute(db)
      return rows
    },
    setHamlet: async (staffId, hamlet) => {
      if (!hamlet) return void (await db.deleteFrom('staff_hamlets').where('staff_id', '=', staffId).execute())
      await db
        .insertInto('staff_hamlets')
        .values({ staff_id: staffId, hamlet })
        .onConflict((c) => c.column('staff_id').doUpdateSet({ hamlet }))
        .execute()
    },
  }
}

/** A list is one reading; a report, a record or a photo is also a reading of its person. */
const readingsOf = (unitIds: string[], from: Date, until: Date) => sql`
  select a.at, a.staff_id, coalesce(r.person_id, p.id) as person_id, r.id as report_id
  from audit a join staff s on s.id = a.staff_id
  left join reports r on r.id::text = coalesce(a.detail ->> 'reportId', case a.subject_kind when 'report' then a.subject_id end)
  left join people p on a.subject_kind = 'person' and p.id::text = a.subject_id
  where a.at >= ${from} and a.at < ${until} and s.unit_id = any(${unitIds}) and a.detail ? 'purpose'`

/** Whoever took a step on the report had a reason to open it. */
const WITHOUT_A_STEP = sql`not exists (select from report_events e where e.report_id = x.report_id and e.staff_id = x.staff_id)`

const FOLDED = (text: RawBuilder<unknown>) => sql`lower(unaccent(replace(replace(${text}, 'Đ', 'D'), 'đ', 'd')))`

/** Whole words between spaces: `Thôn 1` is not `Thôn 12`. */
const WORDS = (text: RawBuilder<unknown>) =>
  sql`' ' || btrim(regexp_replace(${FOLDED(text)}, '[^a-z0-9]+', ' ', 'g')) || ' '`

async function weigh(db: Db, unitIds: string[], from: Date, until: Date) {
  const all = readingsOf(unitIds, from, until)
  const counted = await sql<{ n: number }>`select count(*)::int as n from (${all}) x`.execute(db)
  const found = await Promise.all([
    ask(
      db,
      'night',
      sql`select staff_id, null::uuid as person_id, count(*)::int as n, min(at) as first, max(at) as last
      from (${all}) x where extract(hour from at at time zone 'Asia/Ho_Chi_Minh') not between 5 and 21 group by staff_id`,
    ),
    ask(
      db,
      'neighbour',
      sql`select x.staff_id, null::uuid as person_id, count(distinct x.person_id)::int as n,
        min(x.at) as first, max(x.at) as last
      from (${all}) x join staff s on s.id = x.staff_id join staff_hamlets h on h.staff_id = s.id
        join people p on p.id = x.person_id
      where ${FOLDED(sql`split_part(s.full_name, ' ', 1)`)} = ${FOLDED(sql`split_part(p.full_name, ' ', 1)`)}
        and position(${WORDS(sql`h.hamlet`)} in ${WORDS(sql`coalesce(p.address, '')`)}) > 0 and ${WITHOUT_A_STEP}
      group by x.staff_id`,
    ),
    ask(
      db,
      'many_readers',
      sql`select null::uuid as staff_id, x.person_id, count(distinct x.staff_id)::int as n,
        min(x.at) as first, max(x.at) as last
      from (${all}) x where x.person_id is not null and ${WITHOUT_A_STEP} group by x.person_id`,
    ),
    ask(
      db,
      'bulk',
      sql`select staff_id, null::uuid as person_id, max(people)::int as n, min(first) as first, max(last) as last
      from (select x.staff_id, date_trunc('hour', x.at), count(distinct x.person_id) as people, min(x.at) as first,
          max(x.at) as last
        from (${all}) x where x.person_id is not null group by 1, 2) hours
      where people >= ${UNUSUAL_FROM.bulk} group by staff_id`,
    ),
  ])
  return { readings: counted.rows[0]?.n ?? 0, findings: found.flat() }
}

interface Counted {
  staff_id: string | null
  person_id: string | null
  n: number
  first: Date
  last: Date
}

async function ask(db: Db, pattern: Finding['pattern'], query: RawBuilder<unknown>): Promise<Finding[]> {
  const { rows } =
    await sql<Counted>`select * from (${query}) q where n >= ${UNUSUAL_FROM[pattern]} order by n desc`.execute(db)
  return rows.map(({ staff_id: staffId, person_id: personId, n: count, first, last }) => ({
    pattern,
    staffId,
    personId,
    count,
    firstAt: first.toISOString(),
    lastAt: last.toISOString(),
  }))
}

async function named(db: Db, findings: readonly Finding[]): Promise<NamedFinding[]> {
  const staffIds = findings.flatMap(({ staffId }) => staffId ?? [])
  const personIds = findings.flatMap(({ personId }) => personId ?? [])
  const officers = await sql<{ id: string; name: string; unit: string }>`
    select s.id, s.full_name as name, u.name as unit from staff s join units u on u.id = s.unit_id
    where s.id = any(${staffIds}::uuid[])`.execute(db)
  const codes = await sql<{ id: string; code: string }>`
    select distinct on (person_id) person_id as id, code from reports where person_id = any(${personIds}::uuid[])
    order by person_id, recorded_at desc`.execute(db)
  const officerOf = new Map(officers.rows.map((one) => [one.id, one]))
  const codeOf = new Map(codes.rows.map((one) => [one.id, one.code]))
  return findings.map((finding) => {
    const officer = officerOf.get(finding.staffId ?? '')
    const reportCode = codeOf.get(finding.personId ?? '') ?? null
    return { ...finding, officerName: officer?.name ?? null, unitName: officer?.unit ?? null, reportCode }
  })
}
