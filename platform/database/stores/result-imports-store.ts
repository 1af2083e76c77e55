import { sql } from 'kysely'
import { type FullName, foldName } from '../../../core/domain/person/full-name.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { ResultImports, ResultOutcome } from '../../../core/ports/exchange.ts'
import type { ImportRun } from '../../../core/ports/imports.ts'
import type { ResultRow } from '../../../core/ports/services.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import { importsStore } from './imports-store.ts'

/** A row the station may not apply stays among the rows with reasons. */
const UNKNOWN_PERSON = { errors: json(['person_unknown']) }

export function resultImportsStore(db: Db): ResultImports {
  const rows = (importId: string) => db.selectFrom('import_rows').where('import_id', '=', importId)
  return {
    bySha256: (unitId, sha256) => bySha256(db, unitId, sha256),
    hasPendingSince: (unitId, at) => hasPendingSince(db, unitId, at),
    nextRows: async (importId, limit) => {
      const some = rows(importId)
        .select(['row_no', 'facts'])
        .where('outcome', 'is', null)
        .where('facts', 'is not', null)
      const found = await some.orderBy('row_no').limit(limit).execute()
      return found.map((row) => ({ rowNo: row.row_no, row: fromJson<ResultRow>(row.facts) }))
    },
    saveOutcome: async (importId, rowNo, outcome, before) => {
      await db
        .updateTable('import_rows')
        .set({ outcome, before: before && json(before), ...(outcome === 'refused' && UNKNOWN_PERSON) })
        .where('import_id', '=', importId)
        .where('row_no', '=', rowNo)
        .execute()
    },
    countOutcomes: async (importId) => {
      // A row nobody could read is refused from the start, so that the parts add up to the whole file (features G06).
      const outcome = sql<string>`coalesce(outcome, case when facts is null then 'refused' end)`
      const some = rows(importId).select([outcome.as('outcome'), sql<number>`count(*)::int`.as('n')])
      const counted = await some.groupBy(outcome).execute()
      const of = (name: ResultOutcome) => counted.find((one) => one.outcome === name)?.n ?? 0
      return { changed: of('changed'), same: of('same'), refused: of('refused') }
    },
    countResults: async (importId) => {
      const result = sql<string>`facts->>'result'`
      const some = rows(importId)
        .select([result.as('result'), sql<number>`count(*)::int`.as('n')])
        .where('facts', 'is not', null)
      return Object.fromEntries((await some.groupBy(result).execute()).map(({ result: name, n }) => [name, n]))
    },
    mirror: (record, importId, at) => mirror(db, record, importId, at),
  }
}

async function bySha256(db: Db, unitId: string, sha256: string): Promise<ImportRun | null> {
  const newest = await db
    .selectFrom('imports')
    .select('id')
    .where('kind', '=', 'results')
    .where('unit_id', '=', unitId)
    .where('sha256', '=', sha256)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return newest ? importsStore(db).get(newest.id) : null
}

async function hasPendingSince(db: Db, unitId: string, at: Date): Promise<boolean> {
  const pending = db
    .selectFrom('export_rows as e')
    .innerJoin('exports as x', 'x.id', 'e.export_id')
    .select('e.id')
    .where('x.unit_id', '=', unitId)
    .where('e.state', '=', 'exported')
    .where('x.created_at', '>', at)
  return (await pending.executeTakeFirst()) !== undefined
}

async function mirror(db: Db, record: PlatformRecord, importId: string, at: Date): Promise<void> {
  const values = {
    full_name: record.fullName,
    name_folded: foldName(record.fullName as FullName),
    birth_date: record.birthDate,
    birth_text: record.birthText,
    sex: record.sex,
    id_number: record.idNumber,
    id_text: record.idText,
    phone: record.phone,
    class: record.class,
    match_result: record.matchResult,
    import_id: importId,
    version: record.version + 1,
    updated_at: at,
  }
  await db.updateTable('people').set(values).where('id', '=', record.id).execute()
}
