import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHAT = 2_000_000_001
const OTHER = 2_000_000_002

let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
  await house.person({ fullName: 'Nguyễn Thị Hoa', birthDate: '1990-05-17', sex: 'female', phone: '+84900000001' })
})
afterAll(() => house.close())

const say = async (text: string, chat = CHAT) => {
  expect(await house.telegram.say(chat, text)).toBe(200)
  await house.settle()
  return house.telegram.last(chat)
}
const press = async (label: string, chat = CHAT) => {
  expect(await house.telegram.press(chat, label)).toBe(200)
  await house.settle()
  return house.telegram.last(chat)
}

test('A01 a citizen sees the doses in three turns over the Telegram protocol', async () => {
  const menu = await say('/start')
  expect(menu.buttons.map((button) => button.text)).toContain('Tra cứu mũi tiêm')
  await press('Tra cứu mũi tiêm')
  const asked = await say('nguyen thi hoa, 17/05/1990, nữ')
  expect(asked.buttons[0]).toMatchObject({ contact: true })
  await house.telegram.sendContact(CHAT, '+84900000001')
  await house.settle()
  const shown = house.telegram.last(CHAT)
  expect(shown.text).toContain('AstraZeneca')
  expect(shown.text).toContain('Trạm Y tế xã Mẫu')
  expect(house.telegram.sent(CHAT).at(-2)?.removesKeyboard).toBe(true)
  expect(house.telegram.acknowledged).toHaveLength(1)
})

test('B03 C01 B11 the same citizen reports a wrong name with a photo of the card and gets a code and a time', async () => {
  await press('Báo sai thông tin này')
  await press('Sai họ tên')
  await say('Nguyễn Thị Hoà')
  await press('Không còn, đi tiếp')
  await press('Đồng ý')
  await house.telegram.sendDocument(CHAT, readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  expect((await press('Mặt trước CCCD')).text).toContain('Đang đọc mã QR')
  await house.readCards()
  const read = await press('Xem kết quả')
  expect(read.text).toContain('Mã QR trên thẻ ghi')
  await press('Không đúng')
  const readBack = await press('Đủ rồi, đi tiếp')
  expect(readBack.text).toContain('thông tin đúng: Nguyễn Thị Hoà')
  expect(readBack.text).toContain('Số ảnh gửi kèm: 1')
  await press('Gửi phản ánh')
  const [report] = await house.db.selectFrom('reports').selectAll().execute()
  expect(report).toMatchObject({ state: 'queued', types: ['WRONG_NAME'], address: house.address(CHAT) })
  const texts = house.telegram.sent(CHAT).map((message) => message.text)
  expect(texts.some((text) => text.includes(`Mã phản ánh: ${report?.code}`))).toBe(true)
  const photos = await house.db.selectFrom('photos').selectAll().execute()
  expect(photos).toMatchObject([{ report_id: report?.id, kind: 'card_front', state: 'ready' }])
  expect(house.telegram.deleted).toHaveLength(1)
})

test('the report can be followed by a button, and by nobody else', async () => {
  await say('theo doi phan anh')
  const [report] = await house.db.selectFrom('reports').selectAll().execute()
  const code = report?.code ?? ''
  expect((await press(code)).text).toMatch(/Chờ tiếp nhận\.\nĐang ở Trạm Y tế/)
  await say('/start', OTHER)
  await say('theo doi', OTHER)
  expect((await say(code, OTHER)).text).toContain('3 số cuối')
  expect((await say('999', OTHER)).text).toContain('Không tìm thấy')
})

test('A03 without the own contact a code by SMS proves the phone', async () => {
  await say('tra cuu', OTHER)
  await say('Nguyễn Thị Hoa, 17/05/1990, nữ', OTHER)
  await say('0900 000 001', OTHER)
  const code = /\d{6}/.exec(house.sms.messages.at(-1)?.text ?? '')?.[0] ?? ''
  expect(house.sms.messages.at(-1)?.to).toBe('+84900000001')
  expect((await say(code, OTHER)).text).toContain('AstraZeneca')
})

test('I09 a reply to a message of ours about a report is written down on that report', async () => {
  const notice = await house.db
    .selectFrom('outbox')
    .select(['provider_message_id', 'report_id'])
    .where('report_id', 'is not', null)
    .where('address', '=', house.address(CHAT))
    .executeTakeFirstOrThrow()
  await say('/start')
  await house.telegram.say(CHAT, 'Tôi còn giữ giấy tiêm', {
    reply_to_message: { message_id: Number(notice.provider_message_id) },
  })
  await house.settle()
  const report = await house.db
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', notice.report_id ?? '')
    .executeTakeFirst()
  expect(report?.note).toBe('Tôi còn giữ giấy tiêm')
})

test('L08 no log line holds a name, a number, a phone or what was said', () => {
  const lines = JSON.stringify(house.faults)
  for (const canary of ['Hoa', '900000001', 'Tôi còn giữ', house.telegram.token]) expect(lines).not.toContain(canary)
})
