import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHAT = 9_401
const PHONE = '+84900009401'
const DAY = 86_400_000
let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
  await house.person({ fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female', phone: PHONE })
  await say('báo sai')
  await say('Lò Thị Bưởi, 17/05/1990, nữ')
  await house.telegram.sendContact(CHAT, PHONE)
  await house.settle()
  for (const words of ['sai gioi tinh', 'nam', 'không còn, đi tiếp', 'không đồng ý', 'gửi phản ánh']) await say(words)
})
afterAll(() => house.close())

async function say(words: string, more: object = {}): Promise<string> {
  await house.telegram.say(CHAT, words, more)
  await house.settle()
  return house.telegram.last(CHAT).text
}

const report = () => house.db.selectFrom('reports').selectAll().executeTakeFirstOrThrow()
const receipt = async () => {
  const row = await house.db
    .selectFrom('outbox')
    .select('provider_message_id')
    .where('report_id', '=', (await report()).id)
    .executeTakeFirstOrThrow()
  return { reply_to_message: { message_id: Number(row.provider_message_id) } }
}

test('I09 a reply to the receipt lands on its case, also in the middle of something else, which goes on', async () => {
  await say('tra cuu')
  const after = await say('Số CCCD tôi đã đổi năm 2021', await receipt())
  expect(after).toContain('Đã ghi lời nhắn')
  expect(after).toContain('Bạn tra cứu cho ai')
  expect((await report()).note).toBe('Số CCCD tôi đã đổi năm 2021')
})

test('I09 a photo in reply lands on its case, 29 days later', async () => {
  house.clock.advance(29 * DAY)
  await house.telegram.sendPhoto(CHAT, readFileSync(sharedData('cccd/images/dev-001.jpg')), await receipt())
  await house.settle()
  await say('đồng ý')
  await say('giấy tờ khác')
  expect(await say('đủ rồi, đi tiếp')).toContain((await report()).code)
  const photos = await house.db.selectFrom('photos').select(['report_id']).execute()
  expect(photos).toEqual([{ report_id: (await report()).id }])
})

test('I09 after 30 days the same reply is unclear, and one is asked with buttons', async () => {
  house.clock.advance(2 * DAY)
  await say('hủy')
  expect(await say('Tôi vẫn chờ', await receipt())).toContain('dành cho phản ánh nào')
  expect(
    house.telegram
      .last(CHAT)
      .buttons.map((button) => button.text)
      .slice(0, 2),
  ).toEqual([(await report()).code, 'Không, việc khác'])
  expect((await report()).note).not.toContain('Tôi vẫn chờ')
})
