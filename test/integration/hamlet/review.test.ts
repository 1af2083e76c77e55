import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { hamletDesk } from '../../../core/use-cases/hamlet/read-hamlet.ts'
import { setHamlet } from '../../../core/use-cases/hamlet/set-hamlet.ts'
import { settleHamletValue } from '../../../core/use-cases/hamlet/settle-hamlet-value.ts'
import { takeOffHamletList } from '../../../core/use-cases/hamlet/take-off-hamlet-list.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { type ChainHouse, objectionOf, openChainHouse, value } from '../chain/chain-house.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { actionsOf, answer, aPersonWaiting, caseOf, drawUp, rowsOf, typeIn } from './hamlet-house.ts'

let house: ChainHouse
beforeAll(async () => {
  house = await openChainHouse()
})
afterAll(() => house.close())
// Each test has hamlets of its own.
let hamlet = ''
let count = 0
beforeEach(() => {
  count += 1
  hamlet = `Thôn ${count + 100}`
})

const here = (wish: object = {}) => aPersonWaiting(house, { address: `${hamlet}, Xã Mẫu`, ...wish })
const toPolice = (caseIds: string[]) => drawUpPoliceList(house.app, { officer: house.clerk, caseIds })

test('E13 the hamlet’s review is required: a person goes on a police list only after it, and every step is in the history', async () => {
  const { idCase } = await here()
  expect(objectionOf(await toPolice([idCase.id]))).toBe('already_on_a_list')
  const [list] = await drawUp(house, hamlet)
  expect(list?.number).toMatch(/^RS-2026-\d{4}$/)
  expect(await caseOf(house, idCase.id)).toMatchObject({ state: 'with_hamlet' })
  expect(objectionOf(await toPolice([idCase.id]))).toBe('already_on_a_list')
  value(await typeIn(house, list!.id, [answer(1)]))
  expect(await caseOf(house, idCase.id)).toMatchObject({ state: 'hamlet_checked' })
  value(await toPolice([idCase.id]))
  expect(await actionsOf(house, idCase.id)).toEqual(['open', 'put_on_hamlet_list', 'hamlet_confirm', 'put_on_list'])
})

test('E13 unknown, moved, dead, and wrong without a value go back to the station with the reason', async () => {
  const given = ['unknown', 'moved', 'dead', 'wrong'] as const
  const people: Awaited<ReturnType<typeof here>>[] = []
  for (const _ of given) people.push(await here())
  const [list] = await drawUp(house, hamlet)
  value(
    await typeIn(
      house,
      list!.id,
      given.map((one, index) => answer(index + 1, { answer: one })),
    ),
  )
  for (const [index, { idCase, report }] of people.entries()) {
    expect(await caseOf(house, idCase.id)).toMatchObject({ state: 'hamlet_objected' })
    const after = await house.app.store.transaction((tx) => tx.reports.get(report.id))
    expect(after).toMatchObject({ state: 'in_review', answer: `Thôn trả lời: ${given[index]}` })
  }
  const desk = await hamletDesk(house.app, await anOfficer(house))
  expect(desk.objected.filter(({ id }) => people.some(({ idCase }) => idCase.id === id))).toHaveLength(4)
})

test('E13 a correction is a proposal: no police list before an officer chose, and the police see both values', async () => {
  const [first, second] = [await here(), await here()]
  const [list] = await drawUp(house, hamlet)
  const corrected = { fullName: 'Trần Thị Mẩu' }
  value(
    await typeIn(
      house,
      list!.id,
      [1, 2].map((row) => answer(row, { answer: 'wrong', corrected })),
    ),
  )
  const ids = [first.idCase.id, second.idCase.id]
  expect(objectionOf(await toPolice(ids))).toBe('hamlet_differs')
  expect(objectionOf(await drawUpPoliceList(house.app, { officer: house.clerk, caseIds: 'all waiting' }))).toBe(
    'list_empty',
  )
  const desk = await hamletDesk(house.app, await anOfficer(house))
  expect(desk.differing.map(({ row }) => row.identityCaseId).sort()).toEqual(ids.toSorted())
  const settle = (caseId: string, take: 'hamlet' | 'station') =>
    settleHamletValue(house.app, { officer: house.clerk, caseId, take })
  value(await settle(ids[0]!, 'hamlet'))
  value(await settle(ids[1]!, 'station'))
  expect(objectionOf(await settle(ids[0]!, 'station'))).toBe('changed_meanwhile')
  const police = value(await toPolice(ids))
  const rows = await house.app.store.policeTransaction((tx) => tx.policeLists.rowsOf(police.id))
  expect(rows.map((row) => [row.fullName, row.hamletSays?.fields.fullName, row.hamletSays?.settled])).toEqual([
    ['Trần Thị Mẩu', { station: 'Trần Thị Mẫu', hamlet: 'Trần Thị Mẩu' }, 'hamlet'],
    ['Trần Thị Mẫu', { station: 'Trần Thị Mẫu', hamlet: 'Trần Thị Mẩu' }, 'station'],
  ])
  expect(police.canonical, 'the frozen text is the four legal fields and nothing else').not.toContain('hamlet')
})

test('E13 a partial return: answered rows go on, the rest stays on the clock; typed in twice, a row is taken once', async () => {
  const people = [await here(), await here(), await here()]
  const [list] = await drawUp(house, hamlet)
  expect(value(await typeIn(house, list!.id, [answer(1), answer(2)]))).toEqual({
    taken: [1, 2],
    known: [],
    differing: [],
  })
  const again = value(await typeIn(house, list!.id, [answer(1), answer(2, { answer: 'moved' })]))
  expect(again).toEqual({ taken: [], known: [1], differing: [2] })
  expect(await caseOf(house, people[1]!.idCase.id)).toMatchObject({ state: 'hamlet_checked' })
  const summary = (await hamletDesk(house.app, await anOfficer(house))).lists.find(({ id }) => id === list!.id)
  expect(summary).toMatchObject({ rows: 3, answered: 2, open: 1, objected: 0 })
  expect(objectionOf(await typeIn(house, list!.id, []))).toBe('nothing_answered')
})

test('E13 two officers typing one sheet at the same moment: every row is taken once', async () => {
  for (let n = 0; n < 5; n += 1) await here()
  const [list] = await drawUp(house, hamlet)
  const all = [1, 2, 3, 4, 5].map((row) => answer(row))
  const both = (await Promise.all([typeIn(house, list!.id, all), typeIn(house, list!.id, all)])).map(value)
  expect(both.flatMap(({ taken }) => taken).sort()).toEqual([1, 2, 3, 4, 5])
  expect(both.flatMap(({ known }) => known).sort()).toEqual([1, 2, 3, 4, 5])
})

test('E13 lists hold 40 rows, a household stands on one of them, and nobody stands on two', async () => {
  const size = (home: number) => (home % 3) + 2
  for (let home = 0; home < 16; home += 1)
    for (let n = 0; n < size(home); n += 1)
      await here({ fullName: `Lê Văn Người`, address: `Số ${home + 1}, ${hamlet}, Xã Mẫu` })
  const lists = await drawUp(house, hamlet)
  const rows = (await Promise.all(lists.map(({ id }) => rowsOf(house, id)))).flat()
  expect(rows).toHaveLength(47)
  expect(lists).toHaveLength(2)
  const listsOfHome = Map.groupBy(rows, ({ address }) => address)
  for (const home of listsOfHome.values())
    expect(new Set(home.map((row) => `${row.listId} ${row.household}`)).size).toBe(1)
  expect(new Set(rows.map(({ identityCaseId }) => identityCaseId)).size).toBe(47)
  const both = await Promise.all([drawUp(house, hamlet).catch(String), drawUp(house, hamlet).catch(String)])
  expect(both.join()).toMatch(/list_empty/)
})

test('E13 who has no known hamlet is a group of its own until the station says which; "3" is no hamlet', async () => {
  const { idCase } = await here({ address: 'Xã Mẫu' })
  const groupOf = async () =>
    (await hamletDesk(house.app, await anOfficer(house))).groups.find(({ people }) =>
      people.some(({ id }) => id === idCase.id),
    )?.hamlet
  expect(await groupOf()).toBeNull()
  const set = (name: string) => setHamlet(house.app, { officer: house.clerk, caseIds: [idCase.id], hamlet: name })
  expect(objectionOf(await set('3'))).toBe('reason_needed')
  value(await set(` ${hamlet.toLowerCase()} `))
  expect(await groupOf()).toBe(hamlet.toLowerCase())
  await drawUp(house, hamlet)
  expect(await caseOf(house, idCase.id)).toMatchObject({ state: 'with_hamlet' })
})

test('E13 called back, withdrawn, listed again: a row left on paper is answered no more', async () => {
  const [first, second] = [await here(), await here()]
  const [list] = await drawUp(house, hamlet)
  const { code, address } = second.report
  value(await withdrawReport(house.app, { code, address: address ?? '' }))
  expect(await caseOf(house, second.idCase.id)).toMatchObject({ state: 'withdrawn' })
  const late = value(await typeIn(house, list!.id, [answer(2)]))
  expect(late).toEqual({ taken: [], known: [], differing: [2] })
  expect(value(await takeOffHamletList(house.app, { officer: house.clerk, listId: list!.id }))).toBe(1)
  expect(await caseOf(house, first.idCase.id)).toMatchObject({ state: 'listed' })
  const [next] = await drawUp(house, hamlet)
  value(await typeIn(house, next!.id, [answer(1, { answer: 'unknown' })]))
  expect(await caseOf(house, first.idCase.id)).toMatchObject({ state: 'hamlet_objected' })
  const report = await house.app.store.transaction((tx) => tx.reports.get(first.report.id))
  const { openIdentityCase } = await import('../../../core/use-cases/identity/open-identity-case.ts')
  const proposed = { fullName: 'Trần Thị Mẫu', birthDate: '1990-05-17', sex: 'female', idNumber: '' } as const
  await house.app.store.transaction(async (tx) =>
    value(await openIdentityCase(house.app, tx, { report: report!, proposed, actor: house.clerk })),
  )
  expect(await caseOf(house, first.idCase.id)).toMatchObject({ state: 'listed' })
})

test('E13 another station’s officer, and the police, do nothing with a list', async () => {
  await here()
  const [list] = await drawUp(house, hamlet)
  const stranger = await house.staff({ role: 'clerk', unitId: 'ttyt-mau' })
  const given = { listId: list!.id, answers: [answer(1)], words: () => '' }
  const { typeInAnswers } = await import('../../../core/use-cases/hamlet/type-in-answers.ts')
  expect(objectionOf(await typeInAnswers(house.app, { officer: stranger, ...given }))).toBe('no_such_list')
  expect(objectionOf(await typeInAnswers(house.app, { officer: house.police, ...given }))).toBe('not_your_role')
})
