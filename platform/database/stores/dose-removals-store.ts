import { type Selectable, sql } from 'kysely'
import type { DoseRemoval, DoseRemovals } from '../../../core/ports/platform-desk.ts'
import type { Db } from '../database.ts'
import type { DoseRemovals as Row } from '../schema.ts'

export function doseRemovalsStore(db: Db): DoseRemovals {
  return {
    peopleWithCloseDoses: (unitId, days, limit) => peopleWithCloseDoses(db, unitId, days, limit),
    ofPeople: async (personIds) => {
      if (personIds.length === 0) return []
      const rows = db
        .selectFrom('dose_removals')
        .selectAll()
        .where('person_id', 'in', [...personIds])
      return (await rows.orderBy('first_at').execute()).map(removalOf)
    },
    propose: async (removal) => {
      const values = {
        id: removal.id,
        unit_id: removal.unitId,
        person_id: removal.personId,
        keep_dose_id: removal.keepDoseId,
        remove_dose_id: removal.removeDoseId,
        both_real: removal.bothReal,
        reason: removal.reason,
        first_by: removal.firstBy,
        first_at: removal.firstAt,
      }
      const result = await db
        .insertInto('dose_removals')
        .values(values)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    lock: async (id) => {
      const row = await db.selectFrom('dose_removals').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      return row ? removalOf(row) : null
    },
    decide: async (id, { by, at }) => {
      await db.updateTable('dose_removals').set({ second_by: by, second_at: at }).where('id', '=', id).execute()
    },
    takenAway: async (doseId, importId) => {
      // First named as the reading that no longer shows it, for the history (0023).
      await db.updateTable('doses').set({ import_id: importId }).where('id', '=', doseId).execute()
      await db.deleteFrom('doses').where('id', '=', doseId).execute()
    },
    takeBack: async (id) => {
      await db.deleteFrom('dose_removals').where('id', '=', id).where('second_by', 'is', null).execute()
    },
  }
}

/** Doses of one person, of records that officers joined too, that stand closer than vaccines are given. */
async function peopleWithCloseDoses(db: Db, unitId: string, days: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with whole as (
      select coalesce(j.kept_id, d.person_id) as person_id, d.id, d.given_on from doses d
      left join record_joins j on j.joined_id = d.person_id and j.confirmed_at is not null and j.undone_at is null
      where d.given_on is not null)
    select distinct p.id, p.name_folded from people p join whole a on a.person_id = p.id
    join whole b on b.person_id = a.person_id and b.id > a.id and abs(a.given_on - b.given_on) < ${days}
    where p.unit_id = ${unitId} order by p.name_folded, p.id limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

function removalOf(row: Selectable<Row>): DoseRemoval {
  return {
    id: row.id,
    unitId: row.unit_id,
    personId: row.person_id,
    keepDoseId: row.keep_dose_id,
    removeDoseId: row.remove_dose_id,
    bothReal: row.both_real,
    reason: row.reason,
    firstBy: row.first_by,
    firstAt: row.first_at,
    secondBy: row.second_by,
    secondAt: row.second_at,
  }
}
