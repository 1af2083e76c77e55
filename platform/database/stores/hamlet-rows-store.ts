import { type Selectable, sql } from 'kysely'
import type { HamletList, HamletLists, HamletRow } from '../../../core/ports/hamlet-lists.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { HamletRows as Row } from '../schema.ts'
import { REPORT_CODES } from './identity-cases-store.ts'

type Rows = Pick<
  HamletLists,
  'insert' | 'rowsOf' | 'lockRows' | 'saveRow' | 'closeRowOf' | 'differing' | 'lockLastAnswered'
>

export function hamletRows(db: Db): Rows {
  const ofList = (listId: string) =>
    db.selectFrom('hamlet_rows').selectAll().where('list_id', '=', listId).orderBy('row_no')
  return {
    insert: async (list, rows) => {
      await db.insertInto('hamlet_lists').values(listColumns(list)).execute()
      await db.insertInto('hamlet_rows').values(rows.map(columnsOf)).execute()
    },
    rowsOf: async (listId) => (await ofList(listId).execute()).map(rowOf),
    lockRows: async (listId) => (await ofList(listId).forUpdate().execute()).map(rowOf),
    saveRow: async (row) => {
      const { id, list_id, ...columns } = columnsOf(row)
      await db.updateTable('hamlet_rows').set(columns).where('id', '=', id).execute()
    },
    closeRowOf: async (identityCaseId) => {
      await db
        .updateTable('hamlet_rows')
        .set({ open: false, version: sql`version + 1` })
        .where('identity_case_id', '=', identityCaseId)
        .where('open', '=', true)
        .execute()
    },
    differing: (unitId) => differing(db, unitId),
    lockLastAnswered: async (identityCaseId) => {
      const row = await db
        .selectFrom('hamlet_rows')
        .selectAll()
        .where('identity_case_id', '=', identityCaseId)
        .where('answer', 'is not', null)
        .orderBy('answered_at', 'desc')
        .limit(1)
        .forUpdate()
        .executeTakeFirst()
      return row ? rowOf(row) : null
    },
  }
}

async function differing(db: Db, unitId: string): ReturnType<HamletLists['differing']> {
  const found = await db
    .selectFrom('hamlet_rows as w')
    .innerJoin('hamlet_lists as l', 'l.id', 'w.list_id')
    .innerJoin('identity_cases as c', 'c.id', 'w.identity_case_id')
    .selectAll('w')
    .select(['l.number', 'l.hamlet'])
    .select(REPORT_CODES.as('report_codes'))
    .where('l.unit_id', '=', unitId)
    .where('c.state', '=', 'hamlet_checked')
    .where('w.answer', '=', 'wrong')
    .where('w.corrected', '<>', json({}))
    .where('w.settled', 'is', null)
    // An older round of the same person is history.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hamlet_rows as newer')
            .select('newer.id')
            .whereRef('newer.identity_case_id', '=', 'w.identity_case_id')
            .whereRef('newer.answered_at', '>', 'w.answered_at'),
        ),
      ),
    )
    .orderBy('w.answered_at')
    .orderBy('w.row_no')
    .limit(500)
    .execute()
  return found.map(({ number, hamlet, report_codes: reportCodes, ...row }) => ({
    row: rowOf(row),
    listNumber: number,
    hamlet,
    reportCodes,
  }))
}

function listColumns(list: HamletList) {
  return {
    id: list.id,
    number: list.number,
    unit_id: list.unitId,
    hamlet: list.hamlet,
    drawn_up_on: list.drawnUpOn,
    drawn_up_by: list.drawnUpBy,
    due_at: list.dueAt,
    created_at: list.createdAt,
  }
}

function columnsOf(row: HamletRow) {
  return {
    id: row.id,
    list_id: row.listId,
    row_no: row.rowNo,
    household: row.household,
    identity_case_id: row.identityCaseId,
    facts: json(row.facts),
    address: row.address,
    version: row.version,
    answer: row.answer,
    corrected: json(row.corrected),
    note: row.note,
    answered_by: row.answeredBy,
    link_id: row.linkId,
    answered_at: row.answeredAt,
    settled: row.settled,
    open: row.open,
  }
}

function rowOf(row: Selectable<Row>): HamletRow {
  return {
    id: row.id,
    listId: row.list_id,
    rowNo: row.row_no,
    household: row.household,
    identityCaseId: row.identity_case_id,
    facts: fromJson(row.facts),
    address: row.address,
    version: row.version,
    answer: row.answer as HamletRow['answer'],
    corrected: fromJson(row.corrected),
    note: row.note,
    answeredBy: row.answered_by,
    linkId: row.link_id,
    answeredAt: row.answered_at,
    settled: row.settled as HamletRow['settled'],
    open: row.open,
  }
}
