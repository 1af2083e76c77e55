import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

const CHAT = 9_501
let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const said = () => house.telegram.sent(CHAT).length
async function say(words: string): Promise<string> {
  await house.telegram.say(CHAT, words)
  await house.settle()
  return house.telegram.last(CHAT).text
}
const requests = () => house.db.selectFrom('help_requests').selectAll().execute()

test('D11 out of office hours a call back is chosen: a day, a part, a phone', async () => {
  await say('/start')
  expect(await say('cho tôi gặp cán bộ')).toContain('gọi lại ngày nào')
  await say('1')
  expect(await say('buoi chieu')).toContain('số điện thoại nào')
  expect(await say('0912 345 678')).toContain('Đã hẹn')
  expect(await requests()).toMatchObject([{ state: 'callback', callback_phone: '+84912345678' }])
  // Nobody sits there, so the machine goes on answering.
  expect(await say('tra cuu')).toContain('Bạn tra cứu cho ai')
})

test('D11 in office hours free words at the menu go to the thread in silence, buttons still work, and it can be ended', async () => {
  house.clock.advance(2 * 3_600_000)
  await say('mục chính')
  expect(await say('gap can bo')).toContain('sẽ trả lời ngay tại đây')
  const before = said()
  await say('Tôi tiêm hai mũi ở trạm')
  await say('2')
  expect(said()).toBe(before)
  const heard = await house.db.selectFrom('inbox').select(['handled_at', 'dead_at']).execute()
  expect(heard.every((row) => row.handled_at !== null && row.dead_at === null)).toBe(true)
  expect(await say('trợ giúp')).toContain('Bạn có thể')
  await say('mục chính')
  expect(await say('Kết thúc trò chuyện với cán bộ')).toContain('Đã kết thúc trò chuyện')
  expect((await requests()).filter((one) => one.ended_at === null)).toEqual([])
  expect(await say('Tôi tiêm hai mũi ở trạm')).toContain('chưa hiểu')
})
