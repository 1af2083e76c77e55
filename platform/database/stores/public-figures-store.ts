import { type RawBuilder, sql } from 'kysely'
import type { Area, Published } from '../../../core/domain/public-figures/figures.ts'
import { REPORT_HOURS } from '../../../core/domain/report/report-clock.ts'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import type { PublicFigures, UnitCounts } from '../../../core/ports/public-figures.ts'
import type { Db } from '../database.ts'
import { DECIDED } from './decided.ts'

export function publicFiguresStore(db: Db): PublicFigures {
  return {
    count: async (since, until) => (await counted(since, until).execute(db)).rows,
    median: async (unitIds, since, until) => {
      const { rows } = await sql<{ median: number | null }>`
        with decided as (${DECIDED} and e.at > ${since} and e.at <= ${until} and r.unit_id = any(${[...unitIds]}))
        select percentile_cont(0.5) within group (order by hours) as median from decided`.execute(db)
      return rows[0]?.median ?? null
    },
    publish: async (figures, at) => {
      await db.deleteFrom('public_figures').execute()
      if (figures.length > 0)
        await db
          .insertInto('public_figures')
          .values(figures.map((one) => rowOf(one, at)))
          .execute()
    },
    published: async () => {
      const rows = await db.selectFrom('public_figures').selectAll().orderBy('area').execute()
      const [first] = rows
      return first ? { at: first.computed_at, figures: rows.map(figureOf) } : null
    },
  }
}

/** One row for each unit with anything: open reports, decisions against the 48 hours, and what became of appeals (features D05). */
function counted(since: Date, until: Date): RawBuilder<UnitCounts> {
  return sql<UnitCounts>`
    with decided as (${DECIDED} and e.at > ${since} and e.at <= ${until}),
    appeals as (
      select refused.unit_id, answered.action = 'refuse' as denied
      from report_events appeal
      join lateral (select e.unit_id from report_events e where e.report_id = appeal.report_id and e.seq < appeal.seq
        and e.action = 'refuse' order by e.seq desc limit 1) refused on true
      join lateral (select e.action, e.at from report_events e where e.report_id = appeal.report_id and e.seq > appeal.seq
        and e.action in ('approve', 'send_to_police', 'answer', 'refuse', 'appeal') order by e.seq limit 1) answered on true
      where appeal.action = 'appeal' and answered.action <> 'appeal' and answered.at > ${since} and answered.at <= ${until})
    select unit_id as "unitId", sum(open)::int as open, sum(decided)::int as decided, sum(in_time)::int as "inTime",
      sum(decided - in_time)::int as late, sum(upheld)::int as upheld, sum(denied)::int as denied
    from (
      select unit_id, count(*) as open, 0 as decided, 0 as in_time, 0 as upheld, 0 as denied
      from reports where state = any(${[...OPEN_REPORT_STATES]}) group by 1
      union all
      select unit_id, 0, count(*), count(*) filter (where hours <= ${REPORT_HOURS}), 0, 0 from decided group by 1
      union all
      select unit_id, 0, 0, 0, count(*) filter (where not denied), count(*) filter (where denied)
      from appeals where unit_id is not null group by 1
    ) parts group by unit_id order by unit_id`
}

function rowOf({ area, kind, parent, name, value }: Area<Published>, at: Date) {
  return {
    ...{ area, kind, parent, name, computed_at: at },
    open_cases: value.open,
    decided: value.decided,
    median_hours: value.medianHours,
    in_time: value.inTime,
    late: value.late,
    appeals_upheld: value.upheld,
    appeals_denied: value.denied,
  }
}

function figureOf(row: Omit<ReturnType<typeof rowOf>, 'kind'> & { kind: string }): Area<Published> {
  const { area, parent, name } = row
  return {
    ...{ area, parent, name },
    kind: row.kind as Area<Published>['kind'],
    value: {
      open: row.open_cases,
      decided: row.decided,
      medianHours: row.median_hours,
      inTime: row.in_time,
      late: row.late,
      upheld: row.appeals_upheld,
      denied: row.appeals_denied,
    },
  }
}
