import { sql } from 'kysely'
import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import { againOnDeadlock } from '../again-on-deadlock.ts'
import type { Db } from '../database.ts'

interface Waiting {
  event: InboundEvent
  stored(isNew: boolean): void
  failed(fault: unknown): void
}

/** Rows of one insert; what comes meanwhile goes with the next one. */
const MOST = 200

/**
 * Stores what is heard; true when it is new. Whatever comes while one insert is under way shares the next one, since
 * each commit that rings the bell waits for the one before it. Nobody is answered before their own row is committed.
 */
export function heardTogether(db: Db, now: () => Date): (event: InboundEvent) => Promise<boolean> {
  const waiting: Waiting[] = []
  let busy = false
  const work = async () => {
    busy = true
    while (waiting.length > 0) await storeAll(db, now(), waiting.splice(0, MOST))
    busy = false
  }
  return (event) =>
    new Promise((stored, failed) => {
      waiting.push({ event, stored, failed })
      if (!busy) void work()
    })
}

/** One that cannot be stored must not hold up its neighbours: then each goes alone. */
async function storeAll(db: Db, at: Date, all: Waiting[]): Promise<void> {
  try {
    const fresh = await insert(db, at, all)
    for (const { event, stored } of all) stored(fresh.delete(event.dedupeKey))
  } catch (fault) {
    if (all.length === 1) return all[0]?.failed(fault)
    for (const one of all) await storeAll(db, at, [one])
  }
}

/** The keys that were not known yet. */
async function insert(db: Db, at: Date, all: Waiting[]): Promise<Set<string>> {
  const of = <T>(read: (event: InboundEvent) => T) => all.map(({ event }) => read(event))
  const { rows } = await againOnDeadlock(() =>
    sql<{ dedupe_key: string }>`
      insert into inbox (dedupe_key, channel, address, event, sort_key, received_at)
      select *, ${at}::timestamptz from unnest(
        ${of((event) => event.dedupeKey)}::text[], ${of((event) => event.channel)}::text[],
        ${of((event) => event.address)}::text[], ${of((event) => JSON.stringify(event))}::jsonb[],
        ${of((event) => event.sortKey)}::bigint[])
      on conflict (dedupe_key) do nothing
      returning dedupe_key`.execute(db),
  )
  return new Set(rows.map((row) => row.dedupe_key))
}
