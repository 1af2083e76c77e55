import { sql } from 'kysely'

/**
 * Every decision `e` about a report `r` with the hours since its t0, from the history alone: a round begins when a report is
 * recorded, sent again, appealed, or comes back because the app did not show it. Goes on with `and …`.
 */
export const DECIDED = sql`
  select r.types, r.unit_id, extract(epoch from e.at - began.at)::float8 / 3600 as hours
  from report_events e join reports r on r.id = e.report_id
  join lateral (select s.at from report_events s where s.report_id = e.report_id and s.seq < e.seq
    and s.action in ('record', 'resend', 'appeal', 'not_seen') order by s.seq desc limit 1) began on true
  where e.action in ('approve', 'police_confirmed', 'refuse', 'answer')`
