import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { deliverExports } from '../../../core/use-cases/exchange/deliver-exports.ts'
import { exchangeStateOf, watchRestingRows } from '../../../core/use-cases/exchange/exchange-state.ts'
import { exportFile, exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import { readPlatformBack } from '../../../core/use-cases/exchange/read-platform-back.ts'
import { requestSettle } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import { filePlatform } from '../../../platform/national/file-platform.ts'
import { httpPlatform } from '../../../platform/national/http-platform.ts'
import { carrier } from '../../fakes/platform/carrier.ts'
import { resultsList } from '../../fakes/platform/lists.ts'
import { startPracticePlatform } from '../../fakes/platform/server.ts'
import { value } from '../chain/chain-house.ts'
import { confirmedPeople, DAY, openPlatformHouse, type PlatformHouse, sendOut, UNIT } from './platform-house.ts'

let house: PlatformHouse
let app: PlatformHouse['app']
let close: () => Promise<unknown> = async () => undefined
beforeEach(async () => {
  await close()
  house = await openPlatformHouse(30)
  const platform = await startPracticePlatform(house.book)
  app = house.through(httpPlatform({ url: platform.url, key: platform.key, patienceMs: 10_000 }))
  close = () => Promise.all([platform.close(), house.close()])
})
afterAll(() => close())

const reportOf = (personId: string) =>
  house.db.selectFrom('reports').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow()

const notices = async (personId: string) => {
  const rows = house.db.selectFrom('outbox').innerJoin('reports', 'reports.id', 'outbox.report_id').select('content')
  const found = await rows.where('reports.person_id', '=', personId).orderBy('outbox.sequence').execute()
  return found.map((row) => (row.content as { templateKey: string }).templateKey)
}

const tasks = () => house.app.store.transaction((tx) => tx.platformTasks.ofUnit(UNIT))

const statesOf = async (personId: string) => {
  const { id } = await reportOf(personId)
  return app.store.transaction((tx) => exchangeStateOf(tx, id, app.now()))
}

test('G11 five days down: work goes on, each citizen is told once, the backlog drains in order, nothing is lost or written twice', async () => {
  house.book.moods.isDown = true
  const everybody: string[] = []
  for (let day = 0; day < 5; day += 1) {
    const people = await confirmedPeople(house, 2, 2 * day)
    everybody.push(...people.map((one) => one.id))
    await sendOut(house)
    for (let hour = 0; hour < 24; hour += 6) {
      house.clock.advance(DAY / 4)
      expect(await deliverExports(app)).toEqual({ accepted: 0 })
    }
  }
  for (const id of everybody) expect((await reportOf(id)).state, 'work continues to exported').toBe('exported')
  const told = await Promise.all(
    everybody.map(async (id) => (await notices(id)).filter((key) => key === 'platform-away')),
  )
  // The file of the last day has waited for less than a day: its citizens are not told, the others once.
  expect(told.map((keys) => keys.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
  expect(house.book.written).toEqual([])

  house.book.moods.isDown = false
  house.book.moods.cutsAnswer = true
  await deliverExports(app)
  house.book.moods.cutsAnswer = false
  await Promise.all([deliverExports(app), deliverExports(app)])
  const numbers = house.book.written.map((row) => row.number)
  expect(numbers).toEqual(numbers.toSorted())
  expect(new Set(house.book.written.map((row) => row.recordId)).size).toBe(10)
  expect(house.book.written).toHaveLength(10)
  house.clock.advance(DAY)
  await readPlatformBack(app)
  for (const id of everybody) expect((await notices(id)).filter((key) => key === 'report-landed')).toHaveLength(1)
})

test('G03 G04 every row the Platform lost in silence is found the next morning and opens a task; only landed rows tell their citizens', async () => {
  const people = await confirmedPeople(house, 8)
  house.book.moods.loses = ({ rowNo }) => rowNo % 2 === 0
  const sent = await sendOut(house)
  await deliverExports(app)
  const { rows } = value(await exportOf(app, UNIT, sent.id))
  const [kept, lost] = [rows.filter((row) => row.rowNo % 2 === 1), rows.filter((row) => row.rowNo % 2 === 0)]
  expect(await statesOf(kept[0]!.personId)).toMatchObject([
    { state: 'accepted', carriedBy: { number: sent.number, rowNo: 1 } },
  ])
  for (const one of people) expect(await notices(one.id), 'accepted is no proof').not.toContain('report-landed')
  expect(await readPlatformBack(app), 'the list of the same day proves nothing').toEqual({ lists: 0 })

  house.clock.advance(DAY)
  await readPlatformBack(app)
  for (const { personId } of kept) {
    expect(await notices(personId)).toContain('report-landed')
    expect(await statesOf(personId)).toMatchObject([{ state: 'matched' }])
  }
  for (const { personId } of lost) {
    expect(await notices(personId)).not.toContain('report-landed')
    expect(await statesOf(personId)).toMatchObject([{ state: 'approved', carriedBy: null }])
  }
  const open = await tasks()
  expect(open.map((task) => [task.kind, task.personId]).toSorted()).toEqual(
    lost.map((row) => ['not_landed', row.personId]).toSorted(),
  )
  house.book.moods.loses = () => false
  await sendOut(house)
  expect(await tasks(), 'sent again: the look at it is done').toEqual([])
  await deliverExports(app)
  house.clock.advance(DAY)
  await readPlatformBack(app)
  for (const one of people) expect(await statesOf(one.id)).toMatchObject([{ state: 'matched' }])
})

test('G03 somebody else wrote another number: the row is told apart and opens a task of its own', async () => {
  const [person] = await confirmedPeople(house, 1)
  await sendOut(house)
  await deliverExports(app)
  house.book.edit(person!.recordId, { idNumber: '001090999999' })
  house.clock.advance(DAY)
  await readPlatformBack(app)
  expect((await tasks()).map((task) => task.kind)).toEqual(['changed_by_other'])
  expect(await notices(person!.id)).not.toContain('report-landed')
})

test('G04 a row that rests more than three days rings once per state, and the next state rings anew', async () => {
  const [person] = await confirmedPeople(house, 1)
  const resting = async () => (await tasks()).filter((task) => task.kind === 'resting').map((task) => task.stage)
  expect(await watchRestingRows(app)).toBe(0)
  house.clock.advance(3 * DAY + 60_000)
  expect(await watchRestingRows(app)).toBe(1)
  expect(await watchRestingRows(app), 'not twice').toBe(0)
  expect(await resting()).toEqual(['approved'])
  await sendOut(house)
  expect(await resting(), 'it moved').toEqual([])
  house.clock.advance(3 * DAY + 60_000)
  expect(await watchRestingRows(app)).toBe(1)
  expect(await resting()).toEqual(['exported'])
  await deliverExports(app)
  house.clock.advance(DAY)
  await readPlatformBack(app)
  expect(await statesOf(person!.id)).toMatchObject([{ state: 'matched', restsTooLong: false }])
  house.clock.advance(3 * DAY + 60_000)
  await watchRestingRows(app)
  expect(await resting()).toEqual(['matched'])
  const signedAt = app.now()
  await house.db.updateTable('people').set({ signed_at: signedAt }).where('id', '=', person!.id).execute()
  expect(await statesOf(person!.id)).toMatchObject([{ state: 'signed', since: signedAt }])
})

test('G06 a Platform that counted something else refuses the export with the difference, and somebody is asked to look', async () => {
  await confirmedPeople(house, 2)
  await sendOut(house)
  const lying = house.through({
    deliver: async ({ totals }) => ({
      state: 'accepted',
      totals: { ...totals, rows: totals.rows - 1, idDigits: totals.idDigits - 4 },
    }),
    fetchList: async () => ({ state: 'none' }),
  })
  await deliverExports(lying)
  const [delivery] = await house.db.selectFrom('platform_deliveries').select(['state', 'receipt']).execute()
  expect(delivery?.state).toBe('refused')
  expect(String((delivery?.receipt as { reason?: string } | undefined)?.reason)).toMatch(
    /^rows 1 ≠ 2; idDigits \d+ ≠ \d+$/,
  )
  expect((await tasks()).map((task) => task.kind)).toEqual(['file_refused'])
})

test('G10 a receipt that nobody can read is set aside with its reason and shown; the files behind it go on, and another receipt ends it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nen-tang-'))
  const [door, hand] = [house.through(filePlatform(folder)), carrier(folder, house.book)]
  const receipt = (number: string) => join(folder, 'nhan', `${number}.json`)
  await confirmedPeople(house, 1)
  const poison = await sendOut(house)
  await confirmedPeople(house, 1, 1)
  const behind = await sendOut(house)
  await deliverExports(door)
  await hand.walk()
  writeFileSync(receipt(poison.number), 'PK\u0003\u0004 không phải biên nhận')
  expect(await deliverExports(door)).toEqual({ accepted: 1 })
  const found = async (id: string) => value(await exportOf(app, UNIT, id)).delivery
  expect(await found(behind.id)).toMatchObject({ state: 'accepted' })
  const set = await found(poison.id)
  expect(set).toMatchObject({ state: 'handed_over', awaySince: null })
  const aside = String(set?.receipt?.aside)
  expect(aside).toMatch(new RegExp(`^khong-doc-duoc/[0-9a-f]{8}-${poison.number}.json$`))
  expect(readFileSync(join(folder, 'nhan', `${aside}.ly-do.json`), 'utf8')).toBe('{"reason":"not_json"}')
  expect((await tasks()).map((task) => [task.kind, task.exportNumber])).toEqual([['answer_unreadable', poison.number]])

  await hand.walk()
  expect(await deliverExports(door)).toEqual({ accepted: 1 })
  expect(await tasks()).toEqual([])
  rmSync(folder, { recursive: true })
})

test('G03 a list that an officer is looking at is not applied by the morning reading', async () => {
  const [person] = await confirmedPeople(house, 1)
  await sendOut(house)
  await deliverExports(app)
  house.clock.advance(DAY)
  const bytes = Buffer.from(resultsList(house.book, UNIT))
  const upload = { officer: house.clerk, unitId: UNIT, fileName: 'ket-qua.csv', bytes, rowsDeclared: null }
  const { importId } = value(await uploadResults(app, upload))
  await readPlatformBack(app)
  const state = async () => (await app.store.transaction((tx) => tx.imports.get(importId)))?.state
  expect([await state(), (await reportOf(person!.id)).state]).toEqual(['previewed', 'exported'])
  value(await requestSettle(app, { officer: house.clerk, importId }))
  await readPlatformBack(app)
  expect([await state(), (await reportOf(person!.id)).state]).toEqual(['applied', 'platform_updated'])
})

test('G08 the reverse file of an import puts back every letter: both applied, the Platform is what it was', async () => {
  const [first] = await confirmedPeople(house, 5)
  house.book.edit(first!.recordId, { birthDate: '1951' })
  const before = house.book.snapshot()
  await house.db
    .updateTable('people')
    .set({ birth_text: '1951', birth_precision: 'year' })
    .where('id', '=', first!.id)
    .execute()
  const sent = await sendOut(house)
  const [forward, reverse] = [
    value(await exportFile(app, UNIT, sent.id)),
    value(await exportFile(app, UNIT, sent.id, 'reverse')),
  ]
  expect(await house.book.takeFile('there', forward.bytes, sent.fileSha256 ?? '')).toMatchObject({ state: 'accepted' })
  expect(house.book.snapshot()).not.toBe(before)
  expect(house.book.records.get(first!.recordId), 'what nobody corrected stays as it was').toMatchObject({
    birthDate: '1951',
  })
  expect(await house.book.takeFile('back', reverse.bytes, sent.reverseSha256 ?? '')).toMatchObject({
    state: 'accepted',
  })
  expect(house.book.snapshot()).toBe(before)
})
