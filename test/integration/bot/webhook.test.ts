import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse } from '../../../bot/converse.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const sample = (name: string) => readFileSync(`${sharedData('telegram')}/${name}`, 'utf8')
const text = (chatId: number, words: string) => ({
  message: { message_id: 1, date: 1, chat: { id: chatId, type: 'private' }, from: { id: chatId }, text: words },
})
const rows = async () =>
  Number(
    (
      await house.db
        .selectFrom('inbox')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const post = (body: string, secret: string | null = house.secret) =>
  fetch(house.webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
    },
    body,
  })

test('L06 a forged webhook gets 401 and leaves no row', async () => {
  const before = await rows()
  for (const secret of [null, '', 'undefined', `${house.secret}x`, house.secret.slice(1)]) {
    expect((await post(sample('update.message_text.json'), secret)).status).toBe(401)
  }
  expect(await rows()).toBe(before)
})

test("a body that is not Telegram's gets 400 and leaves no row", async () => {
  const before = await rows()
  const large = JSON.stringify({ update_id: 1, x: 'y'.repeat(300_000) })
  for (const body of ['', '{}', '[]', 'no json', '{"update_id":"1"}', '{"update_id":1.5}', large]) {
    expect((await post(body)).status, body.slice(0, 40)).toBe(400)
  }
  expect(await rows()).toBe(before)
})

test('every sample of Telegram is taken, and only private chats leave a row', async () => {
  const samples = readdirSync(sharedData('telegram')).filter((name) => name.startsWith('update.'))
  for (const name of samples) expect((await post(sample(name))).status, name).toBe(200)
  const events = await house.db.selectFrom('inbox').select(['event', 'address']).execute()
  expect(samples).toHaveLength(22)
  expect(events).toHaveLength(21)
  expect(new Set(events.map((row) => row.address))).toEqual(new Set([house.address(2000000001)]))
})

test('M01 the row stands before 200: when it cannot be stored Telegram is told to come again', async () => {
  const store = house.app.store
  house.app.store = { ...store, hear: () => Promise.reject(new Error('the database is away')) }
  const refused = await post(JSON.stringify({ update_id: 9001, ...text(7001, 'chào') }))
  house.app.store = store
  expect(refused.status).toBe(500)
  expect((await post(JSON.stringify({ update_id: 9001, ...text(7001, 'chào') }))).status).toBe(200)
  await house.settle()
  expect(house.telegram.last(7001).text).toContain('Chào bạn!')
})

test('M01 an answer that crashes after 200 is found again by the sweeper', async () => {
  const address = house.address(7010)
  expect((await post(JSON.stringify({ update_id: 9050, ...text(7010, 'tra cuu') }))).status).toBe(200)
  const claim = () =>
    house.app.store.transaction((tx) =>
      tx.promises.claimHeard({ now: house.clock.now(), sweepAfterMs: 60_000, limit: 100 }),
    )
  expect(await claim()).toContain(address)
  await expect(converse({ ...house.ears, channels: {} }, { address })).rejects.toThrow()
  expect(await claim()).not.toContain(address)
  house.clock.advance(61_000)
  expect(await claim()).toContain(address)
  await house.settle()
  expect(house.telegram.last(7010).text).toContain('Bạn tra cứu cho ai')
})

test('M02 the same update twice is one row and one answer', async () => {
  const body = JSON.stringify({ update_id: 9100, ...text(7002, 'tra cuu') })
  const answers = await Promise.all([post(body), post(body), post(body)])
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  await house.settle()
  await post(body)
  await house.settle()
  expect(house.telegram.sent(7002)).toHaveLength(1)
})

test('B02 fifty messages at once leave one consistent state, answered in their order', async () => {
  const chat = 7003
  const bodies = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({ update_id: 9300 + n, ...text(chat, n % 2 ? 'huy' : 'bao sai') }),
  )
  await Promise.all(bodies.toSorted(() => 0.5 - Math.random()).map((body) => post(body)))
  const work = Array.from({ length: 5 }, () =>
    converse(house.ears, { address: house.address(chat) }).catch(() => undefined),
  )
  await Promise.all(work)
  await house.settle()
  const sent = house.telegram.sent(chat).map((message) => message.text)
  expect(sent).toHaveLength(50)
  expect(sent.filter((_, n) => n % 2 === 0).every((one) => one.includes('Họ và tên'))).toBe(true)
  expect(sent.filter((_, n) => n % 2 === 1).every((one) => one.includes('Đã dừng'))).toBe(true)
})

test('C09 ten shuffled pictures of an album are one turn, and a late one joins', async () => {
  const chat = 7004
  const jpeg = readFileSync(sharedData('cccd/images/dev-001.jpg'))
  const shuffled = Array.from({ length: 10 }, () => house.telegram.sendPhoto(chat, jpeg, { media_group_id: '55' }))
  await Promise.all(shuffled)
  await house.settle()
  expect(house.telegram.sent(chat)).toHaveLength(1)
  expect(house.telegram.last(chat).text).toContain('bị hủy 7 ngày')
  await house.telegram.press(chat, 'Đồng ý')
  await house.settle()
  expect(house.telegram.last(chat).text).toContain('Ảnh 1 trong 10')
  await house.telegram.sendPhoto(chat, jpeg, { media_group_id: '55' })
  await house.settle()
  expect(house.telegram.last(chat).text).toContain('Ảnh 1 trong 11')
})

test('a message nobody can answer is dead after five tries, and its writer gets a calm sentence', async () => {
  const chat = 7005
  await house.telegram.say(chat, 'tra cuu')
  const poisoned = {
    ...house.ears,
    channels: { telegram: { ...house.ears.channels.telegram!, acknowledge: async () => undefined } },
  }
  const render = {
    ...house.render,
    text: () => {
      throw new Error('poison')
    },
    sentence: (key: string, locale: 'vi' | 'en') => {
      if (key === 'chat.trouble') return house.render.sentence(key, locale)
      throw Object.assign(new Error('Nguyễn Thị Hoa'), { code: 'poison' })
    },
  }
  for (let n = 0; n < 4; n++)
    await expect(converse({ ...poisoned, render }, { address: house.address(chat) })).rejects.toThrow()
  await converse({ ...poisoned, render }, { address: house.address(chat) })
  await house.settle()
  expect(house.telegram.last(chat).text).toContain('trục trặc')
  expect(JSON.stringify(house.faults)).not.toContain('Hoa')
  expect(house.faults).toContainEqual(expect.objectContaining({ code: 'poison', dead: true }))
  await house.telegram.say(chat, 'tra cuu')
  await house.settle()
  expect(house.telegram.last(chat).text).toContain('Bạn tra cứu cho ai')
})
