import { type Selectable, sql } from 'kysely'
import type { HamletSays, IdentityCase, IdentityCases, WaitingCase } from '../../../core/ports/identity-cases.ts'
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
    .select(REPORT_CODES.as('report_codes'))
    .select(HAMLET_SAYS.as('hamlet_says'))
    .select(URGENT.as('urgent'))
    .select(REGISTER_DIFFERS_AT.as('register_differs_at'))
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
    hamletSays: row.hamlet_says,
    urgent: row.urgent,
    registerDiffersAt: row.register_differs_at,
  }))
}

/** Codes of the reports that stand on the case `c`, oldest first. */
export const REPORT_CODES = sql<string[]>`array(select r.code from identity_case_reports l
  join reports r on r.id = l.report_id where l.identity_case_id = c.id order by r.recorded_at)`

/** One report of the case `c` stands in the urgent lane. */
const URGENT = sql<boolean>`exists (select from identity_case_reports l join reports r on r.id = l.report_id
  join urgent_uses u on u.report_id = coalesce(r.part_of, r.id) and u.lane = 'urgent' where l.identity_case_id = c.id)`

/** Since the police said that the register is wrong; what was before is of an older round. */
const REGISTER_DIFFERS_AT = sql<Date | null>`(select max(e.at) from identity_case_events e where e.identity_case_id = c.id
  and c.state = 'register_wrong' and e.action = 'register_differs' and e.at >= c.updated_at)`

/** Only the newest answer counts: after a new round the old one is history. */
const HAMLET_SAYS = sql<HamletSays | null>`(select case when w.corrected = '{}' then null else jsonb_build_object(
    'list', l.number, 'settled', w.settled, 'fields', (select jsonb_object_agg(k.key,
      jsonb_build_object('station', w.facts ->> k.key, 'hamlet', k.value)) from jsonb_each_text(w.corrected) k)) end
  from hamlet_rows w join hamlet_lists l on l.id = w.list_id
  where w.identity_case_id = c.id and w.answer is not null order by w.answered_at desc limit 1)`

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

export function caseOf(row: Selectable<Row>): IdentityCase {
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
