import { type Selectable, sql } from 'kysely'
import {
  type ApprovedChange,
  type ChangedField,
  isIdentityField,
} from '../../../core/domain/exchange/approved-change.ts'
import type { ApprovedChanges, WaitingChange } from '../../../core/ports/exchange.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { ApprovedChanges as Row } from '../schema.ts'

const COLUMN_OF = {
  fullName: 'full_name',
  birthDate: 'birth_date',
  sex: 'sex',
  idNumber: 'id_number',
  phone: 'phone',
  dose: 'dose',
} as const satisfies Record<ChangedField, string>

export function approvedChangesStore(db: Db, now: () => Date): ApprovedChanges {
  return {
    add: async (change) => {
      await db
        .insertInto('approved_changes')
        .values({ ...columnsOf(change), created_at: now() })
        .execute()
    },
    waiting: (unitId) => waiting(db, unitId),
    lockWaiting: async (unitId) => {
      // One export of a unit at a time: the second waits and then finds nothing left.
      await sql`select pg_advisory_xact_lock(hashtext(${`export ${unitId}`}))`.execute(db)
      return waiting(db, unitId)
    },
    byIds: async (ids) => {
      if (ids.length === 0) return []
      return (
        await db
          .selectFrom('approved_changes')
          .selectAll()
          .where('id', 'in', [...ids])
          .execute()
      ).map(changeOf)
    },
    ofReport: async (reportId) => {
      const rows = db.selectFrom('approved_changes').selectAll().where('report_id', '=', reportId)
      return (await rows.orderBy('id').execute()).map(changeOf)
    },
    ofLatestPoliceRow: (identityCaseId) => ofLatestPoliceRow(db, identityCaseId),
    setState: async (ids, state) => {
      if (ids.length > 0)
        await db
          .updateTable('approved_changes')
          .set({ state })
          .where('id', 'in', [...ids])
          .execute()
    },
    ...conflicts(db),
  }
}

/** What officers say about a value that somebody else has written over meanwhile. */
function conflicts(db: Db): Pick<ApprovedChanges, 'acceptConflict' | 'keepPlatform'> {
  return {
    acceptConflict: async (id, recorded) => {
      await db
        .updateTable('approved_changes')
        .set({ state: 'approved', recorded: json(recorded), kept_by: null })
        .where('id', '=', id)
        .execute()
    },
    keepPlatform: async (id, { firstBy, secondBy }) => {
      await db
        .updateTable('approved_changes')
        .set({ kept_by: firstBy, kept_second_by: secondBy })
        .where('id', '=', id)
        .execute()
    },
  }
}

async function ofLatestPoliceRow(db: Db, identityCaseId: string): Promise<ApprovedChange[]> {
  const latest = db
    .selectFrom('approved_changes')
    .select('police_row_id')
    .where('identity_case_id', '=', identityCaseId)
    .orderBy('created_at', 'desc')
    .limit(1)
  const rows = db.selectFrom('approved_changes').selectAll().where('police_row_id', '=', latest)
  return (await rows.orderBy('id').execute()).map(changeOf)
}

async function waiting(db: Db, unitId: string): Promise<WaitingChange[]> {
  const rows = await db
    .selectFrom('approved_changes as a')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .leftJoin('identity_cases as c', 'c.id', 'a.identity_case_id')
    .leftJoin('reports as r', 'r.id', 'a.report_id')
    .selectAll('a')
    .select(['c.class as case_class', 'r.state as report_state'])
    .leftJoin('platform_tasks as t', (join) =>
      join.onRef('t.subject_id', '=', 'a.id').on('t.kind', '=', 'dose_elsewhere'),
    )
    // A dose goes to the Platform by the hand of the place that typed it (features G12).
    .where(sql<boolean>`coalesce(t.unit_id, p.unit_id) = ${unitId}`)
    .where('a.state', 'in', ['approved', 'not_landed', 'changed_by_other'])
    .orderBy('p.name_folded')
    .orderBy('p.id')
    .orderBy('a.created_at')
    .execute()
  return rows.map((row) => ({
    ...changeOf(row),
    caseClass: row.case_class as WaitingChange['caseClass'],
    reportState: row.report_state as WaitingChange['reportState'],
  }))
}

function columnsOf(change: ApprovedChange) {
  return {
    id: change.id,
    person_id: change.personId,
    field: COLUMN_OF[change.field],
    kind: kindOf(change.field),
    dose_id: change.doseId,
    recorded: json(change.recorded),
    correct: json(change.correct),
    police_row_id: change.policeRowId,
    health_event_id: change.healthEventId,
    dose_removal_id: change.doseRemovalId ?? null,
    identity_case_id: change.identityCaseId,
    report_id: change.reportId,
    foreigner: change.foreigner,
    state: change.state,
  }
}

/** Our name of a column of approved_changes.field. */
export function fieldOfColumn(column: string): ChangedField {
  const field = (Object.keys(COLUMN_OF) as ChangedField[]).find((name) => COLUMN_OF[name] === column)
  if (!field) throw new Error(`approved_changes.field holds an unknown name: ${column}`)
  return field
}

function kindOf(field: ChangedField): string {
  if (isIdentityField(field)) return 'identity'
  return field === 'dose' ? 'dose' : 'contact'
}

function changeOf(row: Selectable<Row>): ApprovedChange {
  return {
    id: row.id,
    personId: row.person_id,
    field: fieldOfColumn(row.field),
    doseId: row.dose_id,
    recorded: row.recorded === null ? null : fromJson(row.recorded),
    correct: fromJson(row.correct),
    policeRowId: row.police_row_id,
    healthEventId: row.health_event_id,
    doseRemovalId: row.dose_removal_id,
    keptBy: row.kept_by,
    identityCaseId: row.identity_case_id,
    reportId: row.report_id,
    foreigner: row.foreigner,
    state: row.state as ApprovedChange['state'],
  }
}
