import { sql } from 'kysely'
import type { Settled } from '../../../core/ports/deliveries.ts'
import type { Db } from '../database.ts'
import { json } from '../json.ts'
import { closeCalls, matchEarly } from './receipts-store.ts'

/** One statement for all; then what the channels had told about these messages before we knew their ids. */
export async function settleAll(db: Db, settled: readonly Settled[], at: Date): Promise<void> {
  if (settled.length === 0) return
  await sql`
    update outbox o set
      state = case when ${ARRIVED} then o.state else s.state end,
      provider_message_id = coalesce(s.provider_message_id, o.provider_message_id),
      failure_class = case when not ${ARRIVED} then s.failure_class end,
      failure_code = case when not ${ARRIVED} then s.failure_code end,
      attempts = o.attempts + s.tries, parts_sent = coalesce(s.parts_sent, o.parts_sent),
      not_before = coalesce(s.not_before, o.not_before),
      settled_at = case when s.state = 'queued' and not ${ARRIVED} then null else ${at}::timestamptz end,
      ambiguous_at = case when s.text_sha256 is null then o.ambiguous_at else ${at}::timestamptz end,
      text_sha256 = coalesce(s.text_sha256, o.text_sha256),
      -- A code that has left stands nowhere in plain any more (features A03).
      content = case when o.purpose = 'code' and (s.state <> 'queued' or ${ARRIVED})
        then jsonb_set(o.content, '{code}', '""') else o.content end
    from jsonb_to_recordset(${json(settled.map(columnsOf))}::jsonb) as s(id uuid, state text, provider_message_id text,
      failure_class text, failure_code text, tries int, parts_sent int, not_before timestamptz, text_sha256 text)
    where o.id = s.id`.execute(db)
  await matchEarly(
    db,
    settled.map(({ id }) => id),
    at,
  )
  await closeCalls(
    db,
    settled.flatMap(({ id, settlement }) => (settlement.to === 'accepted' ? id : [])),
    at,
  )
}

/** A receipt came before its send was settled: what it told stays. */
const ARRIVED = sql`(o.state in ('delivered', 'seen'))`

function columnsOf({ id, settlement }: Settled) {
  const { to, partsSent, lostText } = settlement
  const said = { id, state: to, parts_sent: partsSent ?? null, text_sha256: lostText ?? null, tries: 0 }
  if (to === 'accepted') return { ...said, provider_message_id: settlement.providerMessageId }
  const why = { failure_class: settlement.failureClass, failure_code: settlement.failureCode }
  if (to !== 'queued') return { ...said, ...why }
  return { ...said, ...why, not_before: settlement.notBefore, tries: settlement.countsAsAttempt ? 1 : 0 }
}
