import { type Selectable, sql } from 'kysely'
import type { FamilyMember } from '../../../core/domain/family/member.ts'
import type { Families } from '../../../core/ports/families.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { FamilyMembers } from '../schema.ts'

export function familiesStore(db: Db): Families {
  return { ...lists(db), ...memberships(db), ...codes(db), ...timetable(db) }
}

const alive = (db: Db, at: Date) =>
  db.selectFrom('family_members').selectAll().where('ended_at', 'is', null).where('expires_at', '>', at)

function lists(db: Db): Pick<Families, 'shownAt' | 'ofPhone' | 'doorsOf'> {
  return {
    shownAt: async (phone, addresses, at) => {
      const doors = db
        .selectFrom('family_doors')
        .select('member_id')
        .where('address', 'in', [...addresses])
      const rows = await alive(db, at)
        .where('phone', '=', phone)
        .where('id', 'in', doors)
        .orderBy('proved_at')
        .orderBy('id')
        .execute()
      return rows.map(memberOf)
    },
    ofPhone: async (phone, at) => (await alive(db, at).where('phone', '=', phone).forUpdate().execute()).map(memberOf),
    doorsOf: async (memberId) => {
      const rows = await db.selectFrom('family_doors').select('address').where('member_id', '=', memberId).execute()
      return rows.map((row) => row.address)
    },
  }
}

function memberships(db: Db): Pick<Families, 'lockOf' | 'lock' | 'add' | 'renew' | 'open' | 'end'> {
  return {
    lockOf: async (phone, personId, at) => {
      const found = alive(db, at).where('phone', '=', phone).where('person_id', '=', personId).forUpdate()
      const row = await found.executeTakeFirst()
      return row ? memberOf(row) : null
    },
    lock: async (id, at) => {
      const row = await alive(db, at).where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? memberOf(row) : null
    },
    add: async (member) => {
      // One that ran out and was not put away yet leaves its place.
      await db
        .updateTable('family_members')
        .set({ ended_at: member.provedAt, ended_why: 'expired', claimant: null })
        .where('phone', '=', member.phone)
        .where('person_id', '=', member.personId)
        .where('ended_at', 'is', null)
        .execute()
      await db.insertInto('family_members').values(columnsOf(member)).execute()
    },
    renew: async ({ id, basis, level, claimant, asChild, provedAt, expiresAt, askedAt }) => {
      const times = { proved_at: provedAt, expires_at: expiresAt, asked_at: askedAt }
      const set = { basis, level, claimant: json(claimant), as_child: asChild, ...times }
      await db.updateTable('family_members').set(set).where('id', '=', id).execute()
    },
    open: async (memberId, address) => {
      await db
        .insertInto('family_doors')
        .values({ member_id: memberId, address })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    end: async ({ id, personId, phone }, why, at) => {
      await sql`update proofs set expires_at = ${at} where expires_at > ${at} and person_id = ${personId}
        and (phone = ${phone} or address in (select address from family_doors where member_id = ${id}))`.execute(db)
      await db
        .updateTable('family_members')
        .set({ ended_at: at, ended_why: why, claimant: null })
        .where('id', '=', id)
        .execute()
    },
  }
}

function codes(db: Db): Pick<Families, 'keepCode' | 'endCodesOf' | 'lockCode' | 'useCode'> {
  return {
    keepCode: async ({ codeHash, memberId, createdAt, expiresAt, usedAt }) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: usedAt }
      await db
        .insertInto('family_codes')
        .values({ code_hash: codeHash, member_id: memberId, ...times })
        .execute()
    },
    endCodesOf: async (memberId, at) => {
      await db
        .updateTable('family_codes')
        .set({ used_at: at })
        .where('member_id', '=', memberId)
        .where('used_at', 'is', null)
        .execute()
    },
    lockCode: async (codeHash) => {
      const found = db.selectFrom('family_codes').selectAll().where('code_hash', '=', codeHash).forUpdate()
      const row = await found.executeTakeFirst()
      if (!row) return null
      const times = { createdAt: row.created_at, expiresAt: row.expires_at, usedAt: row.used_at }
      return { codeHash, memberId: row.member_id, ...times }
    },
    useCode: async (codeHash, at) => {
      await db.updateTable('family_codes').set({ used_at: at }).where('code_hash', '=', codeHash).execute()
    },
  }
}

function timetable(db: Db): Pick<Families, 'grownUp' | 'asked' | 'askedBefore' | 'ranOut' | 'forget'> {
  return {
    grownUp: async (bornUntil, at, atMost) => {
      const rows = await alive(db, at)
        .where('as_child', '=', true)
        .where('asked_at', 'is', null)
        .where(sql`claimant->>'birthDate'`, '<=', bornUntil)
        .limit(atMost)
        .execute()
      return rows.map(memberOf)
    },
    asked: async (id, at) => {
      await db.updateTable('family_members').set({ asked_at: at }).where('id', '=', id).execute()
    },
    askedBefore: async (moment, atMost) => {
      const rows = await db
        .selectFrom('family_members')
        .selectAll()
        .where('ended_at', 'is', null)
        .where('asked_at', '<=', moment)
        .limit(atMost)
        .execute()
      return rows.map(memberOf)
    },
    ranOut: async (at, atMost) => {
      const rows = await db
        .selectFrom('family_members')
        .selectAll()
        .where('ended_at', 'is', null)
        .where('expires_at', '<=', at)
        .limit(atMost)
        .execute()
      return rows.map(memberOf)
    },
    forget: async (endedBefore) => {
      const ended = db.selectFrom('family_members').select('id').where('ended_at', '<', endedBefore)
      await db.deleteFrom('family_doors').where('member_id', 'in', ended).execute()
      await db.deleteFrom('family_codes').where('member_id', 'in', ended).execute()
      await db.deleteFrom('family_members').where('ended_at', '<', endedBefore).execute()
    },
  }
}

function columnsOf(member: FamilyMember) {
  return {
    id: member.id,
    phone: member.phone,
    person_id: member.personId,
    basis: member.basis,
    level: member.level,
    claimant: json(member.claimant),
    as_child: member.asChild,
    proved_at: member.provedAt,
    expires_at: member.expiresAt,
    asked_at: member.askedAt,
    ended_at: member.endedAt,
    ended_why: member.endedWhy,
  }
}

function memberOf(row: Selectable<FamilyMembers>): FamilyMember {
  return {
    id: row.id,
    phone: row.phone,
    personId: row.person_id,
    basis: row.basis as FamilyMember['basis'],
    level: row.level as FamilyMember['level'],
    claimant: row.claimant === null ? null : fromJson(row.claimant),
    asChild: row.as_child,
    provedAt: row.proved_at,
    expiresAt: row.expires_at,
    askedAt: row.asked_at,
    endedAt: row.ended_at,
    endedWhy: row.ended_why as FamilyMember['endedWhy'],
  }
}
