import { sql } from 'kysely'
import { earOf } from '../../../core/domain/contact/ear-of.ts'
import type { Contacts } from '../../../core/ports/contacts.ts'
import type { Db } from '../database.ts'

type Wrong = Pick<Contacts, 'messageSubject' | 'toldAt' | 'sayNotMe' | 'mayHear'>

/** Addresses that said "Không phải tôi" (features I12). */
export function wrongRecipients(db: Db): Wrong {
  return {
    messageSubject: async (outboxId) => {
      const { rows } = await sql<{ address: string; reportId: string | null; personId: string | null }>`
        select o.address, o.report_id as "reportId", coalesce(r.person_id, c.person_id) as "personId"
        from outbox o left join reports r on r.id = o.report_id
        left join campaign_people c on c.campaign_id = o.campaign_id and o.report_id is null
          and o.idempotency_key like 'c|' || c.campaign_id || '|' || c.recipient_key || '%'
        where o.id = ${outboxId}::uuid limit 1`.execute(db)
      return rows[0] ?? null
    },
    toldAt: async (address) => {
      const { rows } = await sql<{ id: string }>`select report_id as id from outbox
        where address = ${address} and report_id is not null group by report_id order by max(sequence) desc`.execute(db)
      return rows.map((row) => row.id)
    },
    sayNotMe: async (address, { reportId, personId }, at) => {
      const said = await db
        .insertInto('wrong_recipients')
        .values({ address: earOf(address), report_id: reportId, person_id: personId, said_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (said.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    mayHear: async (address, { reportId, personId }) => {
      const { rows } = await sql`select from wrong_recipients where address = ${earOf(address)}
        and (report_id = ${reportId}::uuid or person_id = ${personId}::uuid) limit 1`.execute(db)
      return rows.length === 0
    },
  }
}
