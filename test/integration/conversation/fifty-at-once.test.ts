import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse } from '../../../bot/converse.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

const CHAT = 9_201
let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const post = (update: object) =>
  fetch(house.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': house.secret },
    body: JSON.stringify(update),
  })

const chat = { id: CHAT, type: 'private' }
const text = (id: number, words: string) => ({
  update_id: id,
  message: { message_id: id, date: 1_790_000_000, chat, from: { id: CHAT, is_bot: false }, text: words },
})

/** What one person says in this order; the network delivers it as it likes. */
const WORDS = ['/start', 'báo sai', 'Lò Thị Bưởi', '17/05/1990', 'nữ']

test('B02 fifty updates of one person at once leave one consistent state, answered in the order they were said', async () => {
  const updates = Array.from({ length: 50 }, (_, n) => text(5_000 + n, WORDS[n % WORDS.length] ?? ''))
  const shuffled = updates.toSorted(() => 0.5 - Math.random())
  const statuses = await Promise.all(shuffled.map(async (update) => (await post(update)).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  const address = house.address(CHAT)
  // Eight workers hear the same bell; one speaks, the others are told to come again.
  const runs = await Promise.allSettled(Array.from({ length: 8 }, () => converse(house.ears, { address })))
  expect(runs.some((run) => run.status === 'fulfilled')).toBe(true)
  await house.settle()
  const rows = await house.db.selectFrom('inbox').selectAll().where('address', '=', address).execute()
  expect(rows).toHaveLength(50)
  expect(rows.filter((row) => row.handled_at === null || row.dead_at !== null)).toEqual([])
  const replies = house.telegram.sent(CHAT).map((message) => message.text)
  expect(replies).toHaveLength(50)
  // Ten times the same little talk, each in order: the welcome, then four questions.
  const questions = ['Chào bạn!', 'Họ và tên của người cần sửa', 'Ngày sinh', 'Giới tính', 'số điện thoại']
  expect(replies.map((reply, n) => reply.includes(questions[n % 5] ?? '')).filter((isRight) => !isRight)).toEqual([])
  const stored = await house.db
    .selectFrom('conversations')
    .select('state')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  expect(stored.state).toMatchObject({
    step: 'phone',
    answers: { fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female' },
  })
  expect(house.faults).toEqual([])
})
