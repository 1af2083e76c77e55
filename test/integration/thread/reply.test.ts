import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { hearOperator } from '../../../core/use-cases/thread/hear-operator.ts'
import { listInbox } from '../../../core/use-cases/thread/list-inbox.ts'
import { openThread } from '../../../core/use-cases/thread/open-thread.ts'
import { replyToCitizen } from '../../../core/use-cases/thread/reply-to-citizen.ts'
import { takeThread } from '../../../core/use-cases/thread/take-thread.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { anOfficer, must, objectionOf } from '../desk/desk-house.ts'
import { newPerson, openTime, say } from './thread-builders.ts'

let house: BotHouse
let officer: Officer
let chat = 61_000
beforeAll(async () => {
  house = await openBotHouse()
  officer = await anOfficer(house)
})
afterAll(() => house?.close())
beforeEach(() => {
  house.clock.set(openTime)
  chat += 1
})

async function asked(address: string): Promise<string> {
  must(await askHuman(house.app, { address, personId: null, text: null }))
  return (await house.app.store.transaction((tx) => tx.helpRequests.openFor(address)))?.id ?? 'none'
}
const reply = (requestId: string, text: string, more: { officer?: Officer; replyId?: string } = {}) =>
  replyToCitizen(house.app, { officer, requestId, replyId: randomUUID(), text, answerKey: null, ...more })
const outboxOf = (requestId: string) =>
  house.db
    .selectFrom('outbox')
    .selectAll()
    .where('idempotency_key', 'like', `h|${requestId}|%`)
    .orderBy('sequence')
    .execute()
const link = (one: string, other: string) =>
  house.app.store.transaction((tx) => tx.contacts.join(one, other, house.clock.now()))

test("D11 an answer reaches the citizen's chat in the unit's name, and the officer is not named", async () => {
  const requestId = await asked(house.address(chat))
  must(await reply(requestId, 'Chúng tôi đang xem giấy của bạn.'))
  await house.settle()
  expect(house.telegram.last(chat).text).toBe('Trạm Y tế xã Mẫu: Chúng tôi đang xem giấy của bạn.')
  const [row] = await outboxOf(requestId)
  expect(row).toMatchObject({ purpose: 'reply', state: 'accepted', channel: 'telegram' })
  expect(JSON.stringify(row)).not.toContain(officer.fullName)
})

test('E20 an answer goes to the channel the citizen used last, whichever one was asked on', async () => {
  const { zalo, web } = newPerson()
  const telegram = house.address(chat)
  await link(telegram, zalo)
  await link(telegram, web)
  const requestId = await asked(telegram)
  const minutes = (count: number) => new Date(openTime.getTime() + count * 60_000)
  await say(house, telegram, { at: minutes(1) })
  await say(house, web, { at: minutes(3) })
  // Said before, delivered after.
  await say(house, zalo, { at: minutes(2) })
  must(await reply(requestId, 'một'))
  await say(house, telegram, { at: minutes(5) })
  await say(house, zalo, {
    at: minutes(9),
    event: { kind: 'receipt', messageIds: ['1'], trackingId: null, state: 'seen' },
  })
  must(await reply(requestId, 'hai'))
  expect((await outboxOf(requestId)).map((row) => row.address)).toEqual([web, telegram])
})

test('E20 a chat that shut us out is passed by', async () => {
  const { web } = newPerson()
  const telegram = house.address(chat)
  await link(telegram, web)
  const requestId = await asked(telegram)
  await say(house, web, { at: new Date(openTime.getTime() + 60_000) })
  await say(house, telegram, { at: new Date(openTime.getTime() + 120_000) })
  await house.app.store.transaction((tx) => tx.conversations.close(telegram))
  must(await reply(requestId, 'chào'))
  expect((await outboxOf(requestId)).map((row) => row.address)).toEqual([web])
})

test('E04 two officers answer at once: one message leaves, the other officer is told who holds it', async () => {
  const requestId = await asked(house.address(chat))
  const colleague = await anOfficer(house)
  const both = await Promise.all([reply(requestId, 'tôi'), reply(requestId, 'tôi nữa', { officer: colleague })])
  expect(both.map(objectionOf).sort()).toEqual(['held_by_colleague', 'none'])
  expect(await outboxOf(requestId)).toHaveLength(1)
  const [winner, loser] = both[0]?.ok ? [officer, colleague] : [colleague, officer]
  const seen = must(await openThread(house.app, { officer: loser, requestId }))
  expect(seen).toMatchObject({ heldByAnother: true, holderName: winner.fullName })
})

test('E04 a talk is taken over only on purpose, and that is written down', async () => {
  const requestId = await asked(house.address(chat))
  const colleague = await anOfficer(house)
  must(await takeThread(house.app, { officer, requestId, over: false }))
  const taking = { officer: colleague, requestId }
  expect(objectionOf(await takeThread(house.app, { ...taking, over: false }))).toBe('held_by_colleague')
  must(await takeThread(house.app, { ...taking, over: true }))
  expect(objectionOf(await reply(requestId, 'chào'))).toBe('held_by_colleague')
  const audit = await house.db
    .selectFrom('audit')
    .selectAll()
    .where('subject_id', '=', requestId)
    .orderBy('seq')
    .execute()
  expect(audit.map(({ action, staff_id, detail }) => ({ action, staff_id, detail }))).toEqual([
    { action: 'take_thread', staff_id: officer.staffId, detail: {} },
    { action: 'take_over_thread', staff_id: colleague.staffId, detail: { from: officer.staffId } },
  ])
})

test('I05 an answer sent twice is one message', async () => {
  const requestId = await asked(house.address(chat))
  const replyId = randomUUID()
  must(await reply(requestId, 'chào', { replyId }))
  must(await reply(requestId, 'chào', { replyId }))
  expect(await outboxOf(requestId)).toHaveLength(1)
})

test('E07 words with a blank do not leave', async () => {
  const requestId = await asked(house.address(chat))
  expect(objectionOf(await reply(requestId, 'Phản ánh {{code}} đã xong'))).toBe('answer_unfilled')
  const ready = {
    officer,
    requestId,
    replyId: randomUUID(),
    text: 'Phản ánh đã xong',
    answerKey: 'case-state' as const,
  }
  expect(objectionOf(await replyToCitizen(house.app, ready))).toBe('answer_unfilled')
  expect(await outboxOf(requestId)).toEqual([])
})

test('E07 how often a ready answer was used, and how often the citizen wrote again within 7 days', async () => {
  const day = 86_400_000
  await house.db.deleteFrom('staff_replies').execute()
  for (const wroteAfter of [day, 6 * day, 8 * day, null]) {
    chat += 1
    house.clock.set(openTime)
    const address = house.address(chat)
    const requestId = await asked(address)
    const ready = { officer, requestId, replyId: randomUUID(), text: 'Đã nhận.', answerKey: 'received' as const }
    must(await replyToCitizen(house.app, ready))
    if (wroteAfter === null) continue
    house.clock.advance(wroteAfter)
    await say(house, address)
  }
  const usage = await house.app.store.transaction((tx) => tx.readyAnswers.usage({ unitIds: 'all' }, openTime))
  expect(usage).toEqual([{ answerKey: 'received', used: 4, wroteAgain: 2 }])
  const nobody = await house.app.store.transaction((tx) => tx.readyAnswers.usage({ unitIds: [] }, openTime))
  expect(nobody).toEqual([])
})

test('L07 what officers and citizens write is in no fault that the bot tells the log', async () => {
  await house.settle()
  const requestId = await asked(house.address(chat))
  house.telegram.faults.push({
    method: 'sendMessage',
    kind: 'status',
    status: 400,
    description: 'Bad Request: chat not found',
  })
  must(await reply(requestId, 'bí mật trong tin nhắn'))
  await house.settle()
  house.telegram.faults.length = 0
  expect(house.faults.length).toBeGreaterThan(0)
  expect(JSON.stringify(house.faults)).not.toContain('bí mật')
  const { lines } = must(await openThread(house.app, { officer, requestId }))
  const told = lines.flatMap((line) => (line.side === 'told' ? [line.line] : []))
  expect(told.at(-1)).toMatchObject({ state: 'failed' })
  const { talks } = must(await listInbox(house.app, { officer, unitId: null }))
  expect(talks.find((entry) => entry.id === requestId)).toMatchObject({
    unreached: true,
    waitingSince: expect.any(Date),
  })
})

test('E20 the words of the thread are the words that were sent', async () => {
  const requestId = await asked(house.address(chat))
  must(await reply(requestId, 'dòng một\ndòng hai & <b>'))
  await house.settle()
  const [row] = await outboxOf(requestId)
  const content = row?.content as unknown as Parameters<typeof outgoingText>[1]
  expect(house.telegram.last(chat).text).toBe(outgoingText(house.render, content).text)
})

test('D11 staff who write at the console of the channel are in the talk, and do not count as a quick answer', async () => {
  const { zalo } = newPerson()
  const times = async () => must(await listInbox(house.app, { officer, unitId: null })).times
  const before = await times()
  await hearOperator(house.app, { address: zalo })
  const open = await house.app.store.transaction((tx) => tx.helpRequests.openFor(zalo))
  expect(open).toMatchObject({ state: 'talking' })
  expect(await times()).toEqual(before)
})

test('I02 an answer that Telegram does not take goes to the other chat of the person, and the thread says so', async () => {
  await house.settle()
  const blocked = house.address(chat)
  chat += 1
  const other = house.address(chat)
  await link(blocked, other)
  const requestId = await asked(blocked)
  house.telegram.faults.push({
    method: 'sendMessage',
    kind: 'status',
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  must(await reply(requestId, 'Bạn đến trạm nhé.'))
  await house.settle()
  house.telegram.faults.length = 0
  await house.settle()
  expect(house.telegram.last(chat).text).toBe('Trạm Y tế xã Mẫu: Bạn đến trạm nhé.')
  const { lines } = must(await openThread(house.app, { officer, requestId }))
  const told = lines.flatMap((line) => (line.side === 'told' ? [line.line] : []))
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ state: 'failed', fallback: { channel: 'telegram', state: 'accepted' } })
  const { talks } = must(await listInbox(house.app, { officer, unitId: null }))
  expect(talks.find((entry) => entry.id === requestId)).toMatchObject({ unreached: false })
})
