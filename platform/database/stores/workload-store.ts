import { sql } from 'kysely'
import type { Loan, WaitingCase, Worker, Workload } from '../../../core/ports/workload.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'

export function workloadStore(db: Db): Workload {
  return { ...looking(db), ...loans(db), ...hours(db) }
}

const ZONE = 'Asia/Ho_Chi_Minh'
const STATION = ['clerk', 'head']

function looking(db: Db): Pick<Workload, 'workers' | 'waiting' | 'intake' | 'minutesPerCase' | 'staffOf'> {
  return {
    workers: async (unitId, day) => {
      const { rows } = await sql<Worker>`select s.id as "staffId", s.full_name as "fullName", h.hours::float as hours,
          l.valid_until::text as "lentUntil"
        from staff s left join staff_hours h on h.staff_id = s.id and h.day = ${day}
          left join lateral (select valid_until from staff_posts l where l.staff_id = s.id and l.unit_id = ${unitId}
            and ${isLent(day)} order by valid_until desc limit 1) l on true
        where s.closed_at is null and s.role = any(${STATION}) and (l.valid_until is not null or (s.unit_id = ${unitId}
          and not exists (select from staff_posts l where l.staff_id = s.id and ${isLent(day)})))
        order by s.full_name, s.id`.execute(db)
      return rows
    },
    waiting: async (unitId) => {
      const { rows } = await sql<WaitingCase>`select id as "reportId", code, due_at as "dueAt", taken_by as "holderId"
        from reports where unit_id = ${unitId} and state in ('queued', 'in_review') order by due_at, id`.execute(db)
      return rows
    },
    intake: async (unitId, from, to) => {
      const { rows } = await sql<{ day: string; count: number }>`select d::date::text as day, count(r.id)::int as count
        from generate_series(${from}::date, ${to}::date, interval '1 day') d
          left join reports r on r.unit_id = ${unitId} and (r.recorded_at at time zone ${ZONE})::date = d::date
        group by d order by d`.execute(db)
      return rows
    },
    minutesPerCase: async (unitId, since) => {
      const { rows } = await sql<{ minutes: number | null; n: number }>`select count(*)::int as n,
          percentile_cont(0.5) within group (order by extract(epoch from d.at - t.at) / 60) as minutes
        from report_events d join lateral (select at from report_events t where t.report_id = d.report_id and t.action = 'take'
            and t.staff_id = d.staff_id and t.seq < d.seq order by t.seq desc limit 1) t on true
        where d.unit_id = ${unitId} and d.at >= ${since} and d.at - t.at < interval '4 hours' and d.at > t.at
          and d.action in ('approve', 'refuse', 'defer', 'ask_citizen', 'answer', 'send_to_police')`.execute(db)
      const [found] = rows
      return found && found.n >= 10 && found.minutes !== null ? Number(found.minutes) : null
    },
    staffOf: async (scope) => {
      const { rows } = await sql<{ staffId: string; fullName: string; unitId: string; unitName: string }>`
        select s.id as "staffId", s.full_name as "fullName", s.unit_id as "unitId", u.name as "unitName"
        from staff s join units u on u.id = s.unit_id where s.closed_at is null and s.role = any(${STATION})
          and ${inScope(scope, 's.unit_id')} order by u.name, s.full_name, s.id`.execute(db)
      return rows
    },
  }
}

function hours(db: Db): Pick<Workload, 'setHours'> {
  return {
    setHours: async ({ staffId, day, hours: given, setBy }) => {
      const values = { staff_id: staffId, day, hours: String(given), set_by: setBy }
      await db
        .insertInto('staff_hours')
        .values(values)
        .onConflict((c) => c.columns(['staff_id', 'day']).doUpdateSet({ hours: values.hours, set_by: setBy }))
        .execute()
    },
  }
}

function loans(db: Db): Pick<Workload, 'loan' | 'loans'> {
  const columns = sql`l.id as "postId", l.staff_id as "staffId", s.full_name as "fullName", s.unit_id as "fromUnit",
    h.name as "fromUnitName", l.unit_id as "unitId", u.name as "unitName", l.valid_from::text as "from",
    l.valid_until::text as until
    from staff_posts l join staff s on s.id = l.staff_id join units u on u.id = l.unit_id join units h on h.id = s.unit_id
    where l.kind = 'loan' and l.valid_until >= l.valid_from`
  return {
    loan: async (postId) => (await sql<Loan>`select ${columns} and l.id = ${postId}`.execute(db)).rows[0] ?? null,
    loans: async (scope, today) => {
      const { rows } = await sql<Loan>`select ${columns} and l.valid_until >= ${today}
        and (${inScope(scope, 'l.unit_id')} or ${inScope(scope, 's.unit_id')}) order by l.valid_from, l.id`.execute(db)
      return rows
    },
  }
}

const isLent = (day: string) => sql<boolean>`l.kind = 'loan' and ${day}::date between l.valid_from and l.valid_until`
