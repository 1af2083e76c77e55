import type { PhotoRegion } from '../../../core/domain/report/photo-region.ts'
import type { OwnPhotoLinks } from '../../../core/ports/own-photo-links.ts'
import type { Db } from '../database.ts'

export function ownPhotoLinksStore(db: Db): OwnPhotoLinks {
  return {
    grant: async ({ tokenHash, photoId, region, address, expiresAt }) => {
      await db
        .insertInto('own_photo_links')
        .values({ token_hash: tokenHash, photo_id: photoId, region, address, expires_at: expiresAt })
        .execute()
    },
    find: async (tokenHash) => {
      const found = db.selectFrom('own_photo_links').selectAll().where('token_hash', '=', tokenHash)
      const row = await found.executeTakeFirst()
      if (!row) return null
      const { photo_id: photoId, region, address, expires_at: expiresAt } = row
      return { tokenHash, photoId, region: region as PhotoRegion, address, expiresAt }
    },
  }
}
