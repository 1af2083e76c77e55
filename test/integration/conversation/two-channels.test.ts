import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharedData } from '../../support/shared-data.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'

const CHAT = 9_301
const USER = '3000000000000930001'
const PHONE = '+84900009301'
let house: ZaloBot

beforeAll(async () => {
  house = await openZaloBot()
  await house.person({ fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female', phone: PHONE })
})
afterAll(() => house.close())

const telegram = async (words: string) => {
  await house.telegram.say(CHAT, words)
  await house.settle()
  return house.telegram.last(CHAT).text
}
const zalo = async (words: string) => {
  await house.zalo.say(USER, words)
  await house.settle()
  return house.zalo.last(USER).text
}
const stateOf = async (address: string) =>
  (await house.db.selectFrom('conversations').select('state').where('address', '=', address).executeTakeFirst())
    ?.state as { step: string | null; answers: object } | undefined

test('A13 a code made on Telegram and typed on Zalo makes one person of two chats', async () => {
  await telegram('/start')
  await telegram('liên kết')
  const code = /Mã liên kết của bạn: (\S+)/.exec(await telegram('lay ma lien ket'))?.[1] ?? ''
  await zalo('chào')
  await zalo('lien ket')
  await zalo('nhap ma lien ket')
  expect(await zalo(code)).toContain('Đã liên kết')
})

test('B02 A13 a report begun on Telegram, with its photo, goes on and is sent on Zalo: one case', async () => {
  house.clock.advance(60_000)
  await telegram('báo sai')
  await telegram('Lò Thị Bưởi, 17/05/1990, nữ')
  await house.telegram.sendContact(CHAT, PHONE)
  await house.settle()
  for (const words of ['Sai họ tên', 'Lò Thị Bưởi Đỏ', 'không còn, đi tiếp', 'đồng ý']) await telegram(words)
  await house.telegram.sendDocument(CHAT, readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  await telegram('giấy tờ khác')
  expect((await stateOf(house.address(USER)))?.step).toBeNull()
  house.clock.advance(6 * 86_400_000)
  expect(await zalo('chào cán bộ ạ')).toContain('Tiếp tục việc đang dở?')
  expect(await zalo('tiep tuc')).toContain('1 ảnh vừa gửi')
  const left = await stateOf(`telegram|${house.telegram.botId}|${CHAT}`)
  expect(left).toMatchObject({ step: null, answers: {} })
  expect(await zalo('đủ rồi, đi tiếp')).toContain('Số ảnh gửi kèm: 1')
  expect(await zalo('gửi phản ánh')).toContain('xác nhận')
  await zalo(PHONE)
  const sms = house.sms.messages.at(-1)?.text ?? ''
  await zalo(/\d{6}/.exec(sms)?.[0] ?? '')
  expect(await zalo('gửi phản ánh')).toContain('Mã phản ánh')
  const reports = await house.db.selectFrom('reports').select(['id', 'address']).execute()
  expect(reports).toMatchObject([{ address: house.address(USER) }])
  const photos = await house.db.selectFrom('photos').select(['report_id', 'state']).execute()
  expect(photos).toEqual([{ report_id: reports[0]?.id, state: 'ready' }])
})

test('A13 both chats list the one case, and nobody is offered what is finished', async () => {
  expect(await telegram('/start')).not.toContain('việc đang dở')
  await telegram('theo doi')
  const [report] = await house.db.selectFrom('reports').select('code').execute()
  expect(house.telegram.last(CHAT).buttons.map((button) => button.text)).toContain(report?.code)
  await zalo('theo doi')
  expect(house.zalo.last(USER).buttons.map((button) => button.title)).toContain(report?.code)
})
