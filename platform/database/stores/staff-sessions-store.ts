import type { Staff } from '../../../core/ports/staff.ts'
import type { Db } from '../database.ts'

type Sessions = Pick<
  Staff,
  'openSession' | 'session' | 'endSession' | 'endOtherSessions' | 'choosePost' | 'offerTotp' | 'endSessionsOf'
>

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
        by_province: session.byProvince ?? false,
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
        postId: row.post_id,
        offeredTotp: row.offered_totp,
        byProvince: row.by_province,
      }
    },
    endSession: async (tokenHash) => {
      await db.deleteFrom('staff_sessions').where('token_hash', '=', tokenHash).execute()
    },
    choosePost: async (tokenHash, postId) => {
      await db.updateTable('staff_sessions').set({ post_id: postId }).where('token_hash', '=', tokenHash).execute()
    },
    offerTotp: async (tokenHash, sealed) => {
      await db.updateTable('staff_sessions').set({ offered_totp: sealed }).where('token_hash', '=', tokenHash).execute()
    },
    endSessionsOf: async (staffId) => {
      await db.deleteFrom('staff_sessions').where('staff_id', '=', staffId).execute()
    },
    endOtherSessions: async (staffId, keep) => {
      await db.deleteFrom('staff_sessions').where('staff_id', '=', staffId).where('token_hash', '<>', keep).execute()
    },
  }
}
