import { type Selectable, sql } from 'kysely'
import type { PlatformDeliveries, PlatformDelivery } from '../../../core/ports/platform-desk.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { PlatformDeliveries as Row } from '../schema.ts'

export function platformDeliveriesStore(db: Db): PlatformDeliveries {
  const one = (exportId: string) => db.selectFrom('platform_deliveries').selectAll().where('export_id', '=', exportId)
  return {
    add: async (exportId) => {
      await db.insertInto('platform_deliveries').values({ export_id: exportId, state: 'waiting' }).execute()
    },
    get: async (exportId) => deliveryOf(await one(exportId).executeTakeFirst()),
    lock: async (exportId) => deliveryOf(await one(exportId).forUpdate().executeTakeFirst()),
    save: async ({ exportId, ...facts }) => {
      const values = {
        state: facts.state,
        attempts: facts.attempts,
        fault_code: facts.faultCode,
        away_since: facts.awaySince,
        told_at: facts.toldAt,
        accepted_at: facts.acceptedAt,
        receipt: facts.receipt && json(facts.receipt),
      }
      await db.updateTable('platform_deliveries').set(values).where('export_id', '=', exportId).execute()
    },
    nextOpen: async (after) => {
      const open = db.selectFrom('platform_deliveries').selectAll().where('state', 'in', ['waiting', 'handed_over'])
      const before = db.selectFrom('platform_deliveries').select('sequence').where('export_id', '=', after)
      const rest = after ? open.where('sequence', '>', before) : open
      return deliveryOf(await rest.orderBy('sequence').limit(1).executeTakeFirst())
    },
    reportsIn: (exportId) => reportsIn(db, exportId),
    unitsAwaiting: (before) => unitsAwaiting(db, before),
  }
}

async function reportsIn(db: Db, exportId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.id from export_rows e join approved_changes c on c.id = any(e.change_ids)
    left join identity_case_reports i on i.identity_case_id = c.identity_case_id
    join reports r on r.id in (c.report_id, i.report_id)
    where e.export_id = ${exportId} order by r.id`.execute(db)
  return rows.map((row) => row.id)
}

async function unitsAwaiting(db: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select distinct p.unit_id from exports x left join platform_deliveries d on d.export_id = x.id
    join export_rows e on e.export_id = x.id and e.state = 'exported' join people p on p.id = e.person_id
    where x.created_at < ${before} and (d.export_id is null or d.accepted_at < ${before}) order by 1`.execute(db)
  return rows.map((row) => row.unit_id)
}

function deliveryOf(row: Selectable<Row> | undefined): PlatformDelivery | null {
  if (!row) return null
  return {
    exportId: row.export_id,
    state: row.state as PlatformDelivery['state'],
    attempts: row.attempts,
    faultCode: row.fault_code,
    awaySince: row.away_since,
    toldAt: row.told_at,
    acceptedAt: row.accepted_at,
    receipt: row.receipt === null ? null : fromJson(row.receipt),
  }
}
