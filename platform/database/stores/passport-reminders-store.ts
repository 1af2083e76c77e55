import type { StoredPassports } from '../../../core/ports/passports.ts'
import type { Db } from '../database.ts'

/** Who is to be told that a code ends (features H04). */
export function passportReminders(db: Db): Pick<StoredPassports, 'ending' | 'markReminded'> {
  return {
    ending: async (until, limit) => {
      const rows = await db
        .selectFrom('passports')
        .select('person_id')
        .where('revoked_at', 'is', null)
        .where('reminded_at', 'is', null)
        .where('expires_at', '<=', until)
        .groupBy('person_id')
        .limit(limit)
        .execute()
      return rows.map((row) => row.person_id)
    },
    markReminded: async (personId, at) => {
      const told = await db
        .updateTable('passports')
        .set({ reminded_at: at })
        .where('person_id', '=', personId)
        .where('revoked_at', 'is', null)
        .where('reminded_at', 'is', null)
        .returning('id')
        .execute()
      return told.length > 0
    },
  }
}
