import { sql } from 'kysely'

/** Per table, when a row waits for people and not for us any more. A row put away is not dead. */
export const DEAD_ROWS = {
  tasks: sql`dead_at is not null and discarded_at is null`,
  inbox: sql`dead_at is not null and discarded_at is null`,
  // One that took another road is not dead: what became of it stands there (features I02). Nor is a code: it has ended and
  // its digits are gone, so that there is nothing to try again.
  outbox: sql`state in ('failed', 'unknown') and purpose <> 'code' and discarded_at is null
    and not exists (select from outbox next where next.hop_of = outbox.id)`,
} as const
