import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { isRowId } from '../../../core/domain/row-id.ts'
import type { Deliveries, Echo, Receipt } from '../../../core/ports/deliveries.ts'
import type { Db } from '../database.ts'

/** A receipt may overtake our own commit of the message id by so much (channels 5.4). */
const KEPT_EARLY_MS = 10 * 60_000

/** An echo belongs to a lost answer of the last two minutes (channels 5.4). */
const ECHO_MS = 2 * 60_000

export function receiptsStore(db: Db, now: () => Date): Pick<Deliveries, 'receipt' | 'echoed'> {
  return {
    receipt: async (receipt) => {
      const known = await moveForward(db, receipt, now())
      for (const messageId of receipt.messageIds.filter((id) => !known.has(id)))
        await keepEarly(db, { ...receipt, messageId, textSha256: null, trackingId: uuidIn(receipt.trackingId) }, now())
    },
    echoed: async (echo) => {
      if (await settleByEcho(db, echo, now())) return
      await keepEarly(db, { ...echo, state: null, trackingId: null }, now())
    },
  }
}

/** Lower states only: what a person has seen does not become merely delivered again. Answers the message ids it knows. */
async function moveForward(
  db: Db,
  { address, messageIds, trackingId, state }: Receipt,
  at: Date,
): Promise<Set<string>> {
  const ours = sql`((address = ${address} and provider_message_id = any(${messageIds})) or id = ${uuidIn(trackingId)}::uuid)`
  const lower =
    state === 'seen' ? sql`('sending', 'unknown', 'accepted', 'delivered')` : sql`('sending', 'unknown', 'accepted')`
  await sql`update outbox set state = ${state}, settled_at = coalesce(settled_at, ${at}::timestamptz),
    failure_class = null, failure_code = null where ${ours} and state in ${lower}`.execute(db)
  const { rows } = await sql<{ id: string; message: string | null }>`
    select id, provider_message_id as message from outbox where ${ours}`.execute(db)
  await closeCalls(
    db,
    rows.map(({ id }) => id),
    at,
  )
  const tracked = rows.some(({ id }) => id === trackingId) ? messageIds : []
  return new Set([...tracked, ...rows.flatMap(({ message }) => message ?? [])])
}

/** True when the echo's message is known or was found by its words. */
async function settleByEcho(db: Db, { address, messageId, textSha256, at }: Echo, now: Date): Promise<boolean> {
  const known = await db
    .selectFrom('outbox')
    .select('id')
    .where('address', '=', address)
    .where('provider_message_id', '=', messageId)
    .executeTakeFirst()
  if (known) return true
  if (!textSha256) return false
  const since = new Date(at.getTime() - ECHO_MS)
  const { rows } = await sql<{ id: string }>`
    update outbox set ${acceptedAs(sql`${messageId}`, now)} where id in (
      select id from outbox where address = ${address} and text_sha256 = ${textSha256} and ambiguous_at >= ${since}
        and state in ('queued', 'unknown') order by place limit 1)
    returning id`.execute(db)
  await closeCalls(
    db,
    rows.map(({ id }) => id),
    now,
  )
  return rows.length > 0
}

function acceptedAs(messageId: ReturnType<typeof sql>, at: Date) {
  return sql`state = 'accepted', provider_message_id = ${messageId}, settled_at = ${at}, not_before = null,
    failure_class = null, failure_code = null`
}

type Early = Omit<Echo, 'at'> & { at: Date; state: 'delivered' | 'seen' | null; trackingId: string | null }

async function keepEarly(db: Db, early: Early, now: Date): Promise<void> {
  const { address, messageId, textSha256, trackingId, state, at } = early
  await db
    .deleteFrom('early_receipts')
    .where('received_at', '<', new Date(now.getTime() - KEPT_EARLY_MS))
    .execute()
  await db
    .insertInto('early_receipts')
    .values({
      id: randomUUID(),
      address,
      message_id: messageId,
      tracking_id: trackingId,
      state,
      text_sha256: textSha256,
      at,
      received_at: now,
    })
    .execute()
}

/** What was told before these messages were settled: an echo of lost words first, then receipts of what is known now. */
export async function matchEarly(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const since = new Date(now.getTime() - KEPT_EARLY_MS)
  const ofThese = sql`e.address = o.address and o.id = any(${ids}) and e.received_at >= ${since}`
  const { rows } = await sql<{ waiting: boolean }>`select exists (
    select from early_receipts e join outbox o on ${ofThese}) as waiting`.execute(db)
  if (!rows[0]?.waiting) return
  await sql`update outbox o set ${acceptedAs(sql`e.message_id`, now)} from early_receipts e
    where ${ofThese} and o.state in ('queued', 'unknown') and o.ambiguous_at is not null and e.text_sha256 = o.text_sha256
      and e.received_at >= o.sending_since`.execute(db)
  const matched = sql`${ofThese} and (e.message_id = o.provider_message_id or e.tracking_id = o.id)`
  for (const state of ['delivered', 'seen'])
    await sql`update outbox o set state = ${state} from early_receipts e
      where ${matched} and e.state = ${state} and o.state in ('accepted', 'delivered')`.execute(db)
  await sql`delete from early_receipts e using outbox o where ${matched}`.execute(db)
}

/** Nobody needs to be called about what arrived after all, by whatever road. */
export async function closeCalls(db: Db, outboxIds: readonly string[], at: Date): Promise<void> {
  if (outboxIds.length === 0) return
  await sql`
    with recursive up as (
      select id, hop_of from outbox where id = any(${outboxIds})
      union all select o.id, o.hop_of from outbox o join up on o.id = up.hop_of)
    update call_list set done_at = ${at}, outcome = 'arrived'
    where done_at is null and outbox_id in (select id from up)`.execute(db)
}

function uuidIn(text: string | null): string | null {
  return text && isRowId(text.toLowerCase()) ? text : null
}
