import { sql } from 'kysely'
import type { StaffRole } from '../../../core/domain/role.ts'
import type { StaffPost } from '../../../core/domain/staff-account/staff-post.ts'
import type { StaffLine, StaffPosts } from '../../../core/ports/staff-posts.ts'
import type { Db } from '../database.ts'

export function staffPostsStore(db: Db): StaffPosts {
  return {
    of: async (staffId) => {
      const rows = await db
        .selectFrom('staff_posts as p')
        .innerJoin('units as u', 'u.id', 'p.unit_id')
        .select(['p.id', 'p.kind', 'p.role', 'p.unit_id', 'u.name', 'p.valid_from', 'p.valid_until'])
        .where('p.staff_id', '=', staffId)
        .orderBy(sql`p.valid_from nulls first`)
        .execute()
      return rows.map((row) => ({
        postId: row.id,
        kind: row.kind as StaffPost['kind'],
        role: row.role as StaffRole,
        unitId: row.unit_id,
        unitName: row.name,
        from: row.valid_from,
        until: row.valid_until,
      }))
    },
    add: async ({ staffId, kind, role, unitId, from, until, givenBy }) => {
      const values = { staff_id: staffId, kind, role, unit_id: unitId, valid_from: from, valid_until: until }
      const insert = db.insertInto('staff_posts').values({ ...values, given_by: givenBy })
      return (await insert.returning('id').executeTakeFirstOrThrow()).id
    },
    end: async (postId, until) => {
      await db.updateTable('staff_posts').set({ valid_until: until }).where('id', '=', postId).execute()
    },
    remove: async (postId) => {
      await db.deleteFrom('staff_posts').where('id', '=', postId).execute()
    },
    at: (unitIds, today) => linesAt(db, unitIds, today),
    holders: (unitId, roles, today) => holders(db, unitId, roles, today),
    moveHomes: (today) => moveHomes(db, today),
  }
}

async function linesAt(db: Db, unitIds: readonly string[], today: string): Promise<StaffLine[]> {
  const { rows } = await sql<StaffLine>`
    select s.id as "staffId", s.login, s.full_name as "fullName", p.role, p.unit_id as "unitId", u.name as "unitName",
      p.valid_from as "from", p.valid_until as "until", p.kind, s.last_seen_at as "lastSeenAt", s.created_at as "createdAt",
      s.closed_at as "closedAt", s.closed_why as "closedWhy", s.must_enrol_factor as "mustEnrolFactor",
      s.word_of <> s.id as "waitsForAnother",
      (select count(*)::int from staff_passkeys k where k.staff_id = s.id) as passkeys
    from staff_posts p join staff s on s.id = p.staff_id join units u on u.id = p.unit_id
    where p.unit_id = any(${[...unitIds]}) and (p.valid_until is null or p.valid_until >= ${today}::date)
      and (s.closed_at is null or s.closed_at > ${today}::date - 30)
    order by u.name, s.closed_at nulls first, s.full_name, p.valid_from nulls first`.execute(db)
  return rows
}

async function holders(db: Db, unitId: string, roles: readonly StaffRole[], today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct s.id from staff_posts p join staff s on s.id = p.staff_id
    where p.unit_id = ${unitId} and p.role = any(${[...roles]}) and s.closed_at is null
      and (p.valid_from is null or p.valid_from <= ${today}::date)
      and (p.valid_until is null or p.valid_until >= ${today}::date)
    order by s.id`.execute(db)
  return rows.map(({ id }) => id)
}

async function moveHomes(db: Db, today: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update staff s set role = p.role, unit_id = p.unit_id from staff_posts p
    where p.staff_id = s.id and p.kind = 'home' and (p.role <> s.role or p.unit_id <> s.unit_id)
      and (p.valid_from is null or p.valid_from <= ${today}::date)
      and (p.valid_until is null or p.valid_until >= ${today}::date)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
