import { sql } from 'kysely'
import { USUAL_ROWS_A_DAY } from '../../../core/domain/police-list/police-room.ts'
import type { LoadConsent, PoliceLoads } from '../../../core/ports/police-loads.ts'
import type { Db } from '../database.ts'

export function policeLoadsStore(db: Db): PoliceLoads {
  const capacityOf = async (policeUnitId: string) => {
    const rows = db.selectFrom('police_capacities').select('rows_per_officer_day as rows')
    return (await rows.where('police_unit_id', '=', policeUnitId).executeTakeFirst())?.rows ?? null
  }
  return {
    ...consents(db),
    hold: async (policeUnitId) => {
      await db.selectFrom('units').select('id').where('id', '=', policeUnitId).forNoKeyUpdate().execute()
    },
    of: async (policeUnitId, answeredSince) => {
      const { rows } = await sql<{ officers: number; lists: number; open: number; hours: number | null }>`
        select (select count(*)::int from staff where unit_id = ${policeUnitId} and closed_at is null
            and role in ('police_officer', 'police_chief')) as officers,
          count(distinct l.id) filter (where r.open and r.answer is null)::int as lists,
          count(*) filter (where r.open and r.answer is null)::int as open,
          percentile_cont(0.5) within group (order by extract(epoch from r.answered_at - l.created_at) / 3600)
            filter (where r.answered_at >= ${answeredSince} and r.mended_at is null) as hours
        from police_lists l join police_rows r on r.list_id = l.id where l.police_unit_id = ${policeUnitId}`.execute(db)
      const [found] = rows
      return {
        officers: found?.officers ?? 0,
        rowsPerOfficerDay: (await capacityOf(policeUnitId)) ?? USUAL_ROWS_A_DAY,
        openLists: found?.lists ?? 0,
        openRows: found?.open ?? 0,
        medianHours: found?.hours === null || found === undefined ? null : Number(found.hours),
      }
    },
    capacityOf,
    setCapacity: async (policeUnitId, rowsPerOfficerDay, { staffId, at }) => {
      const set = { rows_per_officer_day: rowsPerOfficerDay, set_by: staffId, set_at: at }
      await db
        .insertInto('police_capacities')
        .values({ police_unit_id: policeUnitId, ...set })
        .onConflict((c) => c.column('police_unit_id').doUpdateSet(set))
        .execute()
    },
  }
}

function consents(db: Db): Omit<PoliceLoads, 'hold' | 'of' | 'capacityOf' | 'setCapacity'> {
  const waiting = () => waitingConsents(db)
  return {
    ask: async ({ id, unitId, policeUnitId, rows, reason, askedBy, askedAt }) => {
      const asked = { rows, reason, asked_by: askedBy, asked_at: askedAt }
      const result = await db
        .insertInto('police_load_consents')
        .values({ id, unit_id: unitId, police_unit_id: policeUnitId, ...asked })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    waiting: ({ unitIds }) => {
      if (unitIds !== 'all' && unitIds.length === 0) return Promise.resolve<LoadConsent[]>([])
      const rows = unitIds === 'all' ? waiting() : waiting().where('c.unit_id', 'in', unitIds)
      return rows.orderBy('c.asked_at').execute()
    },
    lock: async (id) => (await waiting().where('c.id', '=', id).forUpdate('c').executeTakeFirst()) ?? null,
    decide: async (id, granted, { staffId, at }) => {
      await db
        .updateTable('police_load_consents')
        .set({ granted, decided_by: staffId, decided_at: at })
        .where('id', '=', id)
        .execute()
    },
    answerFor: async (unitId) => {
      const row = await db
        .selectFrom('police_load_consents')
        .select(['id', 'rows', 'granted', 'decided_at', 'list_id'])
        .where('unit_id', '=', unitId)
        .where('decided_at', 'is not', null)
        .orderBy('decided_at', 'desc')
        .limit(1)
        .forUpdate()
        .executeTakeFirst()
      if (!row || row.granted === null || row.decided_at === null || row.list_id !== null) return null
      return { id: row.id, rows: row.rows, granted: row.granted, decidedAt: row.decided_at }
    },
    use: async (id, listId) => {
      await db.updateTable('police_load_consents').set({ list_id: listId }).where('id', '=', id).execute()
    },
  }
}

const waitingConsents = (db: Db) =>
  db
    .selectFrom('police_load_consents as c')
    .innerJoin('units as u', 'u.id', 'c.unit_id')
    .innerJoin('units as p', 'p.id', 'c.police_unit_id')
    .select(['c.id', 'c.unit_id as unitId', 'u.name as unitName', 'c.police_unit_id as policeUnitId'])
    .select(['p.name as policeUnitName', 'c.rows', 'c.reason', 'c.asked_by as askedBy', 'c.asked_at as askedAt'])
    .where('c.decided_at', 'is', null)
