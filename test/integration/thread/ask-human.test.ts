import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { cleanUp } from '../../../core/use-cases/clock/clean-up.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { chooseCallback } from '../../../core/use-cases/thread/choose-callback.ts'
import { endTalk } from '../../../core/use-cases/thread/end-talk.ts'
import { listInbox } from '../../../core/use-cases/thread/list-inbox.ts'
import { openThread } from '../../../core/use-cases/thread/open-thread.ts'
import { replyToCitizen } from '../../../core/use-cases/thread/reply-to-citizen.ts'
import { settleCallback } from '../../../core/use-cases/thread/settle-callback.ts'
import { takeThread } from '../../../core/use-cases/thread/take-thread.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { closedTime, newPerson, openTime, say } from './thread-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house?.close())
beforeEach(() => house.clock.set(openTime))

const ask = async (address: string, personId: string | null = null) =>
  must(await askHuman(house.app, { address, personId, text: null }))
const openOf = (address: string) => house.app.store.transaction((tx) => tx.helpRequests.openFor(address))
const idOf = async (address: string) => (await openOf(address))?.id ?? 'none'
const rowOf = (id: string) =>
  house.db.selectFrom('help_requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function anotherStation(): Promise<string> {
  const unit = { dataset_version: '2021', valid_from: '2021-01-01', kind: 'station', parent_id: 'ttyt-mau' }
  const id = 'tyt-khac'
  await house.db
    .insertInto('units')
    .values({ ...unit, id, code: id, name: 'Trạm Y tế xã Khác' })
    .onConflict((c) => c.doNothing())
    .execute()
  return id
}

test('D11 in office hours a person is told that somebody answers here, and stands in the inbox', async () => {
  const { telegram } = newPerson()
  expect(await ask(telegram)).toMatchObject({ unitName: 'Trạm Y tế xã Mẫu', open: true, callbackDays: [] })
  expect(await openOf(telegram)).toMatchObject({ state: 'waiting' })
  const { talks } = must(await listInbox(house.app, { officer: await anOfficer(house), unitId: null }))
  expect(talks.filter((entry) => entry.address === telegram)).toHaveLength(1)
})

test('D11 asking twice is one request', async () => {
  const { telegram } = newPerson()
  await Promise.all([ask(telegram), ask(telegram)])
  await ask(telegram)
  const rows = await house.db.selectFrom('help_requests').select('id').where('address', '=', telegram).execute()
  expect(rows).toHaveLength(1)
})

test('D11 at night three working days are offered, and the chosen one with a phone stands on the list', async () => {
  house.clock.set(new Date('2026-11-20T19:00:00+07:00'))
  const { zalo } = newPerson()
  const asked = await ask(zalo)
  expect(asked).toMatchObject({ open: false, callbackDays: ['2026-11-23', '2026-11-24', '2026-11-25'] })
  const choice = { address: zalo, day: '2026-11-23', part: 'morning' as const }
  expect(objectionOf(await chooseCallback(house.app, { ...choice, phone: null }))).toBe('phone_invalid')
  expect(objectionOf(await chooseCallback(house.app, { ...choice, day: '2026-11-22', phone: '0912345678' }))).toBe(
    'slot_gone',
  )
  must(await chooseCallback(house.app, { ...choice, phone: '0912 345 678' }))
  const id = await idOf(zalo)
  expect(await rowOf(id)).toMatchObject({
    state: 'callback',
    callback_day: '2026-11-23',
    callback_part: 'morning',
    callback_phone: '+84912345678',
  })
})

test('D11 early on a working day the same day is offered, its past half is not', async () => {
  house.clock.set(new Date('2026-11-17T12:00:00+07:00'))
  const { telegram } = newPerson()
  expect((await ask(telegram)).callbackDays).toEqual(['2026-11-17', '2026-11-18', '2026-11-19'])
  const today = { address: telegram, day: '2026-11-17', phone: '0912345678' }
  expect(objectionOf(await chooseCallback(house.app, { ...today, part: 'morning' }))).toBe('slot_gone')
  must(await chooseCallback(house.app, { ...today, part: 'afternoon' }))
})

test('D11 hours are data of the unit', async () => {
  const hours = { spans: [{ weekdays: [6], from: 480, to: 600 }], closedDays: ['2026-11-21'] }
  await house.db
    .updateTable('units')
    .set({ office_hours: JSON.stringify(hours) })
    .where('id', '=', 'tyt-mau')
    .execute()
  const { telegram } = newPerson()
  const asked = await ask(telegram)
  await house.db.updateTable('units').set({ office_hours: null }).where('id', '=', 'tyt-mau').execute()
  expect(asked).toMatchObject({ open: false, callbackDays: ['2026-11-28', '2026-12-05', '2026-12-12'] })
})

test('D11 who asks again in the morning waits in the chat', async () => {
  house.clock.set(closedTime)
  const { telegram } = newPerson()
  await ask(telegram)
  house.clock.set(new Date('2026-11-18T08:00:00+07:00'))
  expect(await ask(telegram)).toMatchObject({ open: true })
  expect(await openOf(telegram)).toMatchObject({ state: 'waiting' })
})

test('D11 the citizen may end the talk from any linked channel, and nothing is left open', async () => {
  const { telegram, web } = newPerson()
  await house.app.store.transaction((tx) => tx.contacts.join(telegram, web, house.clock.now()))
  await ask(telegram)
  expect(await openOf(web)).toMatchObject({ state: 'waiting' })
  must(await endTalk(house.app, { address: web }))
  expect(await openOf(telegram)).toBeNull()
  must(await endTalk(house.app, { address: web }))
})

test('K02 a phone is handed to the unit that calls and to nobody above it, and the reading is written down', async () => {
  house.clock.set(closedTime)
  const { telegram } = newPerson()
  await ask(telegram)
  must(await chooseCallback(house.app, { address: telegram, day: '2026-11-18', part: 'morning', phone: '0912345678' }))
  const phoneFor = async (officer: Officer) => {
    const { callbacks } = must(await listInbox(house.app, { officer, unitId: null }))
    return callbacks.find((entry) => entry.address === telegram)?.callbackPhone
  }
  const station = await anOfficer(house)
  expect(await phoneFor(station)).toBe('+84912345678')
  expect(await phoneFor(await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' }))).toBeNull()
  const read = house.db.selectFrom('audit').select('action').where('staff_id', '=', station.staffId)
  expect(await read.execute()).toEqual([{ action: 'read_inbox' }])
})

test('L07 what a person said with the call, and the phone, are forgotten 30 days after it ended', async () => {
  house.clock.set(closedTime)
  const { telegram } = newPerson()
  must(await askHuman(house.app, { address: telegram, personId: null, text: 'chuyện riêng' }))
  const choice = { address: telegram, day: '2026-11-18', part: 'morning' as const, phone: '0912345678' }
  must(await chooseCallback(house.app, choice))
  const id = await idOf(telegram)
  must(await endTalk(house.app, { address: telegram }))
  house.clock.advance(29 * 86_400_000)
  await cleanUp(house.app)
  expect(await rowOf(id)).toMatchObject({ text: 'chuyện riêng', callback_phone: '+84912345678' })
  house.clock.advance(2 * 86_400_000)
  await cleanUp(house.app)
  expect(await rowOf(id)).toMatchObject({ text: null, callback_phone: null, state: 'closed' })
})

test('D11 a call is noted with what came of it; one that nobody answered stays', async () => {
  house.clock.set(closedTime)
  const { telegram } = newPerson()
  await ask(telegram)
  const officer = await anOfficer(house)
  const requestId = await idOf(telegram)
  must(await settleCallback(house.app, { officer, requestId, outcome: 'not_reached' }))
  expect(await rowOf(requestId)).toMatchObject({ state: 'callback', call_tries: 1 })
  must(await settleCallback(house.app, { officer, requestId, outcome: 'answered' }))
  expect(await rowOf(requestId)).toMatchObject({ state: 'called' })
  expect(objectionOf(await settleCallback(house.app, { officer, requestId, outcome: 'answered' }))).toBe(
    'not_possible_now',
  )
})

test('D11 the time to an answer is the 80th percentile of the rows of 30 days', async () => {
  const officer = await anOfficer(house)
  const old = new Date(openTime.getTime() - 40 * 86_400_000)
  await house.db.updateTable('help_requests').set({ asked_at: old }).execute()
  for (const minutes of [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]) {
    house.clock.set(openTime)
    const { telegram } = newPerson()
    await ask(telegram)
    house.clock.advance(minutes * 60_000)
    const requestId = await idOf(telegram)
    must(
      await replyToCitizen(house.app, {
        officer,
        requestId,
        replyId: house.app.newId(),
        text: 'chào',
        answerKey: null,
      }),
    )
  }
  const { times } = must(await listInbox(house.app, { officer, unitId: null }))
  expect(times).toEqual({ answered: 10, p80Minutes: 8, unanswered: 0 })
})

test('E20 whoever waits longest stands first, and a talk in which we spoke last stands behind', async () => {
  const officer = await anOfficer(house)
  const [first, second, third] = [newPerson().telegram, newPerson().telegram, newPerson().telegram]
  for (const address of [first, second, third]) {
    await ask(address)
    house.clock.advance(60_000)
  }
  const reply = async (address: string) =>
    must(
      await replyToCitizen(house.app, {
        officer,
        requestId: await idOf(address),
        replyId: house.app.newId(),
        text: 'Chúng tôi đang xem.',
        answerKey: null,
      }),
    )
  await reply(first)
  await reply(second)
  house.clock.advance(60_000)
  await say(house, second, { text: 'vâng' })
  const { talks } = must(await listInbox(house.app, { officer, unitId: null }))
  const order = talks.map((entry) => entry.address).filter((address) => [first, second, third].includes(address))
  expect(order).toEqual([third, second, first])
  expect(talks.find((entry) => entry.address === first)?.waitingSince).toBeNull()
})

test('D11 the unit of the record answers, else that of the report, else the fallback', async () => {
  const other = await anotherStation()
  const person = await house.person({ unitId: other })
  expect((await ask(newPerson().telegram, person.id)).unitName).toBe('Trạm Y tế xã Khác')
  const reporter = newPerson()
  await aReport(house, { address: reporter.zalo, unitId: other })
  expect((await ask(reporter.zalo)).unitName).toBe('Trạm Y tế xã Khác')
  expect((await ask(newPerson().telegram)).unitName).toBe('Sở Y tế tỉnh Mẫu')
  await house.db.deleteFrom('help_requests').where('unit_id', '=', 'syt-mau').execute()
})

test('K02 D11 staff of another unit find nothing, and reading is written into the audit', async () => {
  const other = await anotherStation()
  const { telegram } = newPerson()
  const person = await house.person()
  await ask(telegram, person.id)
  const requestId = await idOf(telegram)
  const stranger = await anOfficer(house, { unitId: other })
  const found = must(await listInbox(house.app, { officer: stranger, unitId: null }))
  expect(found.talks.map((entry) => entry.id)).not.toContain(requestId)
  const command = { officer: stranger, requestId }
  expect(objectionOf(await openThread(house.app, command))).toBe('no_such_thread')
  expect(objectionOf(await takeThread(house.app, { ...command, over: true }))).toBe('no_such_thread')
  const auditor = await anOfficer(house, { role: 'auditor', unitId: 'syt-mau' })
  expect(objectionOf(await openThread(house.app, { officer: auditor, requestId }))).toBe('not_your_role')
  const officer = await anOfficer(house)
  must(await openThread(house.app, { officer, requestId }))
  const read = await house.db
    .selectFrom('audit')
    .select(['staff_id', 'action'])
    .where('subject_id', '=', requestId)
    .execute()
  expect(read).toEqual([{ staff_id: officer.staffId, action: 'read_thread' }])
})
