import { type Selectable, sql } from 'kysely'
import type { IdentityCase, IdentityCases, WaitingCase } from '../../../core/ports/identity-cases.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { IdentityCases as Row } from '../schema.ts'

export function identityCasesStore(db: Db): IdentityCases {
  const rows = () => db.selectFrom('identity_cases').selectAll()
  return {
    insert: async (identityCase) => {
      await db.insertInto('identity_cases').values(columnsOf(identityCase)).execute()
    },
    lock: async (id) => caseOrNull(await rows().where('id', '=', id).forUpdate().executeTakeFirst()),
    lockOpenOf: async (personId) =>
      caseOrNull(
        await rows()
          .where('person_id', '=', personId)
          .where('state', 'not in', ['matched', 'withdrawn'])
          .forUpdate()
          .executeTakeFirst(),
      ),
    save: async (identityCase) => {
      const result = await db
        .updateTable('identity_cases')
        .set({ ...columnsOf(identityCase), version: identityCase.version + 1 })
        .where('id', '=', identityCase.id)
        .where('version', '=', identityCase.version)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    linkReport: async (identityCaseId, reportId) => {
      await db
        .insertInto('identity_case_reports')
        .values({ identity_case_id: identityCaseId, report_id: reportId })
        .onConflict((c) => c.doNothing())
        .execute()
    },
    reportIdsOf: async (identityCaseId) => {
      const links = await db
        .selectFrom('identity_case_reports')
        .innerJoin('reports', 'reports.id', 'report_id')
        .select('report_id')
        .where('identity_case_id', '=', identityCaseId)
        .orderBy('recorded_at')
        .orderBy('report_id')
        .execute()
      return links.map((link) => link.report_id)
    },
    inStates: (unitId, states, limit) => inStates(db, unitId, states, limit),
  }
}

async function inStates(
  db: Db,
  unitId: string,
  states: Parameters<IdentityCases['inStates']>[1],
  limit: number,
): Promise<WaitingCase[]> {
  const found = await db
    .selectFrom('identity_cases as c')
    .innerJoin('people as p', 'p.id', 'c.person_id')
    .selectAll('c')
    .select(['p.record_id', 'p.nationality'])
    .select(
      sql<string[]>`array(select r.code from identity_case_reports l join reports r on r.id = l.report_id
        where l.identity_case_id = c.id order by r.recorded_at)`.as('report_codes'),
    )
    .where('c.unit_id', '=', unitId)
    .where('c.state', 'in', [...states])
    .orderBy('c.created_at')
    .orderBy('c.id')
    .limit(limit)
    .execute()
  return found.map((row) => ({
    ...caseOf(row),
    recordId: row.record_id,
    nationality: row.nationality,
    reportCodes: row.report_codes,
  }))
}

function columnsOf(identityCase: IdentityCase) {
  return {
    id: identityCase.id,
    person_id: identityCase.personId,
    unit_id: identityCase.unitId,
    state: identityCase.state,
    class: identityCase.class,
    version: identityCase.version,
    rounds: identityCase.rounds,
    proposed: json(identityCase.proposed),
    created_at: identityCase.createdAt,
    updated_at: identityCase.updatedAt,
  }
}

function caseOrNull(row: Selectable<Row> | undefined): IdentityCase | null {
  return row ? caseOf(row) : null
}

function caseOf(row: Selectable<Row>): IdentityCase {
  return {
    id: row.id,
    personId: row.person_id,
    unitId: row.unit_id,
    state: row.state as IdentityCase['state'],
    class: row.class as IdentityCase['class'],
    version: row.version,
    rounds: row.rounds,
    proposed: fromJson(row.proposed),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
