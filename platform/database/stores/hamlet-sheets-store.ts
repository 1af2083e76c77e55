import { type Selectable, sql } from 'kysely'
import type { HamletSheet, HamletSheets } from '../../../core/ports/hamlet-sheets.ts'
import type { Db } from '../database.ts'
import type { HamletSheets as Row } from '../schema.ts'

export function hamletSheetsStore(db: Db): HamletSheets {
  const living = () => db.selectFrom('hamlet_sheets as s').selectAll('s').where('s.destroyed_at', 'is', null)
  return {
    insert: async ({ id, listId, fileKey, wrappedKey, sentBy, sentAt, destroyedAt }) => {
      const file = { list_id: listId, file_key: fileKey, wrapped_key: wrappedKey }
      const columns = { ...file, sent_by: sentBy, sent_at: sentAt, destroyed_at: destroyedAt }
      await db
        .insertInto('hamlet_sheets')
        .values({ id, ...columns })
        .execute()
    },
    ofList: async (listId) =>
      (await living().where('s.list_id', '=', listId).orderBy('s.sent_at').execute()).map(sheetOf),
    due: async (answeredBefore, limit) => {
      const rows = await living()
        .where(sql<boolean>`not exists (select from hamlet_rows r where r.list_id = s.list_id
          and (r.open or r.answered_at > ${answeredBefore}))`)
        .where('s.sent_at', '<', answeredBefore)
        .limit(limit)
        .execute()
      return rows.map(sheetOf)
    },
    destroyed: async (ids, at) => {
      await db
        .updateTable('hamlet_sheets')
        .set({ destroyed_at: at, wrapped_key: null })
        .where('id', 'in', [...ids])
        .execute()
    },
  }
}

function sheetOf(row: Selectable<Row>): HamletSheet {
  return {
    id: row.id,
    listId: row.list_id,
    fileKey: row.file_key,
    wrappedKey: row.wrapped_key,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
    destroyedAt: row.destroyed_at,
  }
}
