import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** `DS-2026-0001`: the next number of the year; a second transaction waits until this one is over. */
export async function yearlyNumber(
  db: Db,
  table: 'police_lists' | 'hamlet_lists' | 'exports' | 'signing_minutes',
  prefix: string,
  year: string,
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${`${table} ${year}`}))`.execute(db)
  const start = `${prefix}-${year}-`
  const { rows } = await sql<{ last: number | null }>`
    select max(substr(number, ${start.length + 1})::int) as last from ${sql.table(table)} where number like ${`${start}%`}`.execute(
    db,
  )
  return `${start}${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`
}
