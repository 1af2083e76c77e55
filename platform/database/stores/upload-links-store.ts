import type { UploadLinks } from '../../../core/ports/upload-links.ts'
import type { Db } from '../database.ts'

export function uploadLinksStore(db: Db): UploadLinks {
  return {
    grant: async ({ tokenHash, address, expiresAt, usedAt }) => {
      await db
        .insertInto('upload_links')
        .values({ token_hash: tokenHash, address, expires_at: expiresAt, used_at: usedAt })
        .execute()
    },
    lock: async (tokenHash) => {
      const row = await db
        .selectFrom('upload_links')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .forUpdate()
        .executeTakeFirst()
      return row ? { tokenHash, address: row.address, expiresAt: row.expires_at, usedAt: row.used_at } : null
    },
    used: async (tokenHash, at) => {
      await db.updateTable('upload_links').set({ used_at: at }).where('token_hash', '=', tokenHash).execute()
    },
  }
}
