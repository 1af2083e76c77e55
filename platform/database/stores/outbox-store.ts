import type { Channel, Outbox, OutgoingContent, OutgoingMessage } from '../../../core/ports/outbox.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'

export function outboxStore(db: Db, now: () => Date): Outbox {
  return {
    put: async (message) => {
      const values = {
        id: message.id,
        idempotency_key: message.idempotencyKey,
        channel: message.channel,
        address: message.address,
        purpose: message.purpose,
        content: json(message.content),
        report_id: message.reportId ?? null,
        campaign_id: message.campaignId ?? null,
        not_before: message.notBefore ?? null,
        not_after: message.notAfter ?? null,
        hop_of: message.hopOf ?? null,
        hop_place: message.place ?? null,
        created_at: now(),
      }
      await db
        .insertInto('outbox')
        .values(values)
        .onConflict((c) => c.column('idempotency_key').doNothing())
        .execute()
    },
    ofReport: async (reportId) => {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('report_id', '=', reportId)
        .orderBy('place')
        .orderBy('sequence')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        channel: row.channel as Channel,
        purpose: row.purpose as OutgoingMessage['purpose'],
        templateKey: templateOf(fromJson<OutgoingContent>(row.content)),
        state: row.state,
        failureClass: row.failure_class,
        failureCode: row.failure_code,
        hopOf: row.hop_of,
        createdAt: row.created_at,
      }))
    },
  }
}

function templateOf(content: OutgoingContent) {
  return content.kind === 'notice' ? content.templateKey : null
}
