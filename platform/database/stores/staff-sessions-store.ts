import { sql } from 'kysely'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { StaffPost } from '../../../core/domain/staff-account/staff-post.ts'
import type { SessionFacts, Staff } from '../../../core/ports/staff.ts'
import type { Db } from '../database.ts'

type Sessions = Pick<
  Staff,
  | 'openSession'
  | 'session'
  | 'standing'
  | 'endSession'
  | 'endOtherSessions'
  | 'choosePost'
  | 'offerTotp'
  | 'endSessionsOf'
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
    standing: (tokenHash, place, fresh) => standing(db, tokenHash, place, fresh),
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

interface Standing {
  secondFactorAt: Date | null
  expiresAt: Date
  postId: string | null
  byProvince: boolean
  staffId: string
  login: string
  fullName: string
  role: StaffRole
  unitId: string
  unitName: string
  closedAt: Date | null
  mustChangePassword: boolean
  mustEnrolFactor: boolean
  posts: StaffPost[]
  unread: number
  hintsSeen: string[]
  placeIsFresh: boolean
}

async function standing(db: Db, tokenHash: Buffer, place: string | null, fresh: Date): Promise<SessionFacts | null> {
  const { rows } = await sql<Standing>`
    select s.second_factor_at as "secondFactorAt", s.expires_at as "expiresAt", s.post_id as "postId", s.by_province as "byProvince",
      a.id as "staffId", a.login, a.full_name as "fullName", a.role, a.unit_id as "unitId", u.name as "unitName",
      a.closed_at as "closedAt", a.must_change_password as "mustChangePassword", a.must_enrol_factor as "mustEnrolFactor",
      (select coalesce(json_agg(json_build_object('postId', p.id, 'kind', p.kind, 'role', p.role, 'unitId', p.unit_id,
          'unitName', at.name, 'from', p.valid_from, 'until', p.valid_until) order by p.valid_from nulls first, p.id), '[]')
        from staff_posts p join units at on at.id = p.unit_id where p.staff_id = a.id) as posts,
      (select count(*)::int from staff_notices n where n.staff_id = a.id and n.read_at is null) as unread,
      (select coalesce(array_agg(h.page), '{}') from staff_hints_seen h where h.staff_id = a.id) as "hintsSeen",
      exists (select from staff_places l where l.staff_id = a.id and l.place = ${place} and l.seen_at > ${fresh}) as "placeIsFresh"
    from staff_sessions s join staff a on a.id = s.staff_id join units u on u.id = a.unit_id
    where s.token_hash = ${tokenHash}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { secondFactorAt, expiresAt, postId, byProvince, posts, unread, hintsSeen, placeIsFresh, ...account } = row
  return { session: { secondFactorAt, expiresAt, postId, byProvince }, account, posts, unread, hintsSeen, placeIsFresh }
}
