import { type Selectable, sql } from 'kysely'
import type { PoliceList, PoliceListSummary, PoliceLists } from '../../../core/ports/police-lists.ts'
import type { Db } from '../database.ts'
import type { PoliceLists as ListRow } from '../schema.ts'
import { policeReturns } from './police-returns-store.ts'
import { policeRows, rowColumns } from './police-rows-store.ts'
import { yearlyNumber } from './yearly-number.ts'

export function policeListsStore(db: Db): PoliceLists {
  const lists = () => db.selectFrom('police_lists').selectAll()
  return {
    ...policeReturns(db),
    ...policeRows(db),
    nextNumber: (year) => yearlyNumber(db, 'police_lists', 'DS', year),
    insert: async (list, rows) => {
      await db.insertInto('police_lists').values(listColumns(list)).execute()
      await db.insertInto('police_rows').values(rows.map(rowColumns)).execute()
    },
    get: async (id) => listOrNull(await lists().where('id', '=', id).executeTakeFirst()),
    byNumber: async (number) => listOrNull(await lists().where('number', '=', number).executeTakeFirst()),
    lock: async (id) => listOrNull(await lists().where('id', '=', id).forUpdate().executeTakeFirst()),
    save: async (list) => {
      const result = await db
        .updateTable('police_lists')
        .set({ state: list.state, version: list.version + 1 })
        .where('id', '=', list.id)
        .where('version', '=', list.version)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    ofUnit: (unitId, side) => ofUnit(db, unitId, side),
  }
}

async function ofUnit(db: Db, unitId: string, side: 'station' | 'police'): Promise<PoliceListSummary[]> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`(select count(*)::int from police_rows r where r.list_id = l.id and ${condition})`
  const found = await db
    .selectFrom('police_lists as l')
    .innerJoin('units as u', 'u.id', 'l.unit_id')
    .innerJoin('units as p', 'p.id', 'l.police_unit_id')
    .selectAll('l')
    .select(['u.name as unit_name', 'p.name as police_unit_name'])
    .select([
      count(sql`true`).as('rows'),
      count(sql`r.answer is not null`).as('answered'),
      count(sql`r.open`).as('open'),
      count(sql`r.open and r.mended_at is null`).as('on_clock'),
      count(sql`r.answer = 'register_wrong' and not r.open and r.mended_at is null`).as('waiting_register'),
    ])
    .where(side === 'police' ? 'l.police_unit_id' : 'l.unit_id', '=', unitId)
    .orderBy(sql`l.state = 'returned'`)
    .orderBy('l.due_at')
    .orderBy('l.number')
    .limit(200)
    .execute()
  return found.map(
    ({
      unit_name: unitName,
      police_unit_name: policeUnitName,
      rows,
      answered,
      open,
      on_clock: onClock,
      waiting_register: waitingForRegister,
      ...row
    }) => ({
      ...listOf(row),
      unitName,
      policeUnitName,
      rows,
      answered,
      open,
      onClock,
      waitingForRegister,
    }),
  )
}

function listColumns(list: PoliceList) {
  return {
    id: list.id,
    number: list.number,
    unit_id: list.unitId,
    police_unit_id: list.policeUnitId,
    state: list.state,
    version: list.version,
    drawn_up_on: list.drawnUpOn,
    drawn_up_by: list.drawnUpBy,
    due_at: list.dueAt,
    canonical: list.canonical,
    sha256: list.sha256,
    created_at: list.createdAt,
  }
}

function listOrNull(row: Selectable<ListRow> | undefined): PoliceList | null {
  return row ? listOf(row) : null
}

function listOf(row: Selectable<ListRow>): PoliceList {
  return {
    id: row.id,
    number: row.number,
    unitId: row.unit_id,
    policeUnitId: row.police_unit_id,
    state: row.state as PoliceList['state'],
    version: row.version,
    drawnUpOn: String(row.drawn_up_on),
    drawnUpBy: row.drawn_up_by,
    dueAt: row.due_at,
    canonical: row.canonical,
    sha256: row.sha256,
    createdAt: row.created_at,
  }
}
