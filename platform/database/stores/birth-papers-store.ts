import { type Selectable, sql } from 'kysely'
import type { BirthPaper, BirthPapers } from '../../../core/ports/birth-papers.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { BirthPapers as Row } from '../schema.ts'

export function birthPapersStore(db: Db): BirthPapers {
  const all = () => db.selectFrom('birth_papers').selectAll()
  return {
    insert: async (paper) => {
      const added = await db
        .insertInto('birth_papers')
        .values(columnsOf(paper))
        .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
        .executeTakeFirst()
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    get: async (id) => paperOf(await all().where('id', '=', id).executeTakeFirst()),
    lock: async (id) => paperOf(await all().where('id', '=', id).forUpdate().executeTakeFirst()),
    waitingIn: async (unitIds) => {
      if (unitIds.length === 0) return []
      const waiting = all()
        .where('state', '=', 'waiting')
        .where('unit_id', 'in', [...unitIds])
      return (await waiting.orderBy('sent_at').execute()).flatMap((row) => paperOf(row) ?? [])
    },
    sentFrom: async (phone, addresses) => {
      const sent = all()
        .where('phone', '=', phone)
        .where('address', 'in', [...addresses])
      return (await sent.orderBy('sent_at', 'desc').execute()).flatMap((row) => paperOf(row) ?? [])
    },
    decide: async (id, { state, decidedBy, decidedAt }) => {
      const decision = { state, decided_by: decidedBy, decided_at: decidedAt, wrapped_key: null }
      await db.updateTable('birth_papers').set(decision).where('id', '=', id).execute()
    },
    due: async (sentBefore, atMost) => {
      const rows = await db
        .selectFrom('birth_papers')
        .select(['id', 'file_key'])
        .where('file_key', '<>', '')
        .where((where) => where.or([where('wrapped_key', 'is', null), where('sent_at', '<', sentBefore)]))
        .limit(atMost)
        .execute()
      return rows.map((row) => ({ id: row.id, fileKey: row.file_key }))
    },
    destroyed: async (id, at) => {
      await sql`update birth_papers set wrapped_key = null, file_key = '', decided_at = coalesce(decided_at, ${at}),
        state = case when state = 'waiting' then 'refused' else state end where id = ${id}`.execute(db)
    },
  }
}

function columnsOf(paper: BirthPaper) {
  const { id, address, phone, state } = paper
  return {
    ...{ id, address, phone, state },
    claimant: json(paper.claimant),
    person_id: paper.personId,
    unit_id: paper.unitId,
    dedupe_key: paper.dedupeKey,
    file_key: paper.fileKey,
    wrapped_key: paper.wrappedKey,
    text_version: paper.textVersion,
    sent_at: paper.sentAt,
    decided_by: paper.decidedBy,
    decided_at: paper.decidedAt,
  }
}

function paperOf(row: Selectable<Row> | undefined): BirthPaper | null {
  if (!row) return null
  const { id, address, phone } = row
  return {
    ...{ id, address, phone },
    claimant: fromJson(row.claimant),
    personId: row.person_id,
    unitId: row.unit_id,
    dedupeKey: row.dedupe_key,
    fileKey: row.file_key,
    wrappedKey: row.wrapped_key,
    textVersion: row.text_version,
    state: row.state as BirthPaper['state'],
    sentAt: row.sent_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }
}
