import { type RawBuilder, sql } from 'kysely'
import type { ImportRun, ImportTotals } from '../../../core/ports/imports.ts'
import type { Db } from '../database.ts'

/** Where a kind of import writes: its table, the Platform's key, and the columns a file brings. */
const TARGETS = {
  records: {
    table: 'people',
    key: 'record_id',
    columns: [
      'record_id',
      'unit_id',
      'full_name',
      'name_folded',
      'birth_date',
      'birth_precision',
      'birth_text',
      'sex',
      'id_number',
      'id_text',
      'nationality',
      'phone',
      'ethnicity',
      'priority_group',
      'province',
      'district',
      'commune',
      'address',
      'facility',
      'class',
      'match_result',
    ],
  },
  doses: {
    table: 'doses',
    key: 'platform_dose_id',
    columns: [
      'person_id',
      'platform_dose_id',
      'number',
      'vaccine',
      'given_on',
      'given_text',
      'lot',
      'facility',
      'province',
      'entered_by',
    ],
  },
} as const

type Kind = keyof typeof TARGETS

/** Finds the person of each dose row, then counts what applying would do. */
export async function compare(db: Db, importId: string, kind: Kind): Promise<ImportTotals> {
  if (kind === 'doses') await findPeopleOfDoses(db, importId)
  else await keepMatchResults(db, importId)
  const { table, key } = TARGETS[kind]
  const { rows } = await sql<{
    outcome: 'refused' | 'added' | 'changed' | 'same'
    class: string | null
    n: number
    digits: number
  }>`
    select case when r.facts is null then 'refused' when t.${sql.ref(key)} is null then 'added'
        when to_jsonb(t) @> r.facts then 'same' else 'changed' end as outcome,
      r.class, count(*)::int as n,
      coalesce(sum((select sum(digit::int) from regexp_split_to_table(regexp_replace(r.facts->>'id_number', '\\D', '', 'g'), '') digit where digit <> '')), 0)::int as digits
    from import_rows r left join ${sql.table(table)} t on t.${sql.ref(key)} = r.facts->>${key}
    where r.import_id = ${importId} group by 1, 2`.execute(db)
  const totals: ImportTotals = { rows: 0, refused: 0, added: 0, changed: 0, same: 0, classes: {}, idDigits: 0 }
  for (const row of rows) {
    totals.rows += row.n
    totals[row.outcome] += row.n
    totals.idDigits += row.digits
    if (row.class && row.outcome !== 'refused')
      totals.classes[row.class as keyof ImportTotals['classes']] =
        (totals.classes[row.class as keyof ImportTotals['classes']] ?? 0) + row.n
  }
  return totals
}

/** An export without a result column says nothing about the match: while the four legal fields stand, so does the result. */
async function keepMatchResults(db: Db, importId: string): Promise<void> {
  await sql`update import_rows r set class = p.class,
      facts = r.facts || jsonb_build_object('match_result', p.match_result, 'class', p.class)
    from people p
    where r.import_id = ${importId} and r.facts is not null and p.record_id = r.record_id
      and r.facts->>'match_result' is null and p.match_result is not null
      and (p.full_name, p.birth_date::text, p.sex, p.id_text) is not distinct from
        (r.facts->>'full_name', r.facts->>'birth_date', r.facts->>'sex', r.facts->>'id_text')`.execute(db)
}

async function findPeopleOfDoses(db: Db, importId: string): Promise<void> {
  await sql`update import_rows r set facts = jsonb_set(r.facts, '{person_id}', to_jsonb(p.id)) from people p
    where r.import_id = ${importId} and r.facts is not null and not r.facts ? 'person_id' and p.record_id = r.record_id`.execute(
    db,
  )
  await sql`update import_rows set facts = null, outcome = 'refused', errors = errors || '["person_unknown"]'
    where import_id = ${importId} and facts is not null and not facts ? 'person_id'`.execute(db)
}

export async function applySome(db: Db, run: ImportRun, limit: number, at: Date): Promise<number> {
  const { table, key, columns } = TARGETS[run.kind as Kind]
  const { rows } = await sql<{ row_no: number }>`
    select row_no from import_rows where import_id = ${run.id} and outcome is null order by row_no limit ${limit} for update`.execute(
    db,
  )
  if (rows.length === 0) return 0
  const numbers = rows.map((row) => row.row_no)
  await sql`update import_rows r set before = b.before, outcome = case when b.before is null then 'added' when b.before @> r.facts then 'same' else 'changed' end
    from (select i.row_no, to_jsonb(t) as before from import_rows i left join ${sql.table(table)} t on t.${sql.ref(key)} = i.facts->>${key}
      where i.import_id = ${run.id} and i.row_no = any(${numbers})) b
    where r.import_id = ${run.id} and r.row_no = b.row_no`.execute(db)
  const extra =
    run.kind === 'records'
      ? {
          names: sql`, updated_at`,
          values: sql`, ${at}::timestamptz`,
          sets: sql`, updated_at = excluded.updated_at, version = people.version + 1`,
        }
      : { names: sql``, values: sql``, sets: sql`` }
  await sql`insert into ${sql.table(table)} (id, import_id, ${names(columns)}${extra.names})
    select gen_random_uuid(), ${run.id}, ${names(columns, 'f')}${extra.values}
    from import_rows r, jsonb_populate_record(null::${sql.table(table)}, r.facts) f
    where r.import_id = ${run.id} and r.row_no = any(${numbers}) and r.outcome in ('added', 'changed')
    on conflict (${sql.ref(key)}) do update set import_id = excluded.import_id, ${assignments(columns)}${extra.sets}`.execute(
    db,
  )
  return rows.length
}

export async function countSuperseded(db: Db, run: ImportRun): Promise<number> {
  const { table, key } = TARGETS[run.kind as Kind]
  const used =
    run.kind === 'records'
      ? sql`or (r.outcome = 'added' and (exists (select from reports where person_id = t.id) or exists (select from identity_cases where person_id = t.id) or exists (select from proofs where person_id = t.id)
        or exists (select from record_joins j where t.id in (j.kept_id, j.joined_id))
        or exists (select from doses d where d.person_id = t.id and d.import_id <> ${run.id})))`
      : sql`or (r.outcome = 'added' and (exists (select from approved_changes where dose_id = t.id)
        or exists (select from dose_removals m where t.id in (m.keep_dose_id, m.remove_dose_id))))`
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from import_rows r join ${sql.table(table)} t on t.${sql.ref(key)} = r.facts->>${key}
    where r.import_id = ${run.id} and r.outcome in ('added', 'changed') and (t.import_id <> ${run.id} ${used})`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** Every column goes back, version and time included: the table is then what it was, row by row. */
export async function restore(db: Db, run: ImportRun): Promise<void> {
  const { table, key } = TARGETS[run.kind as Kind]
  await sql`delete from ${sql.table(table)} t using import_rows r
    where r.import_id = ${run.id} and r.outcome = 'added' and t.${sql.ref(key)} = r.facts->>${key}`.execute(db)
  const columns = await columnsOf(db, table)
  await sql`update ${sql.table(table)} t set ${sql.join(columns.map((name) => sql`${sql.ref(name)} = f.${sql.ref(name)}`))}
    from import_rows r, jsonb_populate_record(null::${sql.table(table)}, r.before) f
    where r.import_id = ${run.id} and r.outcome = 'changed' and t.${sql.ref(key)} = r.facts->>${key}`.execute(db)
}

async function columnsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ column_name: string }>`select column_name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name <> 'id'`.execute(db)
  return rows.map((row) => row.column_name)
}

function names(columns: readonly string[], alias?: string): RawBuilder<unknown> {
  return sql.join(columns.map((name) => (alias ? sql.ref(`${alias}.${name}`) : sql.ref(name))))
}

function assignments(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))
}
