import { type RawBuilder, sql } from 'kysely'

/** Channel and state of the last other road that a message took when it did not arrive (features I02); no row: none. */
export function lastHopOf(outboxId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive hops as (
      select id, channel, state, sequence from outbox where hop_of = ${outboxId}
      union all select n.id, n.channel, n.state, n.sequence from outbox n join hops on n.hop_of = hops.id)
    select channel, state from hops order by sequence desc limit 1`
}
