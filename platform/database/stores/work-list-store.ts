import { type RawBuilder, sql } from 'kysely'
import { AMBER_HOURS, type ClockColour, clockColour, REPORT_HOURS } from '../../../core/domain/report/report-clock.ts'
import { REPORT_STATES, type ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import { IDENTITY_FIELDS } from '../../../core/domain/report/report-type.ts'
import type { Scope } from '../../../core/policy.ts'
import type { WorkCounts, WorkCursor, WorkFilter, WorkList, WorkOrder, WorkRow } from '../../../core/ports/work-list.ts'
import type { Db } from '../database.ts'
import { HELD_SINCE } from './held-since.ts'

export function workListStore(db: Db): WorkList {
  return {
    page: (filter, order, after, limit, now) => page(db, filter, order, after, limit, now),
    counts: (scope, staffId, now) => counts(db, scope, staffId, now),
    count: async (filter, now) => {
      const found = await sql<{
        n: number
      }>`select count(*)::int as n from reports r where ${fits(filter, now)}`.execute(db)
      return found.rows[0]?.n ?? 0
    },
    nextFor: async (scope, staffId, notId) => {
      const found = await sql<{ code: string }>`select r.code from reports r
        where ${inScope(scope)} and r.state in ('queued', 'in_review') and r.id <> ${notId}
          and (r.taken_by is null or r.taken_by = ${staffId}) and not ${WAITS_FOR_CITIZEN}
        order by ${LANE}, r.due_at, r.id limit 1`.execute(db)
      return found.rows[0]?.code ?? null
    },
  }
}

/** The last step was the station's question, and neither a word nor a photo has come since. */
const WAITS_FOR_CITIZEN = sql<boolean>`exists (
  select from report_events e where e.report_id = r.id and e.action = 'ask_citizen'
    and e.seq = (select max(seq) from report_events where report_id = r.id)
    and not exists (select from photos p where p.report_id = coalesce(r.part_of, r.id) and p.received_at > e.at))`

const IS_IDENTITY = IDENTITY_FIELDS.map((field) => `@.field == "${field}"`).join(' || ')

/**
 * The card that was read last agrees with all that changes (note-agreement.ts); while none was read: every identity value
 * comes from a card's QR, and there is at least one (features C05).
 */
const EASY = sql<boolean>`(jsonb_path_exists(r.changes, ${`$[*] ? (${IS_IDENTITY})`}) and coalesce(
  (select p.card_agrees from photos p where p.report_id = coalesce(r.part_of, r.id) and p.card_agrees is not null
    order by p.received_at desc, p.id desc limit 1),
  not jsonb_path_exists(r.changes, ${`$[*] ? (@.source != "card_qr" && (${IS_IDENTITY}))`})))`

/** What came back because the app does not show the correction stands first (features D08), then what is urgent (B12). */
const LANE = sql<number>`(case when (r.id, r.recorded_at) in
  (select e.report_id, e.at from report_events e where e.action = 'not_seen') then 0
  when exists (select from urgent_uses u where u.report_id = coalesce(r.part_of, r.id) and u.lane = 'urgent') then 1 else 2 end)`

/** A use of the urgent lane that still waits for the look every use gets (features B12). */
const AWAITS_LOOK = sql<boolean>`exists (
  select from urgent_uses u where u.report_id = coalesce(r.part_of, r.id) and u.looked_by is null)`

async function page(
  db: Db,
  filter: WorkFilter,
  order: WorkOrder,
  after: WorkCursor | null,
  limit: number,
  now: Date,
): Promise<WorkRow[]> {
  const sorting = sql`${LANE}, ${order === 'easy' ? sql`${EASY} desc,` : sql``} r.due_at, r.id`
  const rows = await sql<Row>`
    select r.id, r.code, r.types, r.state, r.claimant->>'fullName' as claimant_name, r.recorded_at, r.due_at,
      u.name as unit_name, r.taken_by, s.full_name as holder_name, ${EASY} as easy, ${LANE} as lane, ${HELD_SINCE} as held_since
    from reports r join units u on u.id = r.unit_id left join staff s on s.id = r.taken_by
    where ${fits(filter, now)} and ${comesAfter(order, after)}
    order by ${sorting} limit ${limit}`.execute(db)
  return rows.rows.map(rowOf)
}

function comesAfter(order: WorkOrder, after: WorkCursor | null): RawBuilder<unknown> {
  if (!after) return sql`true`
  const later = sql`(r.due_at, r.id) > (${after.dueAt}, ${after.id}::uuid)`
  const easier = after.easy ? sql`(not ${EASY} or ${later})` : sql`(not ${EASY} and ${later})`
  const here = order === 'due' ? later : easier
  return sql`(${LANE} > ${after.lane} or (${LANE} = ${after.lane} and ${here}))`
}

function fits(filter: WorkFilter, now: Date): RawBuilder<unknown> {
  const conditions = [inScope(filter.scope)]
  if (filter.state) conditions.push(sql`r.state = ${filter.state}`)
  if (filter.type) conditions.push(sql`${filter.type} = any(r.types)`)
  if (filter.colour) conditions.push(sql`${colourOf(now)} = ${filter.colour}`)
  if (filter.open) conditions.push(sql`r.state = any(${ON_THE_CLOCK})`)
  if (filter.awaitsLook) conditions.push(AWAITS_LOOK)
  if (filter.holder) conditions.push(sql`r.taken_by = ${filter.holder}`)
  if (filter.code) conditions.push(sql`replace(r.code, '-', '') like ${`PA${filter.code.replace(/^PA/, '')}%`}`)
  return sql.join(conditions, sql` and `)
}

function inScope(scope: Scope): RawBuilder<unknown> {
  return scope.unitIds === 'all' ? sql`true` : sql`r.unit_id = any(${scope.unitIds})`
}

const ON_THE_CLOCK: ReportState[] = REPORT_STATES.filter(
  (state) => clockColour({ state, recordedAt: new Date(0) }, new Date(0)) !== 'stopped',
)

/** The colour of core/domain/report/report-clock.ts, for rows too many to read one by one. */
function colourOf(now: Date): RawBuilder<ClockColour> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  return sql<ClockColour>`case when r.state <> all(${ON_THE_CLOCK}) then 'stopped'
    when r.recorded_at <= ${before(REPORT_HOURS)} then 'overdue'
    when r.recorded_at <= ${before(AMBER_HOURS)} then 'amber' else 'calm' end`
}

async function counts(db: Db, scope: Scope, staffId: string, now: Date): Promise<WorkCounts> {
  const { rows } = await sql<{
    state: ReportState
    colour: ClockColour
    n: number
    mine: number
    easy: number
    looks: number
  }>`
    select r.state, ${colourOf(now)} as colour, count(*)::int as n,
      (count(*) filter (where r.taken_by = ${staffId} and r.state = any(${ON_THE_CLOCK})))::int as mine,
      (count(*) filter (where r.state in ('queued', 'in_review') and ${EASY}))::int as easy,
      (count(*) filter (where ${AWAITS_LOOK}))::int as looks
    from reports r where ${inScope(scope)} group by 1, 2`.execute(db)
  const found: WorkCounts = {
    total: 0,
    states: {},
    colours: { calm: 0, amber: 0, overdue: 0, stopped: 0 },
    mine: 0,
    easy: 0,
    awaitLook: 0,
  }
  for (const row of rows) {
    found.total += row.n
    found.states[row.state] = (found.states[row.state] ?? 0) + row.n
    found.colours[row.colour] += row.n
    found.mine += row.mine
    found.easy += row.easy
    found.awaitLook += row.looks
  }
  return found
}

interface Row {
  id: string
  code: string
  types: string[]
  state: string
  claimant_name: string
  recorded_at: Date
  due_at: Date
  unit_name: string
  taken_by: string | null
  holder_name: string | null
  easy: boolean
  lane: number
  held_since: Date
}

function rowOf(row: Row): WorkRow {
  return {
    id: row.id,
    code: row.code,
    types: row.types as WorkRow['types'],
    state: row.state as ReportState,
    claimantName: row.claimant_name,
    recordedAt: row.recorded_at,
    dueAt: row.due_at,
    unitName: row.unit_name,
    holderId: row.taken_by,
    holderName: row.holder_name,
    easy: row.easy,
    lane: row.lane,
    heldSince: row.held_since,
  }
}
