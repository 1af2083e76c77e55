import { afterAll, beforeEach, expect, test } from 'vitest'
import type { FrozenList } from '../../../core/domain/exchange/frozen-list.ts'
import { openIdentityCase } from '../../../core/use-cases/identity/open-identity-case.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { policeDesk } from '../../../core/use-cases/police/read-police-lists.ts'
import {
  answeredList,
  aReport,
  type ChainHouse,
  hashOf,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  signedReturn,
  stateOf,
  value,
  words,
} from './chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

test('F01 draw up a list: numbered per year, frozen with its hash, nothing but the four legal fields', async () => {
  const [person] = await peopleWaiting(house, 2)
  const list = await answeredList(house, 0)
  expect(list.number).toBe('DS-2026-0001')
  expect(hashOf(Buffer.from(list.canonical))).toBe(list.sha256)
  const frozen = JSON.parse(list.canonical) as FrozenList
  expect(Object.keys(frozen.rows[0] ?? {}).sort()).toEqual(['birthDate', 'fullName', 'idNumber', 'row', 'sex'])
  await house.db
    .updateTable('identity_cases')
    .set({ proposed: '{}' })
    .where('person_id', '=', person?.id ?? '')
    .execute()
  expect((await house.app.store.transaction((tx) => tx.policeLists.rowsOf(list.id)))[0]?.fullName).toBe('Trần Thị Mẫu')
})

test('F01 draw up a list: a person stands on at most one open list, whoever presses the button at the same time', async () => {
  await peopleWaiting(house, 3)
  const both = await Promise.allSettled(
    [1, 2].map(() => drawUpPoliceList(house.app, { officer: house.clerk, caseIds: 'all waiting' })),
  )
  const outcomes = both.map((one) => (one.status === 'fulfilled' ? objectionOf(one.value) : String(one.reason)))
  expect(outcomes.filter((code) => code === 'none')).toHaveLength(1)
  expect(['already_on_a_list', 'list_empty']).toContain(outcomes.find((code) => code !== 'none'))
  const open = await house.db.selectFrom('police_rows').select('identity_case_id').where('open', '=', true).execute()
  expect(new Set(open.map((row) => row.identity_case_id)).size).toBe(open.length)
})

test('F01 draw up a list: more than 200 people are a second list', async () => {
  const ids = Array.from({ length: 201 }, () => crypto.randomUUID())
  expect(objectionOf(await drawUpPoliceList(house.app, { officer: house.clerk, caseIds: ids }))).toBe('list_too_long')
})

test('F02 the 2-day clock: the list is due at the end of the second day after it was drawn up', async () => {
  await peopleWaiting(house, 1)
  const list = await answeredList(house, 0)
  expect(list.dueAt.toISOString()).toBe('2026-11-18T16:59:59.000Z')
  const [summary] = await policeDesk(house.app, 'ca-mau')
  expect(summary).toMatchObject({ number: list.number, rows: 1, answered: 0, open: 1, dueAt: list.dueAt })
})

test('F03 answer per person: 197 of 200 rows come back, the other 3 stay on the clock', async () => {
  await peopleWaiting(house, 200)
  const list = await answeredList(house, 197)
  const returned = await signedReturn(house, list.id)
  const accepted = value(
    await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }),
  )
  expect(accepted).toEqual({ confirmed: 197, objected: 0, stillOpen: 3 })
  house.clock.advance(3 * 86_400_000)
  const [summary] = await policeDesk(house.app, 'ca-mau')
  expect(summary).toMatchObject({ state: 'partly_returned', open: 3, answered: 197 })
  expect(summary!.dueAt < house.clock.now()).toBe(true)
})

test('F03 answer per person: what is not a match goes back to the station with the answer in words', async () => {
  const person = await house.person()
  const report = await aReport(house, person)
  const { sendToPolice } = await import('./chain-house.ts')
  await sendToPolice(house, report, person, newIdNumber(1))
  const list = await answeredList(house, 0)
  const answer = { rowNo: 1, answer: 'wrong_field', wrongFields: ['birthDate'], note: null } as const
  value(
    await answerPoliceRows(house.app, {
      officer: house.police,
      listId: list.id,
      answers: [{ ...answer, wrongFields: ['birthDate'] }],
    }),
  )
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  const after = await house.app.store.transaction((tx) => tx.reports.get(report.id))
  expect(after).toMatchObject({ state: 'in_review', answer: 'Công an trả lời: wrong_field' })
  expect(await house.db.selectFrom('approved_changes').selectAll().execute()).toEqual([])
})

test('F04 police see identity, never doses: no dose, record or report column can be read under their role', async () => {
  await peopleWaiting(house, 1)
  const { sql } = await import('kysely')
  for (const table of [
    'doses',
    'people',
    'reports',
    'photos',
    'identity_cases',
    'approved_changes',
    'signed_records',
  ]) {
    const tried = house.db.transaction().execute(async (trx) => {
      await sql`set local role so_tiem_police`.execute(trx)
      await sql`select * from ${sql.table(table)} limit 1`.execute(trx)
    })
    await expect(tried, table).rejects.toThrow(/permission denied/)
  }
  const columns = await sql<{ n: number }>`
    select count(*)::int as n from information_schema.columns c where table_schema = 'public'
      and (table_name = 'doses' or column_name like '%dose%' or column_name in ('password_hash', 'totp_secret'))
      and has_column_privilege('so_tiem_police', quote_ident(table_name), column_name, 'select')`.execute(house.db)
  expect(columns.rows[0]?.n).toBe(0)
})

test('F05 each field has one authority: a confirmed identity carries its police row, and the database takes no other', async () => {
  await peopleWaiting(house, 1)
  const list = await answeredList(house, 1)
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  const changes = await house.db.selectFrom('approved_changes').selectAll().execute()
  expect(changes.map((change) => [change.field, change.correct])).toEqual([['id_number', newIdNumber(1)]])
  expect(changes[0]?.police_row_id).not.toBeNull()
  const stray = { ...changes[0]!, id: crypto.randomUUID(), police_row_id: null, recorded: null, correct: '"x"' }
  await expect(house.db.insertInto('approved_changes').values(stray).execute()).rejects.toThrow(/check constraint/)
  const report = await house.db.selectFrom('reports').select(['id', 'state']).executeTakeFirstOrThrow()
  expect(await stateOf(house, report)).toBe('approved')
})

test('F11 not for foreigners: objected to by the station, and refused by the database itself', async () => {
  const foreigner = await house.person({ nationality: 'KR', idText: 'M12345678' })
  const report = await aReport(house, foreigner)
  const proposed = { fullName: 'Kim Thu', birthDate: '1990-05-17', sex: 'female', idNumber: 'M12345678' } as const
  const outcome = await house.app.store.transaction((tx) =>
    openIdentityCase(house.app, tx, { report, proposed, actor: house.clerk }),
  )
  expect(objectionOf(outcome)).toBe('foreigner_on_police_list')
  await peopleWaiting(house, 1)
  await house.db.updateTable('people').set({ nationality: 'KR', version: 2 }).execute()
  const chosen = await house.db.selectFrom('identity_cases').select('id').execute()
  const caseIds = chosen.map((one) => one.id)
  expect(objectionOf(await drawUpPoliceList(house.app, { officer: house.clerk, caseIds }))).toBe(
    'foreigner_on_police_list',
  )
  await house.db.updateTable('people').set({ nationality: 'VN' }).execute()
  const list = await answeredList(house, 0)
  const row = await house.db.selectFrom('police_rows').selectAll().executeTakeFirstOrThrow()
  const planted = { ...row, id: crypto.randomUUID(), row_no: 2, open: false, nationality: 'KR', list_id: list.id }
  await expect(house.db.insertInto('police_rows').values(planted).execute()).rejects.toThrow(/nationality/)
})
