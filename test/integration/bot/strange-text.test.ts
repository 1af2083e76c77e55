import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

test('M01 a text with NUL or half a character is stored without it and answered, not sent again for ever', async () => {
  const chat = { id: 41, type: 'private' }
  const update = (update_id: number, text: string) =>
    JSON.stringify({ update_id, message: { message_id: update_id, date: 1, chat, from: { id: 41 }, text } })
  for (const [id, text] of [
    [901, 'xin\u0000 chào'],
    [902, 'chào \ud83d'],
  ] as const) {
    const answer = await fetch(house.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': house.secret },
      body: update(id, text),
    })
    expect(answer.status).toBe(200)
  }
  const heard = await house.db.selectFrom('inbox').select('event').orderBy('sort_key').execute()
  expect(heard.map(({ event }) => (event as { text: string }).text)).toEqual(['xin chào', 'chào \ufffd'])
})
