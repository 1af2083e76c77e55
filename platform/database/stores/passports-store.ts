import type { Selectable } from 'kysely'
import type { RevokedWhy, StoredPassport, StoredPassports } from '../../../core/ports/passports.ts'
import type { Db } from '../database.ts'
import type { Passports as Row } from '../schema.ts'
import { passportLinks } from './passport-links-store.ts'
import { passportReminders } from './passport-reminders-store.ts'
import { recordOf } from './records-store.ts'

export function passportsStore(db: Db): StoredPassports {
  const rows = () => db.selectFrom('passports').selectAll()
  return {
    ...passportLinks(db),
    ...passportReminders(db),
    existsFor: async (id) => (await rows().where('signed_record_id', '=', id).executeTakeFirst()) !== undefined,
    ofPerson: async (personId) => {
      const alive = rows().where('person_id', '=', personId).where('revoked_at', 'is', null)
      return (await alive.orderBy('dose_number', 'desc').execute()).map(passportOf)
    },
    byCi: async (ci) => {
      const row = await rows().where('ci', '=', ci).executeTakeFirst()
      return row ? passportOf(row) : null
    },
    replace: (personId, passports, why) => replace(db, personId, passports, why),
    takeBackOfGoneDoses: async (personId, at) => {
      const alive = db.updateTable('passports').set({ revoked_at: at, revoked_why: 'corrected' })
      const stands = db
        .selectFrom('doses')
        .select('number')
        .where('person_id', '=', personId)
        .where('number', 'is not', null)
      await alive
        .where('person_id', '=', personId)
        .where('revoked_at', 'is', null)
        .where('dose_number', 'not in', stands.$castTo<{ number: number }>())
        .execute()
    },
    revoked: (at) => revoked(db, at),
    provedPerson: async (address, at) => {
      const row = await db
        .selectFrom('proofs')
        .innerJoin('people as p', 'p.id', 'proofs.person_id')
        .selectAll('p')
        .where('proofs.address', '=', address)
        .where('proofs.level', '=', 2)
        .where('proofs.expires_at', '>', at)
        .orderBy('proofs.proved_at', 'desc')
        .executeTakeFirst()
      return row ? recordOf(row) : null
    },
  }
}

async function replace(db: Db, personId: string, passports: readonly StoredPassport[], why: RevokedWhy): Promise<void> {
  await db.selectFrom('people').select('id').where('id', '=', personId).forUpdate().execute()
  const [latest] = passports
  if (!latest) return
  const old = await db
    .updateTable('passports')
    .set({ revoked_at: latest.issuedAt, revoked_why: why })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'dose_number'])
    .execute()
  await db.insertInto('passports').values(passports.map(columnsOf)).execute()
  for (const { id, dose_number } of old) {
    const next = passports.find(({ doseNumber }) => doseNumber === dose_number) ?? latest
    await db.updateTable('passports').set({ replaced_by: next.id }).where('id', '=', id).execute()
  }
}

async function revoked(db: Db, at: Date) {
  const rows = await db
    .selectFrom('passports')
    .select(['ci', 'kid', 'revoked_at'])
    .where('revoked_at', 'is not', null)
    .where('expires_at', '>', at)
    .orderBy('revoked_at')
    .execute()
  return rows.flatMap(({ ci, kid, revoked_at }) => (revoked_at ? [{ ci, kid, revokedAt: revoked_at }] : []))
}

function columnsOf(passport: StoredPassport) {
  return {
    id: passport.id,
    person_id: passport.personId,
    signed_record_id: passport.signedRecordId,
    ci: passport.ci,
    hc1: passport.hc1,
    dose_number: passport.doseNumber,
    issued_at: passport.issuedAt,
    expires_at: passport.expiresAt,
    kid: passport.kid,
  }
}

function passportOf(row: Selectable<Row>): StoredPassport {
  return {
    id: row.id,
    personId: row.person_id,
    signedRecordId: row.signed_record_id,
    ci: row.ci,
    hc1: row.hc1,
    doseNumber: row.dose_number,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    revokedWhy: row.revoked_why as RevokedWhy | null,
    kid: row.kid,
  }
}
