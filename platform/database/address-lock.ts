import { sql } from 'kysely'
import type { Store } from '../../core/ports/store.ts'
import type { Db } from './database.ts'

/**
 * Session lock on one lane of one address. Holder and work share one connection, so that a full pool
 * can never hold a lock and wait for a connection. A killed process gives its lock back by itself.
 */
export async function withAddressLock<T>(
  db: Db,
  lane: string,
  work: (store: Store) => Promise<T>,
  storeOn: (connection: Db) => Store,
): Promise<T | 'busy'> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${lane}, 0)`
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${key}) as held`.execute(connection)
    if (!rows[0]?.held) return 'busy'
    try {
      return await work(storeOn(connection))
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection)
    }
  })
}
