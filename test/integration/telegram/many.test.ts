import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

test('B02 fifty messages at once from one person are answered once each, in the order they were said', async () => {
  const chat = 9_600
  const said = Array.from({ length: 50 }, (_, n) => `khong-hieu-${n}`)
  expect(await Promise.all(said.map((text) => house.telegram.say(chat, text)))).toEqual(Array(50).fill(200))
  await house.settle()
  const rows = await house.db
    .selectFrom('outbox')
    .select(['idempotency_key', 'sequence'])
    .where('address', '=', house.address(chat))
    .orderBy('sequence')
    .execute()
  const answered = rows.map((row) => row.idempotency_key.split('|')[1])
  const heard = await house.db
    .selectFrom('inbox')
    .select('id')
    .where('address', '=', house.address(chat))
    .orderBy('sort_key')
    .execute()
  expect(answered).toEqual(heard.map((row) => String(row.id)))
  expect(house.telegram.sent(chat)).toHaveLength(50)
})

test('a thousand messages from as many people are all stored, each once, though every one came twice', async () => {
  house.telegram.how.copies = 2
  const chats = Array.from({ length: 1_000 }, (_, n) => 20_000 + n)
  const statuses = await Promise.all(chats.map((chat) => house.telegram.say(chat, 'xin chào')))
  house.telegram.how.copies = 1
  expect(new Set(statuses)).toEqual(new Set([200]))
  const stored = house.db.selectFrom('inbox').select('address').where('sort_key', '>', '0')
  const addresses = (await stored.execute()).map((row) => row.address).filter((one) => /\|2\d{4}$/.test(one))
  expect([addresses.length, new Set(addresses).size]).toEqual([1_000, 1_000])
})
