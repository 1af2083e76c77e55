import type { Selectable } from 'kysely'
import type { Upload, Uploads } from '../../../core/ports/uploads.ts'
import type { Db } from '../database.ts'
import type { ChatUploads } from '../schema.ts'

export function uploadsStore(db: Db): Uploads {
  return {
    add: async ({ id, address, wrappedKey, fileKey, bytes, receivedAt }) => {
      await db
        .insertInto('chat_uploads')
        .values({ id, address, wrapped_key: wrappedKey, file_key: fileKey, bytes, received_at: receivedAt })
        .execute()
    },
    get: async (id, address) => {
      const row = await db
        .selectFrom('chat_uploads')
        .selectAll()
        .where('id', '=', id)
        .where('address', '=', address)
        .executeTakeFirst()
      return row ? uploadOf(row) : null
    },
    remove: async (id) => {
      await db.deleteFrom('chat_uploads').where('id', '=', id).execute()
    },
    olderThan: async (moment) => {
      const rows = await db
        .selectFrom('chat_uploads')
        .selectAll()
        .where('received_at', '<', moment)
        .orderBy('received_at')
        .limit(100)
        .execute()
      return rows.map(uploadOf)
    },
  }
}

export function uploadOf(row: Selectable<ChatUploads>): Upload {
  return {
    id: row.id,
    address: row.address,
    wrappedKey: row.wrapped_key,
    fileKey: row.file_key,
    bytes: row.bytes,
    receivedAt: row.received_at,
  }
}
