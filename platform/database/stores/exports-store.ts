import { type Selectable, sql } from 'kysely'
import type { ExportRow, ExportSummary, Exports, PlatformExport } from '../../../core/ports/exchange.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { Exports as Row } from '../schema.ts'
import { yearlyNumber } from './yearly-number.ts'

/** One statement takes 65,535 values; a row has eight. */
const ROWS_AT_ONCE = 1000

export function exportsStore(db: Db): Exports {
  return {
    nextNumber: (year) => yearlyNumber(db, 'exports', 'XD', year),
    insert: async (platformExport, rows) => {
      await db.insertInto('exports').values(columnsOf(platformExport)).execute()
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const some = rows.slice(from, from + ROWS_AT_ONCE).map(rowColumns)
        await db.insertInto('export_rows').values(some).execute()
      }
    },
    get: async (id) => {
      const row = await db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? exportOf(row) : null
    },
    ofUnit: (unitId) => ofUnit(db, unitId),
    rowsOf: async (exportId) =>
      (await rows(db).where('e.export_id', '=', exportId).orderBy('e.row_no').execute()).map(rowOf),
    setSaved: async (rowId, saved) => {
      await db
        .updateTable('export_rows')
        .set({ saved_at: saved?.at ?? null, saved_by: saved?.by ?? null })
        .where('id', '=', rowId)
        .execute()
    },
    ...pendingRows(db),
    settle: async ({ id, state, seen, importId, at }) => {
      await db
        .updateTable('export_rows')
        .set({ state, seen: json(seen), settled_import_id: importId, settled_at: at })
        .where('id', '=', id)
        .execute()
    },
    settledBy: async (importId) =>
      (await rows(db).where('e.settled_import_id', '=', importId).orderBy('p.name_folded').limit(2000).execute()).map(
        rowOf,
      ),
    landedRowOf: async (changeIds) => {
      const row = await db
        .selectFrom('export_rows')
        .select('id')
        .where('state', '=', 'landed')
        .where(sql<boolean>`change_ids && ${[...changeIds]}::uuid[]`)
        .orderBy('settled_at', 'desc')
        .executeTakeFirst()
      return row?.id ?? null
    },
  }
}

/** Rows that no list has spoken of yet. */
function pendingRows(db: Db): Pick<Exports, 'lockPending' | 'pendingPeopleOf' | 'pendingPeopleOfUnit' | 'noteSeen'> {
  return {
    lockPending: (personIds, before) => lockPending(db, personIds, before),
    pendingPeopleOf: (importId) => pendingPeopleOf(db, importId),
    pendingPeopleOfUnit: async (unitId) => {
      const pending = db.selectFrom('export_rows as e').innerJoin('people as p', 'p.id', 'e.person_id')
      const ofUnit = pending.where('e.state', '=', 'exported').where('p.unit_id', '=', unitId)
      return (await ofUnit.select('e.person_id').distinct().execute()).map((row) => row.person_id)
    },
    noteSeen: async (rowId, seen) => {
      await db
        .updateTable('export_rows')
        .set({ seen: json(seen) })
        .where('id', '=', rowId)
        .execute()
    },
  }
}

const rows = (db: Db) =>
  db
    .selectFrom('export_rows as e')
    .innerJoin('people as p', 'p.id', 'e.person_id')
    .selectAll('e')
    .select(['p.record_id', 'p.full_name'])

async function lockPending(db: Db, personIds: readonly string[], before: Date): Promise<ExportRow[]> {
  if (personIds.length === 0) return []
  const pending = rows(db)
    .innerJoin('exports as x', 'x.id', 'e.export_id')
    .where('e.person_id', 'in', [...personIds])
    .where('e.state', '=', 'exported')
    .where('x.created_at', '<=', before)
    .orderBy('x.created_at')
    .orderBy('e.row_no')
    .forUpdate('e')
  return (await pending.execute()).map(rowOf)
}

/** A dose row names its person in its facts, a record row by the Platform's id. */
async function pendingPeopleOf(db: Db, importId: string): Promise<string[]> {
  const { rows: found } = await sql<{ person_id: string }>`
    select distinct e.person_id from export_rows e join people p on p.id = e.person_id
    where e.state = 'exported' and exists (select from import_rows r where r.import_id = ${importId}
      and (r.record_id = p.record_id or r.facts->>'person_id' = p.id::text))`.execute(db)
  return found.map((row) => row.person_id)
}

async function ofUnit(db: Db, unitId: string): Promise<ExportSummary[]> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`(select count(*)::int from export_rows r where r.export_id = x.id and ${condition})`
  const found = await db
    .selectFrom('exports as x')
    .innerJoin('staff as s', 's.id', 'x.staff_id')
    .selectAll('x')
    .select('s.full_name as staff_name')
    .select([
      count(sql`r.saved_at is not null`).as('saved'),
      count(sql`r.state = 'exported'`).as('exported'),
      count(sql`r.state = 'landed'`).as('landed'),
      count(sql`r.state = 'not_landed'`).as('not_landed'),
      count(sql`r.state = 'changed_by_other'`).as('changed_by_other'),
    ])
    .where('x.unit_id', '=', unitId)
    .orderBy('x.created_at', 'desc')
    .limit(100)
    .execute()
  return found.map(({ staff_name: staffName, saved, exported, landed, not_landed, changed_by_other, ...row }) => ({
    ...exportOf(row),
    staffName,
    saved,
    perState: { exported, landed, not_landed, changed_by_other },
  }))
}

function columnsOf(x: PlatformExport) {
  return {
    id: x.id,
    number: x.number,
    kind: x.kind,
    unit_id: x.unitId,
    staff_id: x.staffId,
    template_version: x.templateVersion,
    rows_total: x.totals.rows,
    totals: json(x.totals),
    file_key: x.fileKey,
    file_sha256: x.fileSha256,
    reverse_file_key: x.reverseFileKey,
    reverse_sha256: x.reverseSha256,
    created_at: x.createdAt,
  }
}

function exportOf(row: Selectable<Row>): PlatformExport {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as PlatformExport['kind'],
    unitId: row.unit_id,
    staffId: row.staff_id,
    templateVersion: row.template_version,
    totals: fromJson(row.totals),
    fileKey: row.file_key,
    fileSha256: row.file_sha256,
    reverseFileKey: row.reverse_file_key,
    reverseSha256: row.reverse_sha256,
    createdAt: row.created_at,
  }
}

function rowColumns(row: ExportRow) {
  return {
    id: row.id,
    export_id: row.exportId,
    row_no: row.rowNo,
    person_id: row.personId,
    change_ids: row.changeIds,
    state: row.state,
    before: json(row.before),
    after: json(row.after),
  }
}

function rowOf(row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): ExportRow {
  return {
    id: row.id,
    exportId: row.export_id,
    rowNo: row.row_no,
    personId: row.person_id,
    recordId: row.record_id,
    personName: row.full_name,
    changeIds: row.change_ids,
    savedAt: row.saved_at,
    state: row.state as ExportRow['state'],
    settledImportId: row.settled_import_id,
    before: fromJson(row.before),
    after: fromJson(row.after),
    seen: row.seen === null ? null : fromJson(row.seen),
  }
}
