import { type RawBuilder, sql } from 'kysely'
import { type ClockColour, ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import type { Scope } from '../../../core/policy.ts'
import type {
  Looker,
  WorkCounts,
  WorkCursor,
  WorkFilter,
  WorkList,
  WorkOrder,
  WorkRow,
} from '../../../core/ports/work-list.ts'
import type { Db } from '../database.ts'
import { HELD_SINCE } from './held-since.ts'
import { inScope } from './in-scope.ts'
import {
  AWAITS_LOOK,
  AWAITS_RULING,
  colourOf,
  EASY,
  fits,
  LANE,
  recheckFor,
  WAITS_FOR_CITIZEN,
} from './work-conditions.ts'

export function workListStore(db: Db): WorkList {
  return {
    page: (filter, order, after, limit, now) => page(db, filter, order, after, limit, now),
    counts: (scope, looker, now) => counts(db, scope, looker, now),
    count: async (filter, now) => {
      const found = await sql<{
        n: number
      }>`select count(*)::int as n from reports r where ${fits(filter, now)}`.execute(db)
      return found.rows[0]?.n ?? 0
    },
    nextFor: async ({ scope, staffId }, notId, now) => {
      const found = await sql<{ code: string }>`select r.code from reports r
        where ${inScope(scope, 'r.unit_id')} and r.state in ('queued', 'in_review') and r.id <> ${notId}
          and (r.taken_by is null or r.taken_by = ${staffId}) and not ${WAITS_FOR_CITIZEN}
          and not exists (select from case_holds h
            where h.report_id = r.id and h.staff_id <> ${staffId} and h.held_until > ${now})
        order by ${LANE}, r.due_at, r.id limit 1`.execute(db)
      return found.rows[0]?.code ?? null
    },
  }
}

async function page(
  db: Db,
  filter: WorkFilter,
  order: WorkOrder,
  after: WorkCursor | null,
  limit: number,
  now: Date,
): Promise<WorkRow[]> {
  const easyFirst = order === 'easy' ? EASY : sql<boolean>`true`
  const chosen = sql`(select r.id, ${LANE} as lane, ${easyFirst} as easy_first from reports r
    where ${fits(filter, now)} and ${comesAfter(order, after)}
    order by 2, 3 desc, r.due_at, r.id limit ${limit})`
  // The fifty are chosen first and read in full afterwards: what a row says is not asked of all 15,000.
  const rows = await sql<Row>`
    with chosen as materialized ${chosen}
    select r.id, r.code, r.types, r.state, r.claimant->>'fullName' as claimant_name, r.recorded_at, r.due_at,
      u.name as unit_name, r.taken_by, s.full_name as holder_name, ${EASY} as easy, c.lane, ${HELD_SINCE} as held_since,
      (select o.full_name from case_holds h join staff o on o.id = h.staff_id
        where h.report_id = r.id and h.held_until > ${now}) as open_with
    from chosen c join reports r on r.id = c.id join units u on u.id = r.unit_id left join staff s on s.id = r.taken_by
    order by c.lane, c.easy_first desc, r.due_at, r.id`.execute(db)
  return rows.rows.map(rowOf)
}

function comesAfter(order: WorkOrder, after: WorkCursor | null): RawBuilder<unknown> {
  if (!after) return sql`true`
  const later = sql`(r.due_at, r.id) > (${after.dueAt}, ${after.id}::uuid)`
  const easier = after.easy ? sql`(not ${EASY} or ${later})` : sql`(not ${EASY} and ${later})`
  const here = order === 'due' ? later : easier
  return sql`(${LANE} > ${after.lane} or (${LANE} = ${after.lane} and ${here}))`
}

async function counts(db: Db, scope: Scope, looker: Looker, now: Date): Promise<WorkCounts> {
  const { rows } = await sql<{
    state: ReportState
    colour: ClockColour
    n: number
    mine: number
    easy: number
    looks: number
    own: number
    rulings: number
    rechecks: number
  }>`
    select r.state, ${colourOf(now)} as colour, count(*)::int as n,
      (count(*) filter (where r.taken_by = ${looker.staffId} and r.state = any(${ON_THE_CLOCK})))::int as mine,
      (count(*) filter (where r.unit_id = ${looker.unitId} and r.state = any(${ON_THE_CLOCK})))::int as own,
      (count(*) filter (where ${AWAITS_RULING}))::int as rulings,
      (count(*) filter (where ${recheckFor(looker)}))::int as rechecks,
      (count(*) filter (where r.state in ('queued', 'in_review') and ${EASY}))::int as easy,
      (count(*) filter (where ${AWAITS_LOOK}))::int as looks
    from reports r where ${inScope(scope, 'r.unit_id')} group by 1, 2`.execute(db)
  const found: WorkCounts = {
    total: 0,
    states: {},
    colours: { calm: 0, amber: 0, overdue: 0, stopped: 0 },
    mine: 0,
    easy: 0,
    awaitLook: 0,
    awaitRuling: 0,
    rechecks: 0,
    ownUnit: 0,
  }
  for (const row of rows) {
    found.total += row.n
    found.states[row.state] = (found.states[row.state] ?? 0) + row.n
    found.colours[row.colour] += row.n
    found.mine += row.mine
    found.easy += row.easy
    found.awaitLook += row.looks
    found.awaitRuling += row.rulings
    found.rechecks += row.rechecks
    found.ownUnit += row.own
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
  open_with: string | null
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
    openWith: row.open_with,
  }
}
