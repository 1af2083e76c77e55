import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'
import { doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'

const CHAT = 9_701
const PHONE = '+84900009701'
let house: BotHouse
let clerk: Officer

beforeAll(async () => {
  house = await openBotHouse()
  clerk = await anOfficer(house)
  await house.person({ fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female', phone: PHONE })
})
afterAll(() => house.close())

async function say(words: string): Promise<string> {
  await house.telegram.say(CHAT, words)
  await house.settle()
  return house.telegram.last(CHAT).text
}

/** Everything the chat has heard from us since, for a notice may follow an answer. */
async function hears(words: string): Promise<string> {
  const before = house.telegram.sent(CHAT).length
  await say(words)
  return house.telegram
    .sent(CHAT)
    .slice(before)
    .map((message) => message.text)
    .join('\n')
}

async function reports(kind: string, told: string): Promise<string> {
  await say('báo sai')
  if (house.telegram.last(CHAT).text.includes('Họ và tên')) await say('Lò Thị Bưởi, 17/05/1990, nữ')
  else await say('đúng')
  if (house.telegram.last(CHAT).text.includes('số điện thoại')) {
    await house.telegram.sendContact(CHAT, PHONE)
    await house.settle()
  }
  for (const words of [kind, told, 'không còn, đi tiếp', 'không đồng ý']) await say(words)
  const receipt = await say('gửi phản ánh')
  return /Mã phản ánh: (\S+)/.exec(receipt)?.[1] ?? ''
}

const stored = (code: string) =>
  house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
async function decides(code: string, decision: Decision) {
  const { version } = await stored(code)
  doneValue(await decide(house.app, { officer: clerk, code, version, decision }))
  await house.settle()
}

test('D09 what the station asks for is named in the chat, and the answer stands on the case', async () => {
  const code = await reports('sai ngay sinh', '18/05/1990')
  await decides(code, { action: 'ask_citizen', wanted: ['birth_date'], why: 'differs', sentence: null })
  expect(house.telegram.last(CHAT).text).toContain(code)
  await say('theo dõi')
  await say(code)
  expect(await say('trả lời cán bộ')).toContain('ngày, tháng, năm sinh đúng')
  expect(await say('Khai sinh của tôi ghi 18/05/1990')).toContain('Đã ghi lời nhắn')
  expect((await stored(code)).note).toBe('Khai sinh của tôi ghi 18/05/1990')
  await say('theo dõi')
  await say(code)
  expect(house.telegram.last(CHAT).buttons.map((button) => button.text)).not.toContain('Trả lời cán bộ')
})

test('D12 one tap withdraws it, its photos lose their key, and every way of looking says withdrawn', async () => {
  const [code] = (await house.db.selectFrom('reports').select('code').execute()).map((report) => report.code)
  await house.telegram.sendPhoto(CHAT, readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  await say('đồng ý')
  await say('giấy tờ khác')
  expect(await say('đủ rồi, đi tiếp')).toContain(`${code}`)
  await say('theo dõi')
  await say(code ?? '')
  await say('rút phản ánh')
  expect(await hears('rut phan anh')).toContain('Đã rút')
  const task = await house.db.selectFrom('tasks').selectAll().where('name', '=', 'destroy-photos').executeTakeFirst()
  await destroyPhotos(house.app, task?.data as unknown as Parameters<typeof destroyPhotos>[1])
  expect((await stored(code ?? '')).state).toBe('withdrawn')
  expect(await house.db.selectFrom('photos').select('state').execute()).toEqual([{ state: 'destroyed' }])
  await say('theo dõi')
  expect(await say(code ?? '')).toContain('đã rút')
})

test('D05 a refusal tells its reason and can be looked at again by another person', async () => {
  const code = await reports('sai gioi tinh', 'nam')
  await decides(code, { action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence: null })
  await say('theo dõi')
  expect(await say(code)).toContain('Ảnh mờ, không đọc được chữ')
  await say('đề nghị xem lại')
  expect(await hears('Thẻ của tôi ghi rõ là nam')).toContain('Một cán bộ khác sẽ xem')
  expect(await stored(code)).toMatchObject({ state: 'queued', note: 'Thẻ của tôi ghi rõ là nam' })
})

test('I12 the button below a message stops messages about that case to this chat', async () => {
  const code = await reports('sai ho ten', 'Lò Thị Bưởi Đỏ')
  await decides(code, { action: 'take' })
  const notice = house.telegram.last(CHAT)
  expect(notice.buttons.map((button) => button.text)).toEqual(['Không phải tôi'])
  await house.telegram.press(CHAT, 'Không phải tôi')
  await house.settle()
  expect(house.telegram.last(CHAT).text).toContain(code)
  await say('không phải tôi')
  const before = house.telegram.sent(CHAT).length
  await decides(code, { action: 'ask_citizen', wanted: ['visit'], why: 'missing', sentence: null })
  expect(house.telegram.sent(CHAT)).toHaveLength(before)
})
