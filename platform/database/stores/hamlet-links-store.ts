import { type Selectable, sql } from 'kysely'
import type { HamletLink, HamletLinks } from '../../../core/ports/hamlet-links.ts'
import type { Db } from '../database.ts'
import type { HamletLinks as Row } from '../schema.ts'

export function hamletLinksStore(db: Db): HamletLinks {
  const links = () => db.selectFrom('hamlet_links').selectAll()
  const end = async (listId: string, at: Date) => {
    await db
      .updateTable('hamlet_links')
      .set({ ended_at: at })
      .where('list_id', '=', listId)
      .where('ended_at', 'is', null)
      .execute()
  }
  return {
    insert: async (link) => {
      await end(link.listId, link.madeAt)
      await db.insertInto('hamlet_links').values(columnsOf(link)).execute()
    },
    lock: async (tokenHash) =>
      linkOrNull(await links().where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst()),
    livingOf: async (listId, now) =>
      linkOrNull(
        await links()
          .where('list_id', '=', listId)
          .where('ended_at', 'is', null)
          .where('expires_at', '>', now)
          .executeTakeFirst(),
      ),
    countWrongPin: async (id) => {
      await db.updateTable('hamlet_links').set({ wrong_pins: sql`wrong_pins + 1` }).where('id', '=', id).execute()
    },
    end,
    keepPhone: async ({ tokenHash, linkId, at }) => {
      await db.insertInto('hamlet_phones').values({ token_hash: tokenHash, link_id: linkId, opened_at: at }).execute()
    },
    isPhoneOf: async (tokenHash, linkId) => {
      const phone = await db
        .selectFrom('hamlet_phones')
        .select('link_id')
        .where('token_hash', '=', tokenHash)
        .where('link_id', '=', linkId)
        .executeTakeFirst()
      return phone !== undefined
    },
  }
}

function columnsOf(link: HamletLink) {
  return {
    id: link.id,
    list_id: link.listId,
    token_hash: link.tokenHash,
    pin_hash: link.pinHash,
    wrong_pins: link.wrongPins,
    made_by: link.madeBy,
    made_at: link.madeAt,
    expires_at: link.expiresAt,
    ended_at: link.endedAt,
  }
}

function linkOrNull(row: Selectable<Row> | undefined): HamletLink | null {
  if (!row) return null
  return {
    id: row.id,
    listId: row.list_id,
    tokenHash: row.token_hash,
    pinHash: row.pin_hash,
    wrongPins: row.wrong_pins,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  }
}
