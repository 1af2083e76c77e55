import { type Selectable, sql } from 'kysely'
import type { IdentityCaseState } from '../../../core/domain/identity-case/identity-case-lifecycle.ts'
import { OPEN_REPORT_STATES, type ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import type { SignedRecord, SignedRecords, SignedSummary, SigningCandidate } from '../../../core/ports/signing.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { SignedRecords as Row } from '../schema.ts'
import { doseOf, recordOf } from './records-store.ts'
import { signingChecks } from './signing-checks-store.ts'

export function signedRecordsStore(db: Db): SignedRecords {
  return {
    candidates: async (unitId, limit) => {
      const query = people(db).where('p.unit_id', '=', unitId).where('p.signed_at', 'is', null)
      return withDoses(db, await query.orderBy('p.name_folded').orderBy('p.id').limit(limit).execute())
    },
    lockCandidates: async (personIds) => {
      if (personIds.length === 0) return []
      return withDoses(
        db,
        await people(db)
          .where('p.id', 'in', [...personIds])
          .orderBy('p.id')
          .forUpdate('p')
          .execute(),
      )
    },
    insert: async (signed) => {
      const result = await db
        .insertInto('signed_records')
        .values(columnsOf(signed))
        .onConflict((c) => c.columns(['person_id', 'sha256']).where('method', '=', 'minutes').doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    get: async (id) => {
      const row = await db.selectFrom('signed_records').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? signedOf(row) : null
    },
    withoutPassport: (personId) => withoutPassport(db, personId),
    signedSince: (unitId, at) => signedSince(db, unitId, at),
    ...signingChecks(db),
    markSigned: async (personId, at) => {
      await db.updateTable('people').set({ signed_at: at, updated_at: at }).where('id', '=', personId).execute()
      await db
        .updateTable('doses')
        .set({ signed_at: at })
        .where('person_id', '=', personId)
        .where('number', 'is not', null)
        .where('given_on', 'is not', null)
        .execute()
    },
  }
}

async function withoutPassport(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('signed_records as s')
    .leftJoin('passports as p', 'p.signed_record_id', 's.id')
    .select('s.id')
    .where('s.person_id', '=', personId)
    .where('s.method', '=', 'certificate')
    .where('p.id', 'is', null)
    .orderBy('s.signed_at', 'desc')
    .limit(1)
    .execute()
  return rows.map((row) => row.id)
}

async function signedSince(db: Db, unitId: string, at: Date): Promise<SignedSummary[]> {
  const rows = await db
    .selectFrom('signed_records as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .innerJoin('staff as o', 'o.id', 's.signed_by')
    .select(['s.id', 's.method', 's.signed_at', 's.minutes', 's.revocation'])
    .select(['p.record_id', 'p.full_name', 'o.full_name as signer'])
    .where('s.unit_id', '=', unitId)
    .where('s.signed_at', '>=', at)
    .orderBy('s.signed_at', 'desc')
    .orderBy('p.name_folded')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    method: row.method as SignedRecord['method'],
    signedAt: row.signed_at,
    minutes: row.minutes === null ? null : fromJson(row.minutes),
    revocation: row.revocation as SignedRecord['revocation'],
    recordId: row.record_id,
    personName: row.full_name,
    signedByName: row.signer,
  }))
}

const people = (db: Db) =>
  db
    .selectFrom('people as p')
    .selectAll('p')
    .select([
      sql<IdentityCaseState | null>`(select c.state from identity_cases c
        where c.person_id = p.id and c.state not in ('matched', 'withdrawn'))`.as('open_case'),
      sql<ReportState[]>`array(select r.state from reports r
        where r.person_id = p.id and r.state = any(${[...OPEN_REPORT_STATES]}))`.as('open_reports'),
      sql<boolean>`exists (select from disputed_doses x join doses d on d.id = x.dose_id
        where d.person_id = p.id and x.released_at is null)`.as('frozen_dose'),
      sql<boolean>`exists (select from record_joins j join doses d on d.person_id = j.joined_id
        where p.id in (j.kept_id, j.joined_id) and j.confirmed_at is not null and j.undone_at is null)`.as(
        'two_records',
      ),
      sql<boolean>`exists (select from signed_records s where s.person_id = p.id and s.method = 'minutes')`.as(
        'by_minutes',
      ),
    ])

type PersonRow = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

async function withDoses(db: Db, found: PersonRow[]): Promise<SigningCandidate[]> {
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  const doses = await db.selectFrom('doses').selectAll().where('person_id', 'in', ids).orderBy('number').execute()
  const perPerson = Map.groupBy(doses, (dose) => dose.person_id)
  return found.map((row) => ({
    record: recordOf(row),
    openCase: row.open_case,
    openReports: row.open_reports,
    twoRecords: row.two_records,
    frozenDose: row.frozen_dose,
    byMinutes: row.by_minutes,
    doses: (perPerson.get(row.id) ?? []).map(doseOf),
  }))
}

function columnsOf(signed: SignedRecord) {
  return {
    id: signed.id,
    person_id: signed.personId,
    unit_id: signed.unitId,
    signed_by: signed.signedBy,
    canonical: signed.canonical,
    sha256: signed.sha256,
    method: signed.method,
    driver: signed.driver,
    minutes_id: signed.minutesId,
    signature: signed.signature,
    signer: signed.signer && json(signed.signer),
    revocation: signed.revocation,
    minutes: signed.minutes && json(signed.minutes),
    signed_at: signed.signedAt,
  }
}

function signedOf(row: Selectable<Row>): SignedRecord {
  return {
    id: row.id,
    personId: row.person_id,
    unitId: row.unit_id,
    signedBy: row.signed_by,
    canonical: row.canonical,
    sha256: row.sha256,
    method: row.method as SignedRecord['method'],
    driver: row.driver as SignedRecord['driver'],
    minutesId: row.minutes_id,
    signature: row.signature,
    signer: row.signer === null ? null : fromJson(row.signer),
    revocation: row.revocation as SignedRecord['revocation'],
    minutes: row.minutes === null ? null : fromJson(row.minutes),
    signedAt: row.signed_at,
  }
}
