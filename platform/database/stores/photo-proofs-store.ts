import { sql } from 'kysely'
import type { PhotoProofs } from '../../../core/ports/photo-proofs.ts'
import type { Db } from '../database.ts'

const ENDED = sql`('closed', 'withdrawn', 'refused')`

export function photoProofsStore(db: Db): PhotoProofs {
  return { ...counts(db), ...proofs(db) }
}

function counts(db: Db): Pick<PhotoProofs, 'kept' | 'overdue' | 'forgottenUploads' | 'destroyedFiles'> {
  const count = async (query: ReturnType<typeof sql<{ count: string }>>) =>
    Number((await query.execute(db)).rows[0]?.count ?? 0)
  return {
    kept: () => count(sql`select count(*) from photos where state <> 'destroyed'`),
    overdue: ({ unsentBefore, endedBefore, policeBefore }) =>
      count(sql`select count(*) from photos p
        join case_keys k on k.case_id = p.case_id and k.wrapped_key is not null
        left join reports r on r.id = p.report_id
        where (p.report_id is null and p.received_at < ${unsentBefore})
          or (r.state in ${ENDED} and not exists (select from reports o where o.part_of = r.id and o.state not in ${ENDED})
            and not exists (select from report_events e where e.report_id = r.id and e.at >= ${endedBefore}))
          or exists (select from report_events e where e.report_id = r.id and e.action = 'police_confirmed'
            and e.at < ${policeBefore} and p.received_at < e.at and not exists (select from report_events l
              where l.report_id = r.id and l.action = 'police_objected' and l.seq > e.seq))`),
    forgottenUploads: (before) => count(sql`select count(*) from chat_uploads where received_at < ${before}`),
    destroyedFiles: async (since) => {
      const found = db.selectFrom('photos').select('file_key').where('destroyed_at', '>=', since)
      return (await found.execute()).map((row) => row.file_key)
    },
  }
}

function proofs(db: Db): Pick<PhotoProofs, 'keep' | 'last'> {
  return {
    keep: async ({ at, kept, overdue, keylessFiles, forgottenUploads }) => {
      const values = { at, kept, overdue, keyless_files: keylessFiles, forgotten_uploads: forgottenUploads }
      await db.insertInto('photo_proofs').values(values).execute()
    },
    last: async () => {
      const row = await db.selectFrom('photo_proofs').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
      if (!row) return null
      const { at, kept, overdue, keyless_files: keylessFiles, forgotten_uploads: forgottenUploads } = row
      return { at, kept, overdue, keylessFiles, forgottenUploads }
    },
  }
}
