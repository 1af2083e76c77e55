import type { Staff } from '../../../core/ports/staff.ts'
import type { Db } from '../database.ts'

type Sessions = Pick<Staff, 'openSession' | 'session' | 'endSession' | 'endOtherSessions'>

/** The half of the staff store that speaks of sessions. */
export function sessionsStore(db: Db): Sessions {
  return {
    openSession: async (session) => {
      const values = {
        token_hash: session.tokenHash,
        staff_id: session.staffId,
        second_factor_at: session.secondFactorAt,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      }
      await db.insertInto('staff_sessions').values(values).execute()
    },
    session: async (tokenHash) => {
      const row = await db
        .selectFrom('staff_sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      if (!row) return null
      return {
        tokenHash: row.token_hash,
        staffId: row.staff_id,
        secondFactorAt: row.second_factor_at,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }
    },
    endSession: async (tokenHash) => {
      await db.deleteFrom('staff_sessions').where('token_hash', '=', tokenHash).execute()
    },
    endOtherSessions: async (staffId, keep) => {
      await db.deleteFrom('staff_sessions').where('staff_id', '=', staffId).where('token_hash', '<>', keep).execute()
    },
  }
}
