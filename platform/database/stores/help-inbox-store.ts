import { type Selectable, sql } from 'kysely'
import { SAID_KINDS } from '../../../core/domain/thread/thread-order.ts'
import type { Scope } from '../../../core/policy.ts'
import type { Contacts } from '../../../core/ports/contacts.ts'
import type { HelpRequests, InboxEntry } from '../../../core/ports/help-requests.ts'
import type { Db } from '../database.ts'
import type { HelpRequests as Row } from '../schema.ts'
import { helpRequestOf } from './help-request-row.ts'
import { inScope } from './in-scope.ts'
import { lastHopOf } from './last-hop.ts'

type InboxRow = Selectable<Row> &
  Pick<InboxEntry, 'unitName' | 'holderName' | 'personName' | 'reportCode' | 'unreached'> & {
    lastReply: Date | null
  }

/** What the inbox page shows: who waits how long, and how quickly people were answered. */
export function helpInboxStore(
  db: Db,
  contacts: Pick<Contacts, 'groupOf'>,
): Pick<HelpRequests, 'openOf' | 'answerTimes'> {
  return {
    openOf: async (scope, unitId, limit) => {
      const entries: InboxEntry[] = []
      for (const row of await openRows(db, scope, unitId, limit)) {
        const waitingSince = await waitingSinceOf(db, row, contacts)
        const { unitName, holderName, personName, reportCode, unreached } = row
        entries.push({ ...helpRequestOf(row), unitName, holderName, personName, reportCode, waitingSince, unreached })
      }
      const since = (entry: InboxEntry) => entry.waitingSince?.getTime() ?? Number.POSITIVE_INFINITY
      return entries.sort((a, b) => since(a) - since(b) || a.askedAt.getTime() - b.askedAt.getTime())
    },
    answerTimes: async (scope, since) => {
      const { rows } = await sql<{ answered: number; minutes: number | null; unanswered: number }>`
        select count(answered_at)::int as answered,
          count(*) filter (where answered_at is null and state in ('waiting', 'talking'))::int as unanswered,
          extract(epoch from percentile_disc(0.8) within group (order by answered_at - asked_at))::float8 / 60 as minutes
        from help_requests h where ${inScope(scope, 'h.unit_id')} and asked_open and asked_at >= ${since}`.execute(db)
      const found = rows[0]
      return {
        answered: found?.answered ?? 0,
        p80Minutes: found?.minutes ?? null,
        unanswered: found?.unanswered ?? 0,
      }
    },
  }
}

async function openRows(db: Db, scope: Scope, unitId: string | null, limit: number): Promise<InboxRow[]> {
  const ofUnit = unitId ? sql`h.unit_id = ${unitId}` : sql`true`
  const { rows } = await sql<InboxRow>`
    select h.*, u.name as "unitName", s.full_name as "holderName", p.full_name as "personName", r.code as "reportCode",
      coalesce(last.at, h.answered_at) as "lastReply", coalesce(sent.state = 'failed', false)
        and coalesce(hop.state = 'failed', true) as unreached
    from help_requests h join units u on u.id = h.unit_id
    left join lateral (select id, at from staff_replies where help_request_id = h.id order by at desc limit 1) last on true
    left join outbox sent on sent.idempotency_key = 'h|' || h.id || '|' || last.id
    left join lateral (${lastHopOf(sql.ref('sent.id'))}) hop on true
    left join staff s on s.id = h.taken_by left join people p on p.id = h.person_id left join reports r on r.id = h.report_id
    where ${inScope(scope, 'h.unit_id')} and ${ofUnit} and h.ended_at is null
    order by h.asked_at, h.id limit ${limit}`.execute(db)
  return rows
}

/** In a talk, the first word that nobody has replied to, or our answer that did not arrive. */
async function waitingSinceOf(db: Db, row: InboxRow, contacts: Pick<Contacts, 'groupOf'>): Promise<Date | null> {
  if (row.state !== 'talking' || !row.lastReply) return row.asked_at
  if (row.unreached) return row.lastReply
  const said = await db
    .selectFrom('inbox')
    .select('received_at')
    .where('address', 'in', await contacts.groupOf(row.address))
    .where('received_at', '>', row.lastReply)
    .where(sql<boolean>`event->>'kind' = any(${SAID_KINDS})`)
    .orderBy('received_at')
    .executeTakeFirst()
  return said?.received_at ?? null
}
