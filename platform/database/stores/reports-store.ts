import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Report } from '../../../core/domain/report/report.ts'
import { OPEN_REPORT_STATES, type ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import type { Reports } from '../../../core/ports/reports.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { Reports as Row } from '../schema.ts'

export function reportsStore(db: Db): Reports {
  const one = async (column: 'id' | 'code' | 'idempotency_key', value: string) => {
    const row = await db.selectFrom('reports').selectAll().where(column, '=', value).executeTakeFirst()
    return row ? reportOf(row) : null
  }
  const many = async (column: 'person_id' | 'address' | 'phone', value: string) => {
    const rows = await db
      .selectFrom('reports')
      .selectAll()
      .where(column, '=', value)
      .orderBy('recorded_at', 'desc')
      .execute()
    return rows.map(reportOf)
  }
  return {
    insert: (report) => insert(db, report),
    get: (id) => one('id', id),
    byCode: (code) => one('code', code),
    byIdempotencyKey: async (key) => (await one('idempotency_key', key)) ?? joinedBy(db, key),
    rememberJoined: async (key, reportId, at) => {
      await db
        .insertInto('joined_submissions')
        .values({ idempotency_key: key, report_id: reportId, joined_at: at })
        .onConflict((c) => c.column('idempotency_key').doNothing())
        .execute()
    },
    lock: async (id) => {
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? reportOf(row) : null
    },
    save: async (report) => {
      const values = { ...columnsOf(report), version: report.version + 1 }
      const result = await db
        .updateTable('reports')
        .set(values)
        .where('id', '=', report.id)
        .where('version', '=', report.version)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    openAbout: (who, about) => openAbout(db, who, about),
    partsOf: (reportId) => partsOf(db, reportId),
    ofPerson: (personId) => many('person_id', personId),
    ofAddress: (address) => many('address', address),
    ofPhone: (phone) => many('phone', phone),
  }
}

const insert = async (db: Db, report: Parameters<Reports['insert']>[0]): Promise<boolean> => {
  const values = {
    ...columnsOf(report),
    id: report.id,
    idempotency_key: report.idempotencyKey,
    consent_version: report.consentVersion,
  }
  const result = await db
    .insertInto('reports')
    .values(values)
    .onConflict((c) => c.column('idempotency_key').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

const partsOf = async (db: Db, reportId: string): Promise<Report[]> => {
  const rows = await db.selectFrom('reports').selectAll().where('part_of', '=', reportId).orderBy('code').execute()
  return rows.map(reportOf)
}

const joinedBy = async (db: Db, key: string): Promise<Report | null> => {
  const row = await db
    .selectFrom('reports')
    .innerJoin('joined_submissions as joined', 'joined.report_id', 'reports.id')
    .selectAll('reports')
    .where('joined.idempotency_key', '=', key)
    .executeTakeFirst()
  return row ? reportOf(row) : null
}

const openAbout = async (
  db: Db,
  who: Parameters<Reports['openAbout']>[0],
  about: Parameters<Reports['openAbout']>[1],
) => {
  const base = db
    .selectFrom('reports')
    .selectAll()
    .where('state', 'in', [...OPEN_REPORT_STATES])
    .forUpdate()
  const mine = who.personId
    ? base.where('person_id', '=', who.personId)
    : base
        .where('person_id', 'is', null)
        .where('phone', '=', who.phone)
        .where(sql`claimant->>'birthDate'`, '=', who.birthDate)
  const rows = (await mine.orderBy('recorded_at').execute()).map(reportOf)
  return rows.filter(
    (report) =>
      report.changes.some((change) => about.fields.some((field) => field === change.field)) ||
      report.types.some((type) => about.types.includes(type)),
  )
}

function columnsOf(report: Report) {
  return {
    code: report.code,
    types: report.types,
    state: report.state,
    version: report.version,
    recorded_at: report.recordedAt,
    due_at: report.dueAt,
    round: report.round,
    unit_id: report.unitId,
    person_id: report.personId,
    claimant: json(report.claimant),
    phone: report.phone,
    address: report.address,
    locale: report.locale,
    changes: json(report.changes),
    doses: json(report.doses),
    note: report.note,
    taken_by: report.takenBy,
    refusal_reasons: report.refusalReasons,
    answer: report.answer,
    deferred_until: report.deferredUntil,
    end_state: report.endState,
    hops: report.hops,
    landed_row_id: report.landedRowId,
    part_of: report.partOf,
  }
}

export function reportOf(row: Selectable<Row>): Report {
  return {
    id: row.id,
    code: row.code,
    types: row.types as Report['types'],
    state: row.state as ReportState,
    version: row.version,
    recordedAt: row.recorded_at,
    dueAt: row.due_at,
    round: row.round,
    unitId: row.unit_id,
    partOf: row.part_of,
    personId: row.person_id,
    claimant: fromJson(row.claimant),
    phone: row.phone,
    address: row.address,
    locale: row.locale as 'vi' | 'en',
    changes: fromJson(row.changes),
    doses: fromJson(row.doses),
    note: row.note,
    takenBy: row.taken_by,
    refusalReasons: row.refusal_reasons as Report['refusalReasons'],
    answer: row.answer,
    deferredUntil: row.deferred_until,
    endState: row.end_state as Report['endState'],
    hops: row.hops,
    landedRowId: row.landed_row_id,
  }
}
