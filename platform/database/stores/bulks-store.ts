import { type Selectable, sql } from 'kysely'
import type { BulkDecision } from '../../../core/domain/bulk/bulk-decision.ts'
import type { BulkAct, BulkCounts, BulkRow, Bulks } from '../../../core/ports/bulks.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { BulkActs, BulkRows } from '../schema.ts'

export function bulksStore(db: Db): Bulks {
  const acts = () => db.selectFrom('bulk_acts').selectAll()
  const one = async (id: string, lock: boolean) => {
    const wanted = acts().where('id', '=', id)
    const row = await (lock ? wanted.forUpdate() : wanted).executeTakeFirst()
    return row ? actOf(row) : null
  }
  return {
    insert: (act, rows) => insert(db, act, rows),
    get: (id) => one(id, false),
    lock: (id) => one(id, true),
    save: async ({ id, state, confirmedAt, runsAt, endedAt }) => {
      const now = { state, confirmed_at: confirmedAt, runs_at: runsAt, ended_at: endedAt }
      await db.updateTable('bulk_acts').set(now).where('id', '=', id).execute()
    },
    recent: async (staffId, limit) =>
      (await acts().where('staff_id', '=', staffId).orderBy('created_at', 'desc').limit(limit).execute()).map(actOf),
    ...rowsOf(db),
  }
}

async function insert(db: Db, act: BulkAct, rows: readonly BulkRow[]): Promise<boolean> {
  const { id, staffId, unitId, decision, state, createdAt } = act
  const values = { id, staff_id: staffId, unit_id: unitId, decision: json(decision), state, created_at: createdAt }
  const made = await db
    .insertInto('bulk_acts')
    .values(values)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (!made.numInsertedOrUpdatedRows) return false
  const lines = rows.map((row) => ({
    bulk_id: id,
    row_no: row.rowNo,
    report_id: row.reportId,
    code: row.code,
    version: row.version,
    from_state: row.from,
    to_state: row.to,
    objection: row.objection,
    channel: row.channel,
    text: row.text,
  }))
  await db.insertInto('bulk_rows').values(lines).execute()
  return true
}

function rowsOf(db: Db): Pick<Bulks, 'rows' | 'counts' | 'nextOpen' | 'settle' | 'waitingFor'> {
  const lines = (id: string) => db.selectFrom('bulk_rows').selectAll().where('bulk_id', '=', id).orderBy('row_no')
  return {
    rows: async (id, after, limit) =>
      (await lines(id).where('row_no', '>', after).limit(limit).execute()).map(bulkRowOf),
    counts: async (id) => {
      const { rows } = await sql<BulkCounts>`select count(*)::int as rows, count(to_state)::int as possible,
        (count(*) filter (where result = 'done'))::int as done,
        (count(*) filter (where result <> 'done'))::int as failed from bulk_rows where bulk_id = ${id}`.execute(db)
      return rows[0] ?? { rows: 0, possible: 0, done: 0, failed: 0 }
    },
    nextOpen: async (id) => {
      const open = lines(id).where('to_state', 'is not', null).where('result', 'is', null)
      const row = await open.limit(1).forUpdate().executeTakeFirst()
      return row ? bulkRowOf(row) : null
    },
    settle: async (id, rowNo, result, at) => {
      const settled = { result, settled_at: at }
      await db.updateTable('bulk_rows').set(settled).where('bulk_id', '=', id).where('row_no', '=', rowNo).execute()
    },
    waitingFor: async (reportId) => {
      const { rows } = await sql<{ id: string; runs_at: Date }>`select a.id, a.runs_at from bulk_rows r
        join bulk_acts a on a.id = r.bulk_id
        where r.report_id = ${reportId} and r.to_state is not null and r.result is null and a.state = 'waiting'
        order by a.runs_at limit 1`.execute(db)
      return rows[0] ? { bulkId: rows[0].id, runsAt: rows[0].runs_at } : null
    },
  }
}

function actOf(row: Selectable<BulkActs>): BulkAct {
  return {
    id: row.id,
    staffId: row.staff_id,
    unitId: row.unit_id,
    decision: fromJson<BulkDecision>(row.decision),
    state: row.state as BulkAct['state'],
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    runsAt: row.runs_at,
    endedAt: row.ended_at,
  }
}

function bulkRowOf(row: Selectable<BulkRows>): BulkRow {
  return {
    rowNo: row.row_no,
    reportId: row.report_id,
    code: row.code,
    version: row.version,
    from: row.from_state as BulkRow['from'],
    to: row.to_state as BulkRow['to'],
    objection: row.objection as BulkRow['objection'],
    channel: row.channel as BulkRow['channel'],
    text: row.text,
    result: row.result as BulkRow['result'],
  }
}
