import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Household, HouseholdRow, RowState } from '../../../core/ports/household.ts'
import type { Db } from '../database.ts'
import type { HouseholdRows } from '../schema.ts'

export function householdStore(db: Db): Household {
  return { ...sheets(db), ...over(db), ...rows(db) }
}

function sheets(db: Db): Pick<Household, 'insert' | 'get' | 'counts'> {
  return {
    insert: async (sheet, people) => {
      const { id, address, phone, locale, rowsTotal, rowsRefused, errorsFileKey, sentAt, expiresAt } = sheet
      const counted = { rows_total: rowsTotal, rows_refused: rowsRefused, errors_file_key: errorsFileKey }
      await db
        .insertInto('household_sheets')
        .values({ id, address, phone, locale, ...counted, sent_at: sentAt, expires_at: expiresAt })
        .execute()
      if (people.length > 0) await db.insertInto('household_rows').values(people.map(columnsOf)).execute()
    },
    get: async (sheetId) => {
      const row = await db.selectFrom('household_sheets').selectAll().where('id', '=', sheetId).executeTakeFirst()
      if (!row) return null
      const { id, address, phone } = row
      const counted = { rowsTotal: row.rows_total, rowsRefused: row.rows_refused, errorsFileKey: row.errors_file_key }
      return {
        id,
        address,
        phone,
        locale: row.locale as 'vi' | 'en',
        ...counted,
        sentAt: row.sent_at,
        expiresAt: row.expires_at,
      }
    },
    counts: async (sheetId) => {
      const found = await db
        .selectFrom('household_rows')
        .select(['state', (e) => e.fn.countAll<string>().as('count')])
        .where('sheet_id', '=', sheetId)
        .groupBy('state')
        .execute()
      const none: Record<RowState, number> = { waiting: 0, confirmed: 0, declined: 0, expired: 0 }
      return { ...none, ...Object.fromEntries(found.map(({ state, count }) => [state, Number(count)])) }
    },
  }
}

/** Sheets whose time is over. */
function over(db: Db): Pick<Household, 'forget' | 'drop'> {
  return {
    forget: async (now) => {
      const { numAffectedRows } =
        await sql`update household_rows set state = 'expired', sealed = null, settled_at = ${now}
        where state = 'waiting' and sheet_id in (select id from household_sheets where expires_at <= ${now})`.execute(
          db,
        )
      const { rows: over } = await sql<{ errors_file_key: string | null }>`
        with over as (select id, errors_file_key from household_sheets where expires_at <= ${now} and forgotten_at is null)
        update household_sheets s set forgotten_at = ${now}, errors_file_key = null from over where s.id = over.id
        returning over.errors_file_key`.execute(db)
      return { rows: Number(numAffectedRows ?? 0), fileKeys: over.flatMap((row) => row.errors_file_key ?? []) }
    },
    drop: async (endedBefore) => {
      const over = db
        .selectFrom('household_sheets')
        .select('id')
        .where('expires_at', '<', endedBefore)
        .where('forgotten_at', 'is not', null)
      await db.deleteFrom('household_rows').where('sheet_id', 'in', over).execute()
      await db.deleteFrom('household_sheets').where('id', 'in', over).execute()
    },
  }
}

function rows(db: Db): Pick<Household, 'slipsOf' | 'lockRow' | 'settle'> {
  return {
    slipsOf: async (sheetId) => {
      const found = await db
        .selectFrom('household_rows')
        .selectAll()
        .where('sheet_id', '=', sheetId)
        .where('state', '=', 'waiting')
        .where('has_phone', '=', false)
        .orderBy('row_no')
        .execute()
      return found.map(rowOf)
    },
    lockRow: async (rowId, now) => {
      const row = await db
        .selectFrom('household_rows as r')
        .innerJoin('household_sheets as s', 's.id', 'r.sheet_id')
        .selectAll('r')
        .where('r.id', '=', rowId)
        .where('r.state', '=', 'waiting')
        .where('s.expires_at', '>', now)
        .forUpdate('r')
        .executeTakeFirst()
      return row ? rowOf(row) : null
    },
    settle: async (rowId, state, at) => {
      await db
        .updateTable('household_rows')
        .set({ state, sealed: null, settled_at: at })
        .where('id', '=', rowId)
        .where('state', '=', 'waiting')
        .execute()
    },
  }
}

function columnsOf({ id, sheetId, rowNo, state, hasPhone, sealed }: HouseholdRow) {
  return { id, sheet_id: sheetId, row_no: rowNo, state, has_phone: hasPhone, sealed }
}

function rowOf(row: Selectable<HouseholdRows>): HouseholdRow {
  const { id, sealed, sheet_id: sheetId, row_no: rowNo, has_phone: hasPhone } = row
  return { id, sheetId, rowNo, state: row.state as RowState, hasPhone, sealed }
}
