import type { ZaloAccounts } from '../../../core/ports/zalo-accounts.ts'
import type { Db } from '../database.ts'

/** The part of the Zalo account store that speaks of consents on their way. */
export function zaloConsentsStore(db: Db): Pick<ZaloAccounts, 'openConsent' | 'takeConsent'> {
  return {
    openConsent: async ({ stateHash, sessionHash, staffId, verifier, expiresAt }, now) => {
      await db
        .deleteFrom('zalo_consents')
        .where('expires_at', '<', new Date(now.getTime() - KEPT_MS))
        .execute()
      const values = {
        state_hash: stateHash,
        session_hash: sessionHash,
        staff_id: staffId,
        verifier,
        expires_at: expiresAt,
      }
      await db.insertInto('zalo_consents').values(values).execute()
    },
    takeConsent: async (stateHash) => {
      const row = await db
        .deleteFrom('zalo_consents')
        .where('state_hash', '=', stateHash)
        .returningAll()
        .executeTakeFirst()
      if (!row) return null
      const { session_hash: sessionHash, staff_id: staffId, verifier, expires_at: expiresAt } = row
      return { stateHash, sessionHash, staffId, verifier, expiresAt }
    },
  }
}

/** A day longer than it works, so that who comes back late hears "too late" and not "unknown". */
const KEPT_MS = 86_400_000
