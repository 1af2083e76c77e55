import { type Selectable, sql } from 'kysely'
import type { PlatformRecord, RecordedDose } from '../../../core/domain/record/platform-record.ts'
import type { Records } from '../../../core/ports/records.ts'
import type { Db } from '../database.ts'
import type { Doses, People } from '../schema.ts'

export function recordsStore(db: Db): Records {
  const people = () => db.selectFrom('people').selectAll()
  return {
    get: async (id) => firstOf(await people().where('id', '=', id).execute()),
    byRecordId: async (recordId) => firstOf(await people().where('record_id', '=', recordId).execute()),
    byNameBirthSex: async ({ nameFolded, birthDate, sex }) => {
      const rows = await people()
        .where('name_folded', '=', nameFolded)
        .where('birth_date', '=', birthDate)
        .where('sex', '=', sex)
        .orderBy('record_id')
        .limit(20)
        .execute()
      return rows.map(recordOf)
    },
    byIdNumber: async (idNumber) =>
      (await people().where('id_number', '=', idNumber).orderBy('record_id').limit(20).execute()).map(recordOf),
    byPassport: async ({ key, nationality }) =>
      (
        await people()
          .where(sql`upper(regexp_replace(id_text, '[\\s-]', '', 'g'))`, '=', key)
          .where('nationality', '<>', 'VN')
          .$if(nationality !== null, (foreign) => foreign.where('nationality', '=', nationality))
          .orderBy('record_id')
          .limit(20)
          .execute()
      ).map(recordOf),
    allForMatching: () => allForMatching(db),
    dosesOf: async (personId) =>
      (
        await db
          .selectFrom('doses')
          .selectAll()
          .where('person_id', '=', personId)
          .orderBy('given_on')
          .orderBy('number')
          .execute()
      ).map(doseOf),
  }
}

function firstOf(rows: Selectable<People>[]): PlatformRecord | null {
  return rows[0] ? recordOf(rows[0]) : null
}

async function allForMatching(db: Db) {
  const people = await db
    .selectFrom('people')
    .select([
      'id',
      'record_id',
      'full_name',
      'birth_text',
      'sex',
      'id_text',
      'phone',
      'province',
      'district',
      'commune',
    ])
    .execute()
  const doses = Map.groupBy(
    await db.selectFrom('doses').select(['person_id', 'given_text', 'vaccine']).execute(),
    (dose) => dose.person_id,
  )
  return people.map((row) => ({
    recordId: row.record_id,
    text: {
      fullName: row.full_name,
      birthDate: row.birth_text,
      sex: row.sex ?? '',
      idNumber: row.id_text,
      phone: row.phone ?? '',
      province: row.province ?? '',
      district: row.district ?? '',
      commune: row.commune ?? '',
      doses: (doses.get(row.id) ?? []).map((dose) => ({ date: dose.given_text, vaccine: dose.vaccine })),
    },
  }))
}

export function recordOf(row: Selectable<People>): PlatformRecord {
  return {
    id: row.id,
    recordId: row.record_id,
    unitId: row.unit_id,
    fullName: row.full_name,
    birthDate: row.birth_date,
    birthText: row.birth_text,
    sex: row.sex as PlatformRecord['sex'],
    idNumber: row.id_number,
    idText: row.id_text,
    nationality: row.nationality,
    phone: row.phone,
    province: row.province,
    district: row.district,
    commune: row.commune,
    address: row.address,
    facility: row.facility,
    class: row.class as PlatformRecord['class'],
    matchResult: row.match_result as PlatformRecord['matchResult'],
    signedAt: row.signed_at,
    version: row.version,
  }
}

export function doseOf(row: Selectable<Doses>): RecordedDose {
  return {
    id: row.id,
    personId: row.person_id,
    platformDoseId: row.platform_dose_id,
    number: row.number,
    vaccine: row.vaccine,
    givenOn: row.given_on,
    givenText: row.given_text,
    lot: row.lot,
    facility: row.facility,
    signedAt: row.signed_at,
  }
}
