import type { PhotoLinks } from '../../../core/ports/photo-links.ts'
import type { Db } from '../database.ts'

export function photoLinksStore(db: Db): PhotoLinks {
  return {
    grant: async (link) => {
      const values = {
        token_hash: link.tokenHash,
        photo_id: link.photoId,
        session_hash: link.sessionHash,
        staff_id: link.staffId,
        expires_at: link.expiresAt,
      }
      await db.insertInto('photo_links').values(values).execute()
    },
    find: async (tokenHash) => {
      const row = await db.selectFrom('photo_links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
      if (!row) return null
      return {
        tokenHash: row.token_hash,
        photoId: row.photo_id,
        sessionHash: row.session_hash,
        staffId: row.staff_id,
        expiresAt: row.expires_at,
      }
    },
  }
}
