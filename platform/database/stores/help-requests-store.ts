import { type Selectable, sql } from 'kysely'
import { OPEN_HELP_STATES, type OpenHelpState } from '../../../core/domain/thread/help-lifecycle.ts'
import type { OfficeHours } from '../../../core/domain/thread/office-hours.ts'
import type { Contacts } from '../../../core/ports/contacts.ts'
import type { HelpRequest, HelpRequests } from '../../../core/ports/help-requests.ts'
import type { Db } from '../database.ts'
import { fromJson } from '../json.ts'
import type { HelpRequests as Row } from '../schema.ts'
import { helpInboxStore } from './help-inbox-store.ts'
import { columnsOf, helpRequestOf } from './help-request-row.ts'

export function helpRequestsStore(db: Db, contacts: Pick<Contacts, 'groupOf'>): HelpRequests {
  const byId = (id: string) => db.selectFrom('help_requests').selectAll().where('id', '=', id)
  return {
    ...helpInboxStore(db, contacts),
    openFor: async (address) => {
      const row = await db
        .selectFrom('help_requests')
        .select(['id', 'state'])
        .where('address', 'in', await contacts.groupOf(address))
        .where('state', 'in', [...OPEN_HELP_STATES])
        .orderBy('asked_at')
        .executeTakeFirst()
      return row ? { id: row.id, state: row.state as OpenHelpState } : null
    },
    get: async (id) => requestOf(await byId(id).executeTakeFirst()),
    lock: async (id) => requestOf(await byId(id).forUpdate().executeTakeFirst()),
    insert: async (request) => {
      const result = await db
        .insertInto('help_requests')
        .values({ id: request.id, ...columnsOf(request) })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    save: async (request) => {
      await db.updateTable('help_requests').set(columnsOf(request)).where('id', '=', request.id).execute()
    },
    hoursOf: async (unitId) => {
      const row = await db.selectFrom('units').select('office_hours').where('id', '=', unitId).executeTakeFirst()
      return row?.office_hours ? fromJson<OfficeHours>(row.office_hours) : null
    },
    forget: async (endedBefore) => {
      const result = await db
        .updateTable('help_requests')
        .set({ text: null, callback_phone: null })
        .where('ended_at', '<', endedBefore)
        .where(sql<boolean>`(text is not null or callback_phone is not null)`)
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
  }
}

function requestOf(row: Selectable<Row> | undefined): HelpRequest | null {
  return row ? helpRequestOf(row) : null
}
