import { sql } from 'kysely'
import { earOf } from '../../../core/domain/contact/ear-of.ts'
import type { Contacts } from '../../../core/ports/contacts.ts'
import type { Db } from '../database.ts'
import { contactGroups } from './contact-groups.ts'
import { wrongRecipients } from './wrong-recipients.ts'

export function contactsStore(db: Db): Contacts {
  return { ...linkCodes(db), ...contactGroups(db), ...notices(db), ...silence(db), ...wrongRecipients(db) }
}

function linkCodes(db: Db): Pick<Contacts, 'keepLinkCode' | 'lockLinkCode' | 'useLinkCode'> {
  return {
    keepLinkCode: async ({ codeHash, address, createdAt, expiresAt, usedAt }) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: usedAt }
      await db
        .insertInto('link_codes')
        .values({ code_hash: codeHash, address, ...times })
        .execute()
    },
    lockLinkCode: async (codeHash) => {
      const found = db.selectFrom('link_codes').selectAll().where('code_hash', '=', codeHash).forUpdate()
      const row = await found.executeTakeFirst()
      if (!row) return null
      const times = { createdAt: row.created_at, expiresAt: row.expires_at, usedAt: row.used_at }
      return { codeHash, address: row.address, ...times }
    },
    useLinkCode: async (codeHash, at) => {
      await db.updateTable('link_codes').set({ used_at: at }).where('code_hash', '=', codeHash).execute()
    },
  }
}

function notices(db: Db): Pick<Contacts, 'preferredOf' | 'chosenOf' | 'choose'> {
  return {
    preferredOf: async (address) => {
      const { rows } = await sql<{ address: string }>`
        with own as (select group_id from contact_members where address = ${address} and unlinked_at is null),
        ways as (select address from contact_members where group_id = (select group_id from own) and unlinked_at is null
          union select ${address})
        select w.address from ways w left join conversations c on c.address = w.address
          left join contact_groups g on g.id = (select group_id from own)
        order by exists (select from stopped_addresses s where s.address = w.address), c.closed_at is not null,
          (w.address = g.preferred_address) is true desc, w.address like 'web|%', c.last_heard_at desc nulls last,
          w.address = ${address} desc, w.address
        limit 1`.execute(db)
      return rows[0]?.address ?? address
    },
    chosenOf: async (address) => {
      const row = await db
        .selectFrom('contact_members as member')
        .innerJoin('contact_groups as group', 'group.id', 'member.group_id')
        .select('group.preferred_address')
        .where('member.address', '=', address)
        .where('member.unlinked_at', 'is', null)
        .executeTakeFirst()
      return row?.preferred_address ?? null
    },
    choose: async (address, preferred) => {
      const mine = db
        .selectFrom('contact_members')
        .select('group_id')
        .where('address', '=', address)
        .where('unlinked_at', 'is', null)
      await db.updateTable('contact_groups').set({ preferred_address: preferred }).where('id', 'in', mine).execute()
    },
  }
}

function silence(db: Db): Pick<Contacts, 'optedOut' | 'stop' | 'start'> {
  return {
    optedOut: async (address) => {
      const found = db.selectFrom('stopped_addresses').select('address').where('address', '=', earOf(address))
      return (await found.executeTakeFirst()) !== undefined
    },
    stop: async (address, at) => {
      await db
        .insertInto('stopped_addresses')
        .values({ address: earOf(address), stopped_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    start: async (address) => {
      await db.deleteFrom('stopped_addresses').where('address', '=', earOf(address)).execute()
    },
  }
}
