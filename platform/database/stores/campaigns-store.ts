import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../../core/policy.ts'
import type { Audience, Campaign, Campaigns, Recipient } from '../../../core/ports/campaigns.ts'
import type { Db } from '../database.ts'
import { audienceQuery } from './campaign-audiences.ts'
import { campaignPeopleStore } from './campaign-people-store.ts'
import { inScope } from './in-scope.ts'

export function campaignsStore(db: Db): Campaigns {
  return {
    audience: (audience, scope, notSince, now) => recipients(db, reachable(audience, scope, notSince, now)),
    sample: (audience, scope, notSince, now, limit) =>
      recipients(db, sql`${reachable(audience, scope, notSince, now)} limit ${limit}`),
    count: async (audience, scope, notSince, now) => {
      const list = reachable(audience, scope, notSince, now)
      const found = await sql<{ n: number }>`select count(*)::int as n from (${list}) everyone`.execute(db)
      return found.rows[0]?.n ?? 0
    },
    stillHolds: (audience, keys, now) =>
      recipients(db, sql`select * from (${audienceQuery(audience, now)}) a where a.recipient_key = any(${keys})`),
    get: async (id) => campaignOf(await rows(db).where('id', '=', id).executeTakeFirst()),
    lock: async (id) => campaignOf(await rows(db).where('id', '=', id).forUpdate().executeTakeFirst()),
    recent: async (scope, limit) => {
      const all = rows(db).orderBy('created_at', 'desc').limit(limit)
      const found = await all.where(inScope(scope, 'unit_id')).execute()
      return found.flatMap((row) => campaignOf(row) ?? [])
    },
    sendingNow: async (unitId, audience) => {
      const open = rows(db)
        .where('unit_id', '=', unitId)
        .where('audience', '=', audience)
        .where('state', '=', 'sending')
      return (await open.executeTakeFirst()) !== undefined
    },
    setState: async (id, state, at) => {
      const moment = state === 'stopped' ? { stopped_at: at } : state === 'finished' ? { sent_at: at } : {}
      await db
        .updateTable('campaigns')
        .set({ state, ...moment })
        .where('id', '=', id)
        .execute()
    },
    ...campaignPeopleStore(db),
  }
}

const rows = (db: Db) =>
  db.selectFrom('campaigns').select(['id', 'unit_id', 'staff_id', 'audience', 'state', 'people_total', 'created_at'])

/** One row per address: a family behind one phone is reminded once. Nobody is reminded of the same thing twice within the gap. */
function reachable(audience: Audience, scope: Scope, notSince: Date, now: Date): RawBuilder<unknown> {
  return sql`select distinct on (a.address) a.* from (${audienceQuery(audience, now)}) a
    where ${inScope(scope, 'a.unit_id')} and not exists (select from campaign_people cp join campaigns c on c.id = cp.campaign_id
      where cp.address = a.address and c.audience = ${audience} and cp.state <> 'skipped' and c.created_at > ${notSince})
    order by a.address, a.since, a.recipient_key`
}

async function recipients(db: Db, query: RawBuilder<unknown>): Promise<Recipient[]> {
  const found = await sql<RecipientRow>`${query}`.execute(db)
  return found.rows.map((row) => ({
    recipientKey: row.recipient_key,
    reportId: row.report_id,
    personId: row.person_id,
    address: row.address,
    locale: row.locale,
    code: row.code,
    fullName: row.full_name,
  }))
}

interface RecipientRow {
  recipient_key: string
  report_id: string | null
  person_id: string | null
  address: string
  locale: 'vi' | 'en'
  code: string | null
  full_name: string
}

interface CampaignRow {
  id: string
  unit_id: string
  staff_id: string
  audience: string
  state: string
  people_total: number
  created_at: Date
}

function campaignOf(row: CampaignRow | undefined): Campaign | null {
  if (!row) return null
  return {
    id: row.id,
    unitId: row.unit_id,
    staffId: row.staff_id,
    audience: row.audience as Audience,
    state: row.state as Campaign['state'],
    peopleTotal: row.people_total,
    createdAt: row.created_at,
  }
}
