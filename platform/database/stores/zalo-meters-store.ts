import { sql } from 'kysely'
import type { MeterName } from '../../../core/domain/zalo/meter.ts'
import type { ZaloAccounts } from '../../../core/ports/zalo-accounts.ts'
import type { Db } from '../database.ts'

/** The part of the Zalo account store that keeps the last seen allowances. */
export function zaloMetersStore(db: Db): Pick<ZaloAccounts, 'saw' | 'meters'> {
  return {
    saw: async (appId, readings, at) => {
      for (const { meter, remain, total } of readings) {
        const values = { remain, total, seen_at: at }
        await db
          .insertInto('zalo_meters')
          .values({ app_id: appId, meter, most_seen: remain, ...values })
          .onConflict((c) =>
            c.columns(['app_id', 'meter']).doUpdateSet({
              ...values,
              most_seen: sql<number>`greatest(zalo_meters.most_seen, excluded.remain)`,
            }),
          )
          .execute()
      }
    },
    meters: async (appId) => {
      const rows = await db.selectFrom('zalo_meters').selectAll().where('app_id', '=', appId).orderBy('meter').execute()
      return rows.map((row) => ({
        meter: row.meter as MeterName,
        remain: row.remain,
        total: row.total,
        mostSeen: row.most_seen,
        seenAt: row.seen_at,
      }))
    },
  }
}
