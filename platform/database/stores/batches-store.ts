import { type Selectable, sql } from 'kysely'
import { BATCH_FAULTS, type BatchFault } from '../../../core/domain/batch/find-batches.ts'
import { IMPOSSIBLE_DAYS } from '../../../core/domain/exchange/same-dose.ts'
import type { Scope } from '../../../core/policy.ts'
import type { BatchDose, Batches, WrongBatch } from '../../../core/ports/batches.ts'
import type { Db } from '../database.ts'
import type { WrongBatches } from '../schema.ts'
import { inScope } from './in-scope.ts'

export function batchesStore(db: Db): Batches {
  const rows = () => db.selectFrom('wrong_batches').selectAll()
  return {
    groups: (scope) => groups(db, scope),
    keep: async (batches) => {
      for (const batch of batches) await keep(db, batch)
    },
    list: async (scope) => {
      const mine = rows().where(inScope(scope, 'unit_id'))
      return (await mine.orderBy('state').orderBy('wrong', 'desc').orderBy('id').limit(200).execute()).map(batchOf)
    },
    get: async (id) => oneOf(await rows().where('id', '=', id).executeTakeFirst()),
    lock: async (id) => oneOf(await rows().where('id', '=', id).forUpdate().executeTakeFirst()),
    dosesOf: async ({ unitId, facility, givenOn, enteredBy }) => {
      const found = await sql<BatchDose>`select d.person_id as "personId", p.record_id as "recordId",
          d.platform_dose_id as "platformDoseId", p.full_name as "fullName", d.vaccine, d.lot, d.given_text as "givenText",
          ${FAULT} as fault, (select jsonb_build_object('givenOn', c->>'givenOn', 'vaccine', c->>'vaccine', 'lot', c->>'lot')
            from reports r, jsonb_array_elements(r.doses) c where r.person_id = p.id and c->>'doseId' = d.id::text
              and r.state <> 'withdrawn' order by r.recorded_at desc limit 1) as said
        from doses d join people p on p.id = d.person_id
        where p.unit_id = ${unitId} and d.facility = ${facility} and d.given_on = ${givenOn}
          and coalesce(d.entered_by, '') = ${enteredBy} order by p.record_id, d.id`.execute(db)
      return found.rows
    },
    setState: async (id, state, { staffId, at }) => {
      const decided = { state, decided_by: staffId, decided_at: at }
      await db.updateTable('wrong_batches').set(decided).where('id', '=', id).execute()
    },
  }
}

/** One fault a dose, the one that says most first. */
const FAULT = sql<BatchFault | null>`case
  when exists (select from reports r, jsonb_array_elements(r.doses) c where r.person_id = p.id and c->>'doseId' = d.id::text
    and r.state not in ('withdrawn', 'refused')) then 'reported'
  when exists (select from doses o where o.person_id = d.person_id and o.id <> d.id
    and abs(o.given_on - d.given_on) < ${IMPOSSIBLE_DAYS}) then 'too_close'
  when p.class in ('no_id', 'malformed_id', 'wrong_facts') then p.class end`

async function groups(db: Db, scope: Scope) {
  const { rows } = await sql<{
    unit_id: string
    facility: string
    given_on: string
    entered_by: string
    doses: number
    faults: Partial<Record<BatchFault, number>>
  }>`select unit_id, facility, given_on, entered_by, sum(n)::int as doses,
      coalesce(jsonb_object_agg(fault, n) filter (where fault is not null), '{}') as faults
    from (select p.unit_id, d.facility, d.given_on::text as given_on, coalesce(d.entered_by, '') as entered_by,
        ${FAULT} as fault, count(*)::int as n
      from doses d join people p on p.id = d.person_id
      where ${inScope(scope, 'p.unit_id')} and d.facility is not null and d.given_on is not null
      group by 1, 2, 3, 4, 5) counted
    group by 1, 2, 3, 4`.execute(db)
  return rows.map((row) => ({
    unitId: row.unit_id,
    facility: row.facility,
    givenOn: row.given_on,
    enteredBy: row.entered_by,
    doses: row.doses,
    faults: row.faults,
  }))
}

async function keep(db: Db, batch: Omit<WrongBatch, 'state'>): Promise<void> {
  const figures = { doses: batch.doses, wrong: batch.wrong, site_rate: batch.siteRate }
  const said = { fault: batch.fault, fault_rows: batch.faultRows }
  const of = { facility: batch.facility, given_on: batch.givenOn, entered_by: batch.enteredBy }
  await db
    .insertInto('wrong_batches')
    .values({
      id: batch.id,
      unit_id: batch.unitId,
      ...of,
      ...figures,
      ...said,
      state: 'found',
      found_at: batch.foundAt,
    })
    .onConflict((c) =>
      c.columns(['unit_id', 'facility', 'given_on', 'entered_by']).doUpdateSet({ ...figures, ...said }),
    )
    .execute()
}

const oneOf = (row: Selectable<WrongBatches> | undefined) => (row ? batchOf(row) : null)

function batchOf(row: Selectable<WrongBatches>): WrongBatch {
  return {
    id: row.id,
    unitId: row.unit_id,
    facility: row.facility,
    givenOn: row.given_on,
    enteredBy: row.entered_by,
    doses: row.doses,
    wrong: row.wrong,
    siteRate: row.site_rate,
    fault: BATCH_FAULTS.find((fault) => fault === row.fault) ?? 'reported',
    faultRows: row.fault_rows,
    state: row.state as WrongBatch['state'],
    foundAt: row.found_at,
  }
}
