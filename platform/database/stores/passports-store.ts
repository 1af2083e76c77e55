import type { Selectable } from 'kysely'
import type { StoredPassport, StoredPassports } from '../../../core/ports/passports.ts'
import type { Db } from '../database.ts'
import type { Passports as Row } from '../schema.ts'
import { recordOf } from './records-store.ts'

export function passportsStore(db: Db): StoredPassports {
  const rows = () => db.selectFrom('passports').selectAll()
  return {
    ofSignedRecord: async (id) => passportOrNull(await rows().where('signed_record_id', '=', id).executeTakeFirst()),
    ofPerson: async (personId) =>
      passportOrNull(await rows().where('person_id', '=', personId).where('revoked_at', 'is', null).executeTakeFirst()),
    byCi: async (ci) => passportOrNull(await rows().where('ci', '=', ci).executeTakeFirst()),
    replace: (passport) => replace(db, passport),
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

async function replace(db: Db, passport: StoredPassport): Promise<void> {
  const { personId } = passport
  await db.selectFrom('people').select('id').where('id', '=', personId).forUpdate().execute()
  const old = await db
    .updateTable('passports')
    .set({ revoked_at: passport.issuedAt })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  await db.insertInto('passports').values(columnsOf(passport)).execute()
  for (const { id } of old) {
    await db.updateTable('passports').set({ replaced_by: passport.id }).where('id', '=', id).execute()
  }
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
  }
}

function passportOrNull(row: Selectable<Row> | undefined): StoredPassport | null {
  if (!row) return null
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
  }
}
