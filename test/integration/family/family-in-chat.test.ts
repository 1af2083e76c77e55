import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
let chat = 9_800
let phone = ''
beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())
beforeEach(() => {
  chat += 1
  phone = `+8490000${chat}0`.slice(0, 12)
})

async function say(words: string, from = chat): Promise<string> {
  const before = house.telegram.sent(from).length
  await house.telegram.say(from, words)
  await house.settle()
  return house.telegram
    .sent(from)
    .slice(before)
    .map((message) => message.text)
    .join('\n')
}

async function looksUp(facts: string, from = chat, own = phone): Promise<string> {
  await say('tra cứu', from)
  const answer = await say(facts, from)
  if (!answer.includes('số điện thoại')) return answer
  const before = house.telegram.sent(from).length
  await house.telegram.sendContact(from, own)
  await house.settle()
  return house.telegram
    .sent(from)
    .slice(before)
    .map((message) => message.text)
    .join('\n')
}

test('A07 in chat: a look-up is kept in the family, the member is opened from the list, and a report begins with who they are', async () => {
  await house.person({ fullName: 'Hoàng Thị Bà', birthDate: '1950-01-02', sex: 'female', phone })
  expect(await looksUp('Hoàng Thị Bà, 02/01/1950, nữ')).toContain('AstraZeneca')
  expect(await say('Thêm vào gia đình tôi')).toContain('Đã thêm')
  expect(await say('Hoàng Thị Bà')).toContain('AstraZeneca')
  expect(await say('Báo sai cho người này')).not.toContain('Họ và tên')
  const rows = await house.db.selectFrom('family_members').selectAll().where('phone', '=', phone).execute()
  expect(rows).toMatchObject([{ basis: 'recorded_phone', ended_at: null }])
})

test('A07 in chat: the birth certificate goes over the portal, the chat says where', async () => {
  await house.person({ fullName: 'Hoàng Văn Ông', birthDate: '1948-01-02', sex: 'male', phone })
  await looksUp('Hoàng Văn Ông, 02/01/1948, nam')
  expect(await say('người trong gia đình')).toContain('/gia-dinh')
})

test('A07 in chat: without a proved phone there is no list', async () => {
  expect(await say('người trong gia đình')).toContain('xác nhận số')
})

test('A08 in chat: "Tôi không biết người này" hides the person at once and tells the code of the case', async () => {
  await house.person({ fullName: 'Mai Thị Lạ', birthDate: '1970-03-04', sex: 'female', phone })
  await looksUp('Mai Thị Lạ, 04/03/1970, nữ')
  expect(await say('Tôi không biết người này')).toMatch(/PA-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  expect(await looksUp('Mai Thị Lạ, 04/03/1970, nữ')).not.toContain('AstraZeneca')
})

test('A07 in chat: a member takes over on their own chat with the code and the day of birth', async () => {
  await house.person({ fullName: 'Tạ Thị Con', birthDate: '2010-05-06', sex: 'female', phone })
  await looksUp('Tạ Thị Con, 06/05/2010, nữ')
  await say('Thêm vào gia đình tôi')
  await say('Tạ Thị Con')
  const code = /Mã chuyển hồ sơ: (.+)/.exec(await say('Chuyển hồ sơ cho họ'))?.[1] ?? ''
  const [own, ownPhone] = [chat + 100, '+84900007777']
  await house.person({ fullName: 'Tạ Thị Khác', birthDate: '1999-05-06', sex: 'female', phone: ownPhone })
  await looksUp('Tạ Thị Khác, 06/05/1999, nữ', own, ownPhone)
  await say('người trong gia đình', own)
  await say('Nhận hồ sơ của tôi', own)
  await say(code, own)
  expect(await say('06/05/2010', own)).toContain('Bạn đã nhận hồ sơ')
  expect(await say('người trong gia đình')).not.toContain('Tạ Thị Con')
})

test('A09 in chat: "Cho người khác giúp tôi" gives a code and says what it means', async () => {
  const answer = await say('cho người khác giúp tôi')
  expect(answer).toMatch(/Mã nhờ giúp: [0-9A-Z]{4} [0-9A-Z]{4}/)
  expect(answer).toContain('đồng ý')
})
