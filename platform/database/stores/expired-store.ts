import { type RawBuilder, sql } from 'kysely'
import type { Expired, Expiring } from '../../../core/ports/expired.ts'
import type { Db } from '../database.ts'

/** When a row's time ended; null while it has not. */
const ENDED: Record<Expiring, RawBuilder<unknown>> = {
  drafts: sql.ref('updated_at'),
  one_time_codes: sql.ref('expires_at'),
  photo_links: sql.ref('expires_at'),
  own_photo_links: sql.ref('expires_at'),
  proofs: sql.ref('expires_at'),
  rate_limits: sql.ref('resets_at'),
  upload_links: sql.ref('expires_at'),
  link_codes: sql.ref('expires_at'),
  copy_links: sql.ref('expires_at'),
  passport_links: sql.ref('expires_at'),
  counter_codes: sql.ref('expires_at'),
  family_codes: sql.ref('expires_at'),
  helper_codes: sql.ref('expires_at'),
  birth_papers: sql.ref('decided_at'),
  early_receipts: sql.ref('received_at'),
  staff_sessions: sql.ref('expires_at'),
  inbox: sql`coalesce(handled_at, discarded_at)`,
  conversations: sql.ref('updated_at'),
}

export function expiredStore(db: Db): Expired {
  return {
    remove: async (what, endedBefore) => {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(what)} where ${ENDED[what]} < ${endedBefore}`.execute(db)
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
