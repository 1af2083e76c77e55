import { randomUUID } from 'node:crypto'
import type { MessageBox } from '../../../core/ports/message-box.ts'
import type { Db } from '../database.ts'

export function messageBoxStore(db: Db, now: () => Date): MessageBox {
  return {
    put: async ({ clientRef, channel, recipient, text }) => {
      await db
        .insertInto('message_box')
        .values({ id: randomUUID(), client_ref: clientRef, channel, recipient, text, sent_at: now() })
        .onConflict((c) => c.column('client_ref').doNothing())
        .execute()
    },
    latest: async (limit) => {
      const rows = await db.selectFrom('message_box').selectAll().orderBy('sent_at', 'desc').limit(limit).execute()
      return rows.map((row) => ({
        clientRef: row.client_ref,
        channel: row.channel,
        recipient: row.recipient,
        text: row.text,
        sentAt: row.sent_at,
      }))
    },
  }
}
