import { sql } from 'kysely'
import type { Proof } from '../../../core/domain/citizen/assurance.ts'
import type { Citizens } from '../../../core/ports/citizens.ts'
import type { Db } from '../database.ts'

export function citizensStore(db: Db): Citizens {
  return { ...codes(db), ...proofs(db), ...consents(db), ...facts(db) }
}

function codes(db: Db): Pick<Citizens, 'keepCode' | 'lockLatestCode' | 'saveTries'> {
  return {
    keepCode: async ({ id, phone, purpose, address, codeHash, salt, tries, createdAt, expiresAt, usedAt }) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: usedAt }
      await db
        .insertInto('one_time_codes')
        .values({ id, phone, purpose, address, code_hash: codeHash, salt, tries, ...times })
        .execute()
    },
    lockLatestCode: async ({ phone, purpose, address }) => {
      const row = await db
        .selectFrom('one_time_codes')
        .selectAll()
        .where('phone', '=', phone)
        .where('purpose', '=', purpose)
        .where('address', '=', address)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .executeTakeFirst()
      if (!row) return null
      const { id, salt, tries } = row
      const times = { createdAt: row.created_at, expiresAt: row.expires_at, usedAt: row.used_at }
      return { id, phone, purpose, address, codeHash: row.code_hash, salt, tries, ...times }
    },
    saveTries: async ({ id, tries, usedAt }) => {
      await db.updateTable('one_time_codes').set({ tries, used_at: usedAt }).where('id', '=', id).execute()
    },
  }
}

function proofs(db: Db): Pick<Citizens, 'addProof' | 'proofsOf'> {
  return {
    addProof: async ({ id, address, phone, personId, level, provedAt, expiresAt }) => {
      await db
        .insertInto('proofs')
        .values({ id, address, phone, person_id: personId, level, proved_at: provedAt, expires_at: expiresAt })
        .execute()
    },
    proofsOf: async (address, at) => {
      const rows = await db
        .selectFrom('proofs')
        .selectAll()
        .where('address', '=', address)
        .where('expires_at', '>', at)
        .orderBy('proved_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        address: row.address,
        phone: row.phone,
        personId: row.person_id,
        level: row.level as Proof['level'],
        provedAt: row.proved_at,
        expiresAt: row.expires_at,
      }))
    },
  }
}

function consents(db: Db): Pick<Citizens, 'giveConsent' | 'consentOf'> {
  return {
    giveConsent: async ({ id, address, reportId, textVersion, givenAt }) => {
      await db
        .insertInto('consents')
        .values({ id, address, report_id: reportId, text_version: textVersion, given_at: givenAt })
        .execute()
    },
    consentOf: async (address, textVersion) => {
      const row = await db
        .selectFrom('consents')
        .selectAll()
        .where('address', '=', address)
        .where('text_version', '=', textVersion)
        .where('withdrawn_at', 'is', null)
        .orderBy('given_at', 'desc')
        .executeTakeFirst()
      if (!row) return null
      return { id: row.id, address, reportId: row.report_id, textVersion, givenAt: row.given_at }
    },
  }
}

function facts(db: Db): Pick<Citizens, 'policeMatchedSince' | 'policeConfirmed' | 'hasPassport' | 'policeListOf'> {
  return {
    policeMatchedSince: async (personId, since) => {
      const row = await db
        .selectFrom('identity_cases')
        .select('id')
        .where('person_id', '=', personId)
        .where('state', '=', 'matched')
        .where('updated_at', '>', since)
        .executeTakeFirst()
      return row !== undefined
    },
    policeConfirmed: (asked) => policeConfirmed(db, asked),
    hasPassport: async (personId) => {
      const row = await db
        .selectFrom('passports')
        .select('id')
        .where('person_id', '=', personId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return row !== undefined
    },
    policeListOf: async (reportId) => {
      const row = await db
        .selectFrom('identity_case_reports as link')
        .innerJoin('police_rows as row', 'row.identity_case_id', 'link.identity_case_id')
        .innerJoin('police_lists as list', 'list.id', 'row.list_id')
        .select('list.due_at')
        .where('link.report_id', '=', reportId)
        .where('row.open', '=', true)
        .executeTakeFirst()
      return row ? { dueAt: row.due_at } : null
    },
  }
}

const policeConfirmed = async (db: Db, { phone, idNumber, since }: Parameters<Citizens['policeConfirmed']>[0]) => {
  const rows = await db
    .selectFrom('reports as r')
    .innerJoin('identity_case_reports as link', 'link.report_id', 'r.id')
    .innerJoin('identity_cases as c', 'c.id', 'link.identity_case_id')
    .innerJoin('people as p', 'p.id', 'c.person_id')
    .select('c.person_id')
    .distinct()
    // Whoever sent a report from a chat or the portal held its phone; the counter stores an unproved one elsewhere.
    .where('r.phone', '=', phone)
    .where('r.state', '<>', 'withdrawn')
    .where('c.state', 'in', ['police_confirmed', 'exported', 'matched'])
    .where('c.updated_at', '>', since)
    .where((eb) => eb.or([eb('p.id_number', '=', idNumber), eb(sql<string>`c.proposed->>'idNumber'`, '=', idNumber)]))
    .execute()
  return rows.map((row) => row.person_id)
}
