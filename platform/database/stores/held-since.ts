import { sql } from 'kysely'

/**
 * Since when the present holder has the report `r`: its last step into another state or another unit, else the moment it was
 * recorded. The work list and the citizen's page read this one expression (features D02).
 */
export const HELD_SINCE = sql<Date>`coalesce((select e.at from report_events e where e.report_id = r.id
  and (e.from_state is distinct from e.to_state or e.action = 'hand_over') order by e.seq desc limit 1), r.recorded_at)`
