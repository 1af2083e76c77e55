import type { ProvinceLogIns } from '../../../core/ports/province-log-in.ts'
import type { Db } from '../database.ts'

export function provinceLogInsStore(db: Db): ProvinceLogIns {
  return {
    keep: async ({ state, nonce, verifier, browserHash, expiresAt }) => {
      const values = { state, nonce, verifier, browser_hash: browserHash, expires_at: expiresAt }
      await db.insertInto('province_log_ins').values(values).execute()
    },
    take: async (state, browserHash, now) => {
      const taken = await db
        .deleteFrom('province_log_ins')
        .where('state', '=', state)
        .where('browser_hash', '=', browserHash)
        .returning(['nonce', 'verifier', 'expires_at'])
        .executeTakeFirst()
      return taken && taken.expires_at > now ? { nonce: taken.nonce, verifier: taken.verifier } : null
    },
  }
}
