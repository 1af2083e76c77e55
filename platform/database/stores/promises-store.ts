import { sql } from 'kysely'
import type { BellClaim, Promises } from '../../../core/ports/promises.ts'
import type { Db } from '../database.ts'

export function promisesStore(db: Db): Promises {
  return {
    claimTasks: (claim) => claimTasks(db, claim),
    claimHeard: (claim) => claimHeard(db, claim),
    accountsToSay: (now) => accountsToSay(db, now),
    lockTask: async (id) =>
      (await db
        .selectFrom('tasks')
        .select(['id', 'name', 'data', 'attempts'])
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .where('dead_at', 'is', null)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()) ?? null,
    taskDone: async (id, at) => {
      await db.updateTable('tasks').set({ done_at: at, fault_code: null }).where('id', '=', id).execute()
    },
    taskFailed: async (id, { code, at, dead }) => {
      await db
        .updateTable('tasks')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), fault_code: code, dead_at: dead ? at : null }))
        .where('id', '=', id)
        .execute()
    },
  }
}

async function claimTasks(db: Db, { now, sweepAfterMs, limit }: BellClaim): Promise<string[]> {
  const swept = new Date(now.getTime() - sweepAfterMs)
  const { rows } = await sql<{ id: string }>`
    update tasks set relayed_at = ${now} where id in (
      select id from tasks
      where done_at is null and dead_at is null
        and (not_before is null or not_before <= ${now})
        and (relayed_at is null or relayed_at <= ${swept})
      order by relayed_at nulls first, promised_at
      limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

async function claimHeard(db: Db, { now, sweepAfterMs, limit }: BellClaim): Promise<string[]> {
  const swept = new Date(now.getTime() - sweepAfterMs)
  const { rows } = await sql<{ address: string }>`
    with rung as (
      update inbox set rung_at = ${now} where id in (
        select id from inbox
        where handled_at is null and dead_at is null and (rung_at is null or rung_at <= ${swept})
        order by rung_at nulls first, id
        limit ${limit} for update skip locked)
      returning address)
    select distinct address from rung`.execute(db)
  return rows.map((row) => row.address)
}

/** The few accounts are walked along the index, and each asks for one message that is due. */
async function accountsToSay(db: Db, now: Date): Promise<string[]> {
  const open = sql`state in ('queued', 'sending')`
  const { rows } = await sql<{ account: string }>`
    with recursive accounts as (
      (select account from outbox where ${open} order by account limit 1)
      union all
      select (select o.account from outbox o where ${open} and o.account > a.account order by o.account limit 1)
      from accounts a where a.account is not null)
    select account from accounts a where exists (
      select from outbox o where o.account = a.account and ${open}
        and (o.not_before is null or o.not_before <= ${now}
          or (o.failure_class = 'window_closed' and exists (
            select from conversations c where c.address = o.address and c.last_heard_at > o.sending_since)))
        and not exists (select from channel_pauses p where p.account = o.account and p.lane <= o.lane and p.until > ${now}))`.execute(
    db,
  )
  return rows.map((row) => row.account)
}
