import type { Selectable } from 'kysely'
import type { PoliceLists, PoliceRow } from '../../../core/ports/police-lists.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { PoliceRows as RowRow } from '../schema.ts'

/** The part of the police-lists port that keeps the people of a list and what was answered about them. */
export function policeRows(
  db: Db,
): Pick<PoliceLists, 'rowsOf' | 'saveAnswer' | 'putInReturn' | 'closeRows' | 'reopenRow' | 'mendRowsOf'> {
  return {
    rowsOf: async (listId) => {
      const rows = await db
        .selectFrom('police_rows')
        .selectAll()
        .where('list_id', '=', listId)
        .orderBy('row_no')
        .execute()
      return rows.map(rowOf)
    },
    saveAnswer: async (row) => {
      await db.updateTable('police_rows').set(answerColumns(row)).where('id', '=', row.id).execute()
    },
    reopenRow: async (row) => {
      const again = { ...answerColumns(row), open: true, return_id: null, mended_at: row.mendedAt }
      await db.updateTable('police_rows').set(again).where('id', '=', row.id).execute()
    },
    mendRowsOf: async (identityCaseId, at) => {
      await db
        .updateTable('police_rows')
        .set({ mended_at: at })
        .where('identity_case_id', '=', identityCaseId)
        .where('answer', '=', 'register_wrong')
        .where('mended_at', 'is', null)
        .execute()
    },
    putInReturn: async (rowIds, returnId) => {
      await db
        .updateTable('police_rows')
        .set({ return_id: returnId })
        .where('id', 'in', [...rowIds])
        .execute()
    },
    closeRows: async (rowIds) => {
      await db
        .updateTable('police_rows')
        .set({ open: false })
        .where('id', 'in', [...rowIds])
        .execute()
    },
  }
}

function answerColumns(row: PoliceRow) {
  return {
    answer: row.answer,
    note: row.note,
    wrong_fields: row.wrongFields,
    answered_by: row.answeredBy,
    answered_at: row.answeredAt,
    come_on: row.comeOn,
    come_part: row.comePart,
    workbook_id: row.workbookId,
  }
}

export function rowColumns(row: PoliceRow) {
  return {
    id: row.id,
    list_id: row.listId,
    row_no: row.rowNo,
    identity_case_id: row.identityCaseId,
    nationality: row.nationality,
    full_name: row.fullName,
    birth_date: row.birthDate,
    sex: row.sex,
    id_number: row.idNumber,
    hamlet_says: row.hamletSays && json(row.hamletSays),
  }
}

function rowOf(row: Selectable<RowRow>): PoliceRow {
  return {
    id: row.id,
    listId: row.list_id,
    rowNo: row.row_no,
    identityCaseId: row.identity_case_id,
    nationality: row.nationality,
    fullName: row.full_name,
    birthDate: row.birth_date,
    sex: row.sex as PoliceRow['sex'],
    idNumber: row.id_number,
    hamletSays: row.hamlet_says === null ? null : fromJson(row.hamlet_says),
    answer: row.answer as PoliceRow['answer'],
    wrongFields: row.wrong_fields as PoliceRow['wrongFields'],
    note: row.note,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    comeOn: row.come_on,
    comePart: row.come_part as PoliceRow['comePart'],
    workbookId: row.workbook_id,
    mendedAt: row.mended_at,
    returnId: row.return_id,
    open: row.open,
  }
}
