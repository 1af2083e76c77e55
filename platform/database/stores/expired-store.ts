import { sql } from 'kysely'
import type { Expired, Expiring } from '../../../core/ports/expired.ts'
import type { Db } from '../database.ts'

/** When a row's time ended; null while it has not. */
const ENDED: Record<Expiring, string> = {
  drafts: 'updated_at',
  one_time_codes: 'expires_at',
  photo_links: 'expires_at',
  proofs: 'expires_at',
  rate_limits: 'resets_at',
  upload_links: 'expires_at',
  staff_sessions: 'expires_at',
  inbox: 'handled_at',
  conversations: 'updated_at',
}

export function expiredStore(db: Db): Expired {
  return {
    remove: async (what, endedBefore) => {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(what)} where ${sql.ref(ENDED[what])} < ${endedBefore}`.execute(db)
      return Number(numAffectedRows ?? 0)
    },
    removeSaid: async (purposes, settledBefore) => {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('purpose', 'in', [...purposes])
        .where('settled_at', '<', settledBefore)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
