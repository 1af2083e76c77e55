import { EMPTY_DRAFT, type ReportDraft } from '../../../core/domain/citizen/report-draft.ts'
import type { Drafts } from '../../../core/ports/drafts.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'

export function draftsStore(db: Db): Drafts {
  return {
    save: async ({ id, address, body, updatedAt }) => {
      const changes = { body: json(body), updated_at: updatedAt }
      const row = await db
        .insertInto('drafts')
        .values({ id, address, ...changes })
        .onConflict((c) => c.column('address').doUpdateSet(changes))
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },
    of: async (address) => {
      const row = await db.selectFrom('drafts').selectAll().where('address', '=', address).executeTakeFirst()
      if (!row) return null
      // A draft may be older than this version of the program: what it lacks is empty.
      const body = { ...EMPTY_DRAFT, ...fromJson<Partial<ReportDraft>>(row.body) }
      return { id: row.id, address: row.address, body, updatedAt: row.updated_at }
    },
    drop: async (address) => {
      await db.deleteFrom('drafts').where('address', '=', address).execute()
    },
    takeOver: async ([here = '', ...linked]) => {
      const drafts = db
        .selectFrom('drafts')
        .select(['id', 'address'])
        .where('address', 'in', [here, ...linked])
      const newest = await drafts.orderBy('updated_at', 'desc').limit(1).forUpdate().executeTakeFirst()
      if (!newest || newest.address === here) return
      await db.deleteFrom('drafts').where('address', '=', here).execute()
      await db.updateTable('drafts').set({ address: here }).where('id', '=', newest.id).execute()
      await db.updateTable('photos').set({ draft_address: here }).where('draft_address', '=', newest.address).execute()
    },
  }
}
