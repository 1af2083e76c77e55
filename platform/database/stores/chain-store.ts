import { type RawBuilder, sql } from 'kysely'
import type { AuditChain, Chain, ChainRow } from '../../../core/ports/audit.ts'
import type { Db } from '../database.ts'

const DAY_AND_TIME = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US'`)

/** Every column by name: a column added later does not break the chain of what was written before it. */
const events = (owner: string) => ({
  key: sql.raw('r.id'),
  keyType: sql.raw('uuid'),
  text: sql`jsonb_build_array(r.id, ${sql.ref(`r.${owner}`)}, r.seq, r.action, r.from_state, r.to_state, r.actor_kind, r.staff_id,
    r.unit_id, r.detail, to_char(r.at at time zone 'UTC', ${DAY_AND_TIME}), encode(r.prev_hash, 'hex'), encode(r.hash, 'hex'))::text`,
})

const ROWS: Record<Chain, { key: RawBuilder<unknown>; keyType: RawBuilder<unknown>; text: RawBuilder<unknown> }> = {
  audit: {
    key: sql.raw('r.seq'),
    keyType: sql.raw('bigint'),
    text: sql`jsonb_build_array(r.seq, to_char(r.at at time zone 'UTC', ${DAY_AND_TIME}), r.actor_kind, r.staff_id, r.action,
      r.subject_kind, r.subject_id, r.detail)::text`,
  },
  report_events: events('report_id'),
  identity_case_events: events('identity_case_id'),
  police_list_events: events('list_id'),
}

/** Links over rows of other tables (features L01). The text of a row is made by the database, so that it is the same each time. */
export function chainStore(db: Db): AuditChain {
  return { ...sealing(db), ...checking(db) }
}

function sealing(db: Db): Pick<AuditChain, 'takeWaiting' | 'last' | 'append'> {
  return {
    takeWaiting: async (chain, atMost) => {
      const { key, keyType, text } = ROWS[chain]
      await sql`select pg_advisory_xact_lock(hashtext(${`chain|${chain}`}))`.execute(db)
      const { rows } = await sql<{ no: string; row_key: string; text: string | null }>`
        with taken as (delete from chain_waiting where no in (
          select no from chain_waiting where chain = ${chain} order by no limit ${atMost}) returning no, row_key)
        select taken.no, taken.row_key, case when ${key} is null then null else ${text} end as text
        from taken left join ${sql.table(chain)} r on ${key} = taken.row_key::${keyType} order by taken.no`.execute(db)
      return rows.map((row) => ({ rowKey: row.row_key, text: row.text }))
    },
    last: async (chain) => {
      const row = await db
        .selectFrom('chain_links')
        .select(['no', 'row_key', 'mac'])
        .where('chain', '=', chain)
        .orderBy('no', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? { no: Number(row.no), rowKey: row.row_key, mac: row.mac } : null
    },
    append: async (chain, links, at) => {
      const rows = links.map(({ no, rowKey, mac }) => ({ chain, no, row_key: rowKey, mac, sealed_at: at }))
      await db.insertInto('chain_links').values(rows).execute()
    },
  }
}

function checking(db: Db): Pick<AuditChain, 'after' | 'waiting' | 'unchained'> {
  return {
    after: async (chain, no, atMost) => {
      const { key, keyType, text } = ROWS[chain]
      const { rows } = await sql<{ no: string; row_key: string; mac: Buffer; text: ChainRow['text'] }>`
        select l.no, l.row_key, l.mac, case when ${key} is null then null else ${text} end as text
        from (select no, row_key, mac from chain_links where chain = ${chain} and no > ${no} order by no limit ${atMost}) l
        left join ${sql.table(chain)} r on ${key} = l.row_key::${keyType} order by l.no`.execute(db)
      return rows.map((row) => ({ no: Number(row.no), rowKey: row.row_key, mac: row.mac, text: row.text }))
    },
    waiting: async (chain) => {
      const { count } = await db
        .selectFrom('chain_waiting')
        .select((e) => e.fn.countAll<string>().as('count'))
        .where('chain', '=', chain)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    unchained: async (chain) => {
      const { key } = ROWS[chain]
      const { rows } = await sql<{ row_key: string }>`
        select ${key}::text as row_key from ${sql.table(chain)} r
        where not exists (select from chain_links l where l.chain = ${chain} and l.row_key = ${key}::text)
          and not exists (select from chain_waiting w where w.chain = ${chain} and w.row_key = ${key}::text)
        order by ${key} limit 1`.execute(db)
      return rows[0]?.row_key ?? null
    },
  }
}
