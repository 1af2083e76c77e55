import { type Selectable, sql } from 'kysely'
import type { HamletList, HamletListSummary, HamletLists } from '../../../core/ports/hamlet-lists.ts'
import type { Db } from '../database.ts'
import type { HamletLists as ListRow } from '../schema.ts'
import { hamletRows } from './hamlet-rows-store.ts'
import { waitingForHamlet } from './hamlet-waiting.ts'
import { yearlyNumber } from './yearly-number.ts'

export function hamletListsStore(db: Db): HamletLists {
  const lists = () => db.selectFrom('hamlet_lists').selectAll()
  return {
    ...hamletRows(db),
    nextNumber: (year) => yearlyNumber(db, 'hamlet_lists', 'RS', year),
    waiting: (unitId, limit) => waitingForHamlet(db, unitId, limit),
    setHamlet: async (personIds, hamlet, { staffId, at }) => {
      const values = personIds.map((personId) => ({ person_id: personId, hamlet, set_by: staffId, set_at: at }))
      await db
        .insertInto('person_hamlets')
        .values(values)
        .onConflict((c) => c.column('person_id').doUpdateSet({ hamlet, set_by: staffId, set_at: at }))
        .execute()
    },
    get: async (id) => listOrNull(await lists().where('id', '=', id).executeTakeFirst()),
    byNumber: async (number) => listOrNull(await lists().where('number', '=', number).executeTakeFirst()),
    ofUnit: (unitId) => ofUnit(db, unitId),
    openListOf: async (reportId) => {
      const row = await db
        .selectFrom('identity_case_reports as link')
        .innerJoin('hamlet_rows as row', 'row.identity_case_id', 'link.identity_case_id')
        .innerJoin('hamlet_lists as list', 'list.id', 'row.list_id')
        .select('list.due_at')
        .where('link.report_id', '=', reportId)
        .where('row.open', '=', true)
        .executeTakeFirst()
      return row ? { dueAt: row.due_at } : null
    },
  }
}

async function ofUnit(db: Db, unitId: string): Promise<HamletListSummary[]> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`(select count(*)::int from hamlet_rows r where r.list_id = l.id and ${condition})`
  const found = await db
    .selectFrom('hamlet_lists as l')
    .selectAll('l')
    .select([
      count(sql`true`).as('rows'),
      count(sql`r.answer is not null`).as('answered'),
      count(sql`r.open`).as('open'),
      count(sql`r.answer is not null and r.answer <> 'right' and r.corrected = '{}'`).as('objected'),
    ])
    .where('l.unit_id', '=', unitId)
    .orderBy(sql`not exists (select from hamlet_rows r where r.list_id = l.id and r.open)`)
    .orderBy('l.due_at')
    .orderBy('l.number')
    .limit(200)
    .execute()
  return found.map(({ rows, answered, open, objected, ...row }) => ({ ...listOf(row), rows, answered, open, objected }))
}

function listOrNull(row: Selectable<ListRow> | undefined): HamletList | null {
  return row ? listOf(row) : null
}

function listOf(row: Selectable<ListRow>): HamletList {
  return {
    id: row.id,
    number: row.number,
    unitId: row.unit_id,
    hamlet: row.hamlet,
    drawnUpOn: String(row.drawn_up_on),
    drawnUpBy: row.drawn_up_by,
    dueAt: row.due_at,
    createdAt: row.created_at,
  }
}
