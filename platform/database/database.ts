import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>

// A date stays the text it is in the table: 1990-05-17 has no time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))

/**
 * Conversations (8), speakers (8) and tasks (4) hold one connection each for their lock while their work may ask for
 * another: with no more than these, all could wait for each other for ever.
 */
const HELD_FOR_LOCKS = 20

/** One pool for the whole process. A lost server is a fault of the query that meets it, never of the process. */
export function openDatabase(url: string, onFault: (code: string) => void, max = HELD_FOR_LOCKS + 8): Db {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'so-tiem' })
  pool.on('error', (fault) => onFault((fault as { code?: string }).code ?? 'connection_lost'))
  // While a transaction holds a connection the pool does not listen to it: its loss would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
