import { type Selectable, sql } from 'kysely'
import type { ImportRow, ImportRun, Imports } from '../../../core/ports/imports.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { ImportRows, Imports as Row } from '../schema.ts'
import { applySome, compare, countSuperseded, restore } from './import-effects.ts'

export function importsStore(db: Db): Imports {
  const runs = () => db.selectFrom('imports').selectAll()
  return {
    insert: async (run) => {
      await db
        .insertInto('imports')
        .values({ id: run.id, ...columnsOf(run) })
        .execute()
    },
    get: async (id) => firstOf(await runs().where('id', '=', id).execute()),
    lock: async (id) => firstOf(await runs().where('id', '=', id).forUpdate().execute()),
    save: async (run) => {
      await db.updateTable('imports').set(columnsOf(run)).where('id', '=', run.id).execute()
    },
    ofUnit: async (unitId, limit) =>
      (await runs().where('unit_id', '=', unitId).orderBy('created_at', 'desc').limit(limit).execute()).map(runOf),
    addRows: async (importId, rows) => {
      const values = rows.map((row) => rowColumns(importId, row))
      await db
        .insertInto('import_rows')
        .values(values)
        .onConflict((c) => c.doNothing())
        .execute()
    },
    compare: (importId, kind) => compare(db, importId, kind),
    applySome: (run, limit, at) => applySome(db, run, limit, at),
    countSuperseded: (run) => countSuperseded(db, run),
    dosesNamed: (importId, personIds) => dosesNamed(db, importId, personIds),
    countNameless: async (importId) => {
      const nameless = db.selectFrom('import_rows').where('import_id', '=', importId).where('facts', 'is', null)
      const about = nameless.where(sql<boolean>`errors @> '["dose_id_missing"]'`)
      return (await about.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()).n
    },
    restore: (run) => restore(db, run),
    countRepairs: async (importId) => {
      const sum = sql<number>`coalesce(sum(jsonb_array_length(repairs)), 0)::int`
      const all = db.selectFrom('import_rows').select(sum.as('n')).where('import_id', '=', importId)
      return (await all.executeTakeFirstOrThrow()).n
    },
    rows: async (importId, { only, offset, limit }) => {
      const all = db.selectFrom('import_rows').selectAll().where('import_id', '=', importId)
      const some = only === 'all' ? all : all.where(only, '<>', json([]))
      return (await some.orderBy('row_no').offset(offset).limit(limit).execute()).map(rowOf)
    },
  }
}

/** A refused row has no facts: its dose is looked for among its cells. */
async function dosesNamed(db: Db, importId: string, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with named as (
      select facts->>'platform_dose_id' as id from import_rows where import_id = ${importId} and facts is not null
      union select trim(cell) from import_rows, jsonb_array_elements_text(cells) cell
        where import_id = ${importId} and facts is null)
    select d.id from doses d join named n on n.id = d.platform_dose_id
    where d.person_id = any(${[...personIds]}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.id))
}

function firstOf(rows: Selectable<Row>[]): ImportRun | null {
  return rows[0] ? runOf(rows[0]) : null
}

function columnsOf(run: ImportRun) {
  return {
    kind: run.kind,
    unit_id: run.unitId,
    staff_id: run.staffId,
    file_name: run.fileName,
    file_key: run.fileKey,
    sha256: run.sha256,
    state: run.state,
    headers: json(run.headers),
    rows_total: run.rowsTotal,
    rows_done: run.rowsDone,
    rows_declared: run.rowsDeclared,
    is_whole: run.isWhole,
    totals: json(run.totals),
    refusal: run.refusal,
    created_at: run.createdAt,
    applied_at: run.appliedAt,
    undone_at: run.undoneAt,
  }
}

function runOf(row: Selectable<Row>): ImportRun {
  return {
    id: row.id,
    kind: row.kind as ImportRun['kind'],
    unitId: row.unit_id,
    staffId: row.staff_id,
    fileName: row.file_name,
    fileKey: row.file_key,
    sha256: row.sha256,
    state: row.state as ImportRun['state'],
    headers: fromJson(row.headers),
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    rowsDeclared: row.rows_declared,
    isWhole: row.is_whole,
    totals: fromJson(row.totals),
    refusal: row.refusal,
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    undoneAt: row.undone_at,
  }
}

function rowColumns(importId: string, row: ImportRow) {
  return {
    import_id: importId,
    row_no: row.rowNo,
    record_id: row.recordId,
    cells: json(row.cells),
    errors: json(row.errors),
    repairs: json(row.repairs ?? []),
    class: row.class,
    facts: row.facts ? json(row.facts) : null,
    outcome: row.facts ? null : 'refused',
  }
}

function rowOf(row: Selectable<ImportRows>): ImportRow {
  return {
    rowNo: row.row_no,
    recordId: row.record_id,
    cells: fromJson(row.cells),
    errors: fromJson(row.errors),
    repairs: fromJson(row.repairs),
    class: row.class as ImportRow['class'],
    facts: row.facts ? fromJson(row.facts) : null,
  }
}
