import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { SigningSession, SigningSessions } from '../../../core/ports/signing-sessions.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { SigningSessions as Row } from '../schema.ts'

/** Tokens are kept as hashes only: who reads the table can use none of them. */
const hashOf = (token: string) => createHash('sha256').update(token).digest()

export function signingSessionsStore(db: Db): SigningSessions {
  return {
    insert: async (session, { download, upload }) => {
      await db
        .insertInto('signing_sessions')
        .values({
          ...{ id: session.id, staff_id: session.staffId, purpose: session.purpose, subject_id: session.subjectId },
          ...{ file_key: session.fileKey, file_sha256: session.fileSha256, file_name: session.fileName },
          ...{ download_hash: hashOf(download), upload_hash: hashOf(upload), state: session.state },
          ...{ created_at: session.createdAt, expires_at: session.expiresAt },
        })
        .execute()
    },
    get: async (id) => {
      const row = await db.selectFrom('signing_sessions').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? sessionOf(row) : null
    },
    takeByToken: async (which, token, at) => {
      const [hash, used] = which === 'download' ? HASH_AND_USE.download : HASH_AND_USE.upload
      const row = await db
        .updateTable('signing_sessions')
        .set({ [used]: at })
        .where(hash, '=', hashOf(token))
        .where(used, 'is', null)
        .where('state', '=', 'waiting')
        .where('expires_at', '>', at)
        .returningAll()
        .executeTakeFirst()
      return row ? sessionOf(row) : null
    },
    settle: async (id, state, objection) => {
      await db
        .updateTable('signing_sessions')
        .set({ state, objection: objection && json(objection) })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .execute()
    },
  }
}

const HASH_AND_USE = {
  download: ['download_hash', 'downloaded_at'],
  upload: ['upload_hash', 'uploaded_at'],
} as const

function sessionOf(row: Selectable<Row>): SigningSession {
  return {
    id: row.id,
    staffId: row.staff_id,
    purpose: row.purpose as SigningSession['purpose'],
    subjectId: row.subject_id,
    fileKey: row.file_key,
    fileSha256: row.file_sha256,
    fileName: row.file_name,
    downloadedAt: row.downloaded_at,
    uploadedAt: row.uploaded_at,
    state: row.state as SigningSession['state'],
    objection: row.objection === null ? null : fromJson(row.objection),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
