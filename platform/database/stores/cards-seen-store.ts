import type { CardsSeen, CounterCode } from '../../../core/ports/cards-seen.ts'
import type { Db } from '../database.ts'

export function cardsSeenStore(db: Db): CardsSeen {
  return { ...cards(db), ...codes(db), ...uses(db) }
}

function cards(db: Db): Pick<CardsSeen, 'add' | 'lastSeen'> {
  return {
    add: async ({ id, personId, staffId, unitId, paper, numberAgrees, seenAt }) => {
      const who = { person_id: personId, staff_id: staffId, unit_id: unitId }
      await db
        .insertInto('cards_seen')
        .values({ id, ...who, paper, number_agrees: numberAgrees, seen_at: seenAt })
        .execute()
    },
    lastSeen: async (personId, since) => {
      const row = await db
        .selectFrom('cards_seen')
        .select('seen_at')
        .where('person_id', '=', personId)
        .where('seen_at', '>', since)
        .where('number_agrees', '<>', 'no')
        .orderBy('seen_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.seen_at ?? null
    },
  }
}

function codes(db: Db): Pick<CardsSeen, 'keepCode' | 'endCodesOf' | 'lockCode'> {
  return {
    keepCode: async ({ codeHash, cardSeenId, personId, level, madeBy, createdAt, expiresAt, usedAt }) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: usedAt }
      const about = { card_seen_id: cardSeenId, person_id: personId, level, made_by: madeBy }
      await db
        .insertInto('counter_codes')
        .values({ code_hash: codeHash, ...about, ...times })
        .execute()
    },
    endCodesOf: async (personId, at) => {
      await db
        .updateTable('counter_codes')
        .set({ expires_at: at })
        .where('person_id', '=', personId)
        .where('used_at', 'is', null)
        .where('expires_at', '>', at)
        .execute()
    },
    lockCode: async (codeHash) => {
      const row = await db
        .selectFrom('counter_codes')
        .selectAll()
        .where('code_hash', '=', codeHash)
        .forUpdate()
        .executeTakeFirst()
      if (!row) return null
      const about = { cardSeenId: row.card_seen_id, personId: row.person_id, madeBy: row.made_by }
      const times = { createdAt: row.created_at, expiresAt: row.expires_at, usedAt: row.used_at }
      return { codeHash: row.code_hash, level: row.level as CounterCode['level'], ...about, ...times }
    },
  }
}

function uses(db: Db): Pick<CardsSeen, 'useCode' | 'levelUsedBy'> {
  return {
    useCode: async (codeHash, { at, by }) => {
      await db
        .updateTable('counter_codes')
        .set({ used_at: at, used_by: by })
        .where('code_hash', '=', codeHash)
        .execute()
    },
    levelUsedBy: async (address, personId, since) => {
      const row = await db
        .selectFrom('counter_codes')
        .select('level')
        .where('person_id', '=', personId)
        .where('used_by', '=', address)
        .where('used_at', '>', since)
        .orderBy('used_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? (row.level as CounterCode['level']) : null
    },
  }
}
