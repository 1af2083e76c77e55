import type { Selectable } from 'kysely'
import type { CommuneOpening, CommuneOpenings, OpeningFacts } from '../../../core/ports/commune-openings.ts'
import type { Db } from '../database.ts'
import { fromJson, json } from '../json.ts'
import type { CommuneOpenings as Row } from '../schema.ts'

export function communeOpeningsStore(db: Db): CommuneOpenings {
  return {
    begin: async ({ id, begunBy, begunAt }) => {
      await db.insertInto('commune_openings').values({ id, begun_by: begunBy, begun_at: begunAt }).execute()
    },
    lock: async (id) => {
      const row = await db
        .selectFrom('commune_openings')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row ? openingOf(row) : null
    },
    list: async (atMost) => {
      const rows = db.selectFrom('commune_openings').selectAll().orderBy('begun_at', 'desc').limit(atMost)
      return (await rows.execute()).map(openingOf)
    },
    save: async (id, facts, finishedAt) => {
      const saved = { facts: json(facts), finished_at: finishedAt }
      await db.updateTable('commune_openings').set(saved).where('id', '=', id).execute()
    },
  }
}

function openingOf(row: Selectable<Row>): CommuneOpening {
  return {
    id: row.id,
    begunBy: row.begun_by,
    begunAt: row.begun_at,
    facts: fromJson<OpeningFacts>(row.facts),
    finishedAt: row.finished_at,
  }
}
