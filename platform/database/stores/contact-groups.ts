import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Contacts } from '../../../core/ports/contacts.ts'
import type { Db } from '../database.ts'
import { reportOf } from './reports-store.ts'

type Groups = Pick<Contacts, 'groupOf' | 'join' | 'leave' | 'shareCase' | 'chatSharing' | 'readsCase' | 'casesOf'>

/** Who belongs together (features A13). Rows of ended links stay, so that history can be told. */
export function contactGroups(db: Db): Groups {
  return { ...links(db), ...caseList(db) }
}

function links(db: Db): Pick<Groups, 'groupOf' | 'join' | 'leave'> {
  return {
    groupOf: async (address) => {
      const group = await groupIdOf(db, address)
      return group ? [address, ...(await membersOf(db, group)).filter((one) => one !== address)] : [address]
    },
    join: async (one, other, at) => {
      const group = (await lockedGroupOf(db, one)) ?? (await lockedGroupOf(db, other)) ?? (await newGroup(db, at))
      for (const address of [one, other]) await moveInto(db, group, address, at)
    },
    leave: (address, takesCases, at) => leave(db, address, takesCases, at),
  }
}

/** One list of cases for the whole group. */
function caseList(db: Db): Pick<Groups, 'shareCase' | 'chatSharing' | 'readsCase' | 'casesOf'> {
  return {
    shareCase: async (address, reportId) => {
      const group = await groupIdOf(db, address)
      if (group) await share(db, group, sql`select ${reportId}::uuid`)
    },
    chatSharing: async (reportId) => {
      const row = await db
        .selectFrom('shared_cases as shared')
        .innerJoin('contact_members as member', 'member.group_id', 'shared.group_id')
        .select('member.address')
        .where('shared.report_id', '=', reportId)
        .where('member.unlinked_at', 'is', null)
        .where('member.address', 'not like', 'web|%')
        .orderBy('member.address')
        .executeTakeFirst()
      return row?.address ?? null
    },
    readsCase: async (address, report) => {
      const group = await groupIdOf(db, address)
      if (!group) return report.address === address
      const shared = db.selectFrom('shared_cases').select('report_id').where('group_id', '=', group)
      if (await shared.where('report_id', '=', report.id).executeTakeFirst()) return true
      return report.address !== null && (await membersOf(db, group)).includes(report.address)
    },
    casesOf: async (address) => {
      const group = await groupIdOf(db, address)
      const senders = group ? await membersOf(db, group) : [address]
      const shared = db.selectFrom('shared_cases').select('report_id').where('group_id', '=', group)
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where((where) => where.or([where('address', 'in', senders), where('id', 'in', shared)]))
        .orderBy('recorded_at', 'desc')
        .execute()
      return rows.map(reportOf)
    },
  }
}

async function groupIdOf(db: Db, address: string): Promise<string | null> {
  const row = await db
    .selectFrom('contact_members')
    .select('group_id')
    .where('address', '=', address)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst()
  return row?.group_id ?? null
}

/** Two links of one group at once wait for each other. */
async function lockedGroupOf(db: Db, address: string): Promise<string | null> {
  const group = await groupIdOf(db, address)
  if (group) await db.selectFrom('contact_groups').select('id').where('id', '=', group).forUpdate().execute()
  return group
}

async function membersOf(db: Db, group: string): Promise<string[]> {
  const now = db.selectFrom('contact_members').select('address').where('group_id', '=', group)
  const rows = await now.where('unlinked_at', 'is', null).orderBy('linked_at').orderBy('address').execute()
  return rows.map((row) => row.address)
}

async function newGroup(db: Db, at: Date): Promise<string> {
  const id = randomUUID()
  await db.insertInto('contact_groups').values({ id, preferred_address: null, created_at: at }).execute()
  return id
}

/** An address that already has a group brings all of it along. */
async function moveInto(db: Db, group: string, address: string, at: Date): Promise<void> {
  const before = await lockedGroupOf(db, address)
  if (before === group) return
  const comers = before ? await membersOf(db, before) : [address]
  if (before) {
    await share(db, group, sql`select report_id from shared_cases where group_id = ${before}`)
    await endLink(db, before, comers, at)
  }
  const rows = comers.map((one) => ({ group_id: group, address: one, linked_at: at, unlinked_at: null }))
  await db.insertInto('contact_members').values(rows).execute()
}

async function leave(db: Db, address: string, takesCases: boolean, at: Date): Promise<void> {
  const group = await lockedGroupOf(db, address)
  if (!group) return
  await share(db, group, sql`select id from reports where address = ${address}`)
  await endLink(db, group, [address], at)
  const left = await membersOf(db, group)
  await db
    .updateTable('contact_groups')
    .set({ preferred_address: null })
    .where('id', '=', group)
    .where('preferred_address', '=', address)
    .execute()
  const heir = left.find((one) => !one.startsWith('web|')) ?? null
  if (takesCases) return
  await db.updateTable('reports').set({ address: heir }).where('address', '=', address).execute()
  // Whoever has that account now proves a phone anew.
  await db.deleteFrom('proofs').where('address', '=', address).execute()
}

async function endLink(db: Db, group: string, addresses: string[], at: Date): Promise<void> {
  await db
    .updateTable('contact_members')
    .set({ unlinked_at: at })
    .where('group_id', '=', group)
    .where('address', 'in', addresses)
    .where('unlinked_at', 'is', null)
    .execute()
}

async function share(db: Db, group: string, reports: ReturnType<typeof sql>): Promise<void> {
  await sql`insert into shared_cases (group_id, report_id) select ${group}, one.id from (${reports}) as one (id)
    on conflict do nothing`.execute(db)
}
