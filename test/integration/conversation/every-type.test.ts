import { afterAll, beforeAll, expect, test } from 'vitest'
import { WRONG_THINGS } from '../../../bot/conversation/wrong-things.ts'
import type { ReportType } from '../../../core/domain/report/report-type.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
let chats = 9_100

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

/** What one person types after the kind of thing has been named: the same questions the portal asks. */
const TOLD: Record<ReportType, string[]> = {
  WRONG_NAME: ['Lò Thị Bưởi Đỏ'],
  WRONG_DOB: ['18/05/1990'],
  WRONG_SEX: ['nam'],
  WRONG_OR_MISSING_ID: ['079190012345'],
  WRONG_PHONE: ['0912 000 999'],
  MISSING_DOSE: ['3', '05/01/2022', 'pfizer', 'khong nho', 'Trạm Y tế xã Mẫu'],
  MISSING_ALL_DOSES: ['1', '05/08/2021', 'AstraZeneca', 'AZ01', 'Trạm Y tế xã Mẫu', 'không còn, đi tiếp'],
  WRONG_VACCINE_OR_LOT: ['1', 'Moderna', 'MO22'],
  WRONG_DATE: ['1', '06/08/2021'],
  WRONG_FACILITY: ['1', 'Bệnh viện huyện Mẫu'],
  DOSE_NOT_MINE: ['1'],
  DUPLICATE_OR_SPLIT_PROFILE: ['Mũi 1 ghi ở số cũ, mũi 2 ghi ở số mới'],
  NO_PASSPORT_YET: ['Không cần ghi thêm'],
  OTHER: ['Giấy chứng nhận của tôi in sai tên trạm'],
}

test.each([...WRONG_THINGS])('B01 a %s is reported in the chat from the menu to the receipt', async (type) => {
  chats += 1
  const chat = chats
  const phone = `+8490000${chats}`
  const facts = { fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female' as const, phone }
  await house.person({ ...facts, doses: [{ givenOn: '2021-08-05', vaccine: 'AstraZeneca', lot: 'AZ77' }] })
  const say = async (text: string) => {
    await house.telegram.say(chat, text)
    await house.settle()
  }
  for (const text of ['báo sai', 'Lò Thị Bưởi, 17/05/1990, nữ']) await say(text)
  await house.telegram.sendContact(chat, phone)
  await house.settle()
  await say(house.render.sentence(`chat.wrongThings.${type}`, 'vi'))
  for (const text of [...TOLD[type], 'không còn, đi tiếp', 'không đồng ý', 'gửi phản ánh']) await say(text)
  const report = await house.db
    .selectFrom('reports')
    .select(['code', 'types', 'state'])
    .where('address', '=', house.address(chat))
    .executeTakeFirstOrThrow()
  expect(report).toMatchObject({ types: [type], state: 'queued' })
  const texts = house.telegram.sent(chat).map((message) => JSON.stringify(message))
  expect(texts.filter((text) => text.includes(`Mã phản ánh: ${report.code}`))).toHaveLength(1)
  expect(
    texts.filter((text) => text.includes('Đã ghi nhận phản ánh')),
    'the receipt is said once',
  ).toHaveLength(1)
})
