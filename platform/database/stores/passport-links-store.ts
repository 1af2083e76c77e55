import type { StoredPassports } from '../../../core/ports/passports.ts'
import type { Db } from '../database.ts'

/** Links to the paper: one download each (features H10). */
export function passportLinks(db: Db): Pick<StoredPassports, 'grantLink' | 'lockLink' | 'useLink'> {
  return {
    grantLink: async ({ tokenHash, personId, expiresAt }) => {
      const row = { token_hash: tokenHash, person_id: personId, expires_at: expiresAt }
      await db.insertInto('passport_links').values(row).execute()
    },
    lockLink: async (tokenHash) => {
      const found = db.selectFrom('passport_links').selectAll().where('token_hash', '=', tokenHash).forUpdate()
      const row = await found.executeTakeFirst()
      if (!row) return null
      return { tokenHash, personId: row.person_id, expiresAt: row.expires_at, usedAt: row.used_at }
    },
    useLink: async (tokenHash, at) => {
      await db.updateTable('passport_links').set({ used_at: at }).where('token_hash', '=', tokenHash).execute()
    },
  }
}
