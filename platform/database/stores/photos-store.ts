import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import type { Photo, PhotoState, Photos } from '../../../core/ports/photos.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { Photos as Row } from '../schema.ts'

export function photosStore(db: Db): Photos {
  return { ...keys(db), ...rows(db), ...cases(db) }
}

function keys(db: Db): Pick<Photos, 'lockKey' | 'keyOf'> {
  const key = (caseId: string) => db.selectFrom('case_keys').selectAll().where('case_id', '=', caseId)
  return {
    lockKey: async (caseId, fresh, at) => {
      const values = { case_id: caseId, wrapped_key: fresh(), created_at: at }
      await db
        .insertInto('case_keys')
        .values(values)
        .onConflict((c) => c.doNothing())
        .execute()
      const row = await key(caseId).forUpdate().executeTakeFirstOrThrow()
      return { caseId, wrappedKey: row.wrapped_key }
    },
    keyOf: async (caseId) => {
      const row = await key(caseId).executeTakeFirst()
      return row ? { caseId, wrappedKey: row.wrapped_key } : null
    },
  }
}

function rows(db: Db): Omit<Photos, keyof ReturnType<typeof keys> | keyof ReturnType<typeof cases>> {
  const one = async (column: 'id' | 'dedupe_key', value: string) => {
    const row = await db.selectFrom('photos').selectAll().where(column, '=', value).executeTakeFirst()
    return row ? photoOf(row) : null
  }
  const ready = (photoId: string) => db.updateTable('photos').where('id', '=', photoId).where('state', '=', 'ready')
  return {
    get: (photoId) => one('id', photoId),
    byDedupeKey: (dedupeKey) => one('dedupe_key', dedupeKey),
    insert: async (photo) => {
      await db.insertInto('photos').values(columnsOf(photo)).execute()
    },
    setReady: async (photoId) => {
      await db
        .updateTable('photos')
        .set({ state: 'ready' })
        .where('id', '=', photoId)
        .where('state', '=', 'waiting')
        .execute()
    },
    setReading: async (photoId, { cardFacts, reason }) => {
      await ready(photoId).set({ card_facts: cardFacts, card_reason: reason }).execute()
    },
    setCardAgrees: async (photoId, agrees) => {
      await ready(photoId).set({ card_agrees: agrees }).execute()
    },
    setShownAreas: async (photoId, areas) => {
      await ready(photoId)
        .set({ shown_areas: json(areas) })
        .execute()
    },
    setSlip: async (photoId, { slipFacts, reason }) => {
      await ready(photoId).set({ slip_facts: slipFacts, slip_reason: reason }).execute()
    },
    ofCase: async (caseId) => {
      const found = await db
        .selectFrom('photos')
        .selectAll()
        .where((e) =>
          e.or([e('case_id', '=', caseId), e('report_id', '=', caseId), e('report_id', '=', rootOf(caseId))]),
        )
        .orderBy('received_at')
        .orderBy('id')
        .execute()
      return found.map(photoOf)
    },
  }
}

/** Papers are sent once for a report and all its parts (docs/decisions/two-branches.md). */
const rootOf = (caseId: string) => sql<string>`(select part_of from reports where id = ${caseId})`

/** A part of the report in `r` that is still being handled needs its papers. */
const NO_PART_OPEN = sql`not exists (select from reports part where part.part_of = r.id
  and part.state not in ('closed', 'withdrawn', 'refused'))`

function cases(db: Db): Pick<Photos, 'giveToReport' | 'destroyKeys' | 'dueCases'> {
  return {
    giveToReport: async (draftId, reportId) => {
      const given = await db
        .updateTable('photos')
        .set({ report_id: reportId, draft_address: null })
        .where('case_id', '=', draftId)
        .where('report_id', 'is', null)
        .returning('consent_id')
        .execute()
      const ids = given.map((row) => row.consent_id)
      if (ids.length === 0) return
      await db
        .updateTable('consents')
        .set({ report_id: reportId })
        .where('id', 'in', ids)
        .where('report_id', 'is', null)
        .execute()
    },
    destroyKeys: async (caseId, at) => {
      const { rows } = await sql`
        update case_keys set wrapped_key = null, destroyed_at = ${at}
        where wrapped_key is not null and (case_id = ${caseId}
          or case_id in (select case_id from photos where report_id = ${caseId}))
        returning case_id`.execute(db)
      await sql`
        update photos set state = 'destroyed', card_facts = null, slip_facts = null, destroyed_at = ${at}
        where state <> 'destroyed' and (case_id = ${caseId} or report_id = ${caseId})`.execute(db)
      return rows.length > 0
    },
    dueCases: async ({ policeBefore, endedBefore, unsentBefore }, atMost) => {
      const { rows } = await sql<{ case_id: string }>`
        select distinct coalesce(p.report_id, p.case_id) as case_id from photos p
        left join reports r on r.id = p.report_id
        where p.state <> 'destroyed' and ${NO_PART_OPEN} and case
          when p.report_id is null then p.received_at < ${unsentBefore}
          when r.state in ('closed', 'withdrawn', 'refused') then
            (select max(e.at) from report_events e where e.report_id = r.id) < ${endedBefore}
          else false end
        union
        select p.report_id from photos p
        join lateral (
          select e.action, e.at from report_events e
          where e.report_id = p.report_id and e.action in ('police_confirmed', 'police_objected')
          order by e.seq desc limit 1) police on police.action = 'police_confirmed' and police.at < ${policeBefore}
        join reports r on r.id = p.report_id
        where p.state <> 'destroyed' and ${NO_PART_OPEN}
        limit ${atMost}`.execute(db)
      return rows.map((row) => row.case_id)
    },
  }
}

function columnsOf(photo: Photo) {
  return {
    id: photo.id,
    case_id: photo.caseId,
    report_id: photo.reportId,
    draft_address: photo.draftAddress,
    dedupe_key: photo.dedupeKey,
    kind: photo.kind,
    state: photo.state,
    file_key: photo.fileKey,
    sha256: photo.sha256,
    bytes: photo.bytes,
    width: photo.width,
    height: photo.height,
    card_facts: photo.cardFacts,
    card_reason: photo.cardReason,
    shown_areas: photo.shownAreas && json(photo.shownAreas),
    slip_facts: photo.slipFacts,
    slip_reason: photo.slipReason,
    consent_id: photo.consentId,
    received_at: photo.receivedAt,
  }
}

function photoOf(row: Selectable<Row>): Photo {
  return {
    id: row.id,
    caseId: row.case_id,
    reportId: row.report_id,
    draftAddress: row.draft_address,
    dedupeKey: row.dedupe_key,
    kind: row.kind as PhotoKind,
    state: row.state as PhotoState,
    fileKey: row.file_key,
    sha256: row.sha256,
    bytes: row.bytes,
    width: row.width ?? 0,
    height: row.height ?? 0,
    cardFacts: row.card_facts,
    cardReason: row.card_reason,
    shownAreas: row.shown_areas === null ? null : fromJson(row.shown_areas),
    slipFacts: row.slip_facts,
    slipReason: row.slip_reason,
    consentId: row.consent_id,
    receivedAt: row.received_at,
  }
}
