import type { PoliceWorkbookFiles } from '../../../core/ports/police-workbooks.ts'
import type { Db } from '../database.ts'

export function policeWorkbooksStore(db: Db): PoliceWorkbookFiles {
  return {
    insert: async ({ id, listId, madeBy, madeAt, fileSha256, rows }) => {
      const made = { made_by: madeBy, made_at: madeAt, file_sha256: fileSha256, rows }
      await db
        .insertInto('police_workbooks')
        .values({ id, list_id: listId, ...made })
        .execute()
    },
    ofList: (listId) =>
      db
        .selectFrom('police_workbooks')
        .select(['id', 'list_id as listId', 'made_by as madeBy', 'made_at as madeAt', 'file_sha256 as fileSha256'])
        .select(['rows', 'imported_by as importedBy', 'imported_at as importedAt'])
        .where('list_id', '=', listId)
        .orderBy('made_at', 'desc')
        .orderBy('id')
        .execute(),
    saveImported: async (id, { staffId, at, sha256 }) => {
      await db
        .updateTable('police_workbooks')
        .set({ imported_by: staffId, imported_at: at, imported_sha256: sha256 })
        .where('id', '=', id)
        .execute()
    },
  }
}
