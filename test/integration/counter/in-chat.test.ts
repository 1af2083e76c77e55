import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { anOfficer, must } from '../desk/desk-house.ts'
import { aTakenReport } from './counter-house.ts'

let house: BotHouse
let chats = 9_100
beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

/** Says each line and gives what the bot answered last. */
async function talk(...lines: string[]): Promise<{ chat: number; last: string; all: string }> {
  chats += 1
  return { ...(await goOn(chats, '/start', ...lines)), chat: chats }
}

async function goOn(chat: number, ...lines: string[]): Promise<{ last: string; all: string }> {
  for (const line of lines) {
    await house.telegram.say(chat, line)
    await house.settle()
  }
  const texts = house.telegram.sent(chat).map(({ text }) => text)
  return { last: texts.at(-1) ?? '', all: texts.join('\n') }
}

test('A04 in the chat a code of the counter shows the whole record, with no phone and no name typed', async () => {
  const doses = [{ lot: 'AZ0042' }]
  const { id: personId } = await house.person({ fullName: 'Hà Thị Chat', idNumber: '079190077001', doses })
  const officer = await anOfficer(house)
  const seen = { officer, personId, paper: 'citizen_card' as const, numberAgrees: true }
  const { code } = must(await makeCounterCode(house.app, seen))
  const { chat, all } = await talk('tra cuu', 'Tôi có mã của Trạm Y tế', '2222 2222')
  expect(all).toContain('Mã chưa đúng, đã dùng hoặc đã quá 24 giờ')
  expect(all).not.toContain('AZ0042')
  const opened = await goOn(chat, code)
  expect(opened.all).toContain('AZ0042')
  expect((await goOn(chat, 'Báo sai mục này', 'Báo sai thông tin')).last).not.toBe('')
})

test('A12 in the chat a foreigner is found by passport, phone, birth date and sex, whatever the name on the record', async () => {
  const phone = '+84900000911'
  const facts = { fullName: 'Kim Min Ji', birthDate: '1991-02-03', nationality: 'KR', idText: 'M 1234 5678', phone }
  await house.person({ ...facts, sex: 'female' })
  const { chat } = await talk(
    'tra cuu',
    'Tôi dùng hộ chiếu nước ngoài',
    'm12345678',
    'Hàn Quốc',
    'Kim Minji, 03/02/1991, nữ',
  )
  await house.telegram.sendContact(chat, phone)
  await house.settle()
  expect((await goOn(chat)).all).toContain('K••• M••• J•••')
  const other = await talk('tra cuu', 'Tôi dùng hộ chiếu nước ngoài', 'm12345678', 'Lào', 'Kim Minji, 03/02/1991, nữ')
  await house.telegram.sendContact(other.chat, phone)
  await house.settle()
  expect((await goOn(other.chat)).all).toContain('Chưa tìm thấy')
})

test('A12 in the chat the two lines of the passport give number, country, birth date and sex; a wrong sign is told', async () => {
  const one = 'P<KORKIM<<MIN<JI<<<<<<<<<<<<<<<<<<<<<<<<<<<<'
  const two = 'M123456788KOR9102033F3001019<<<<<<<<<<<<<<<4'
  const wrong = two.replace('9102', '9103')
  const { chat, last } = await talk('tra cuu', 'Tôi dùng hộ chiếu nước ngoài', `${one}\n${wrong}`)
  expect(last).toContain('Hai dòng này chưa đọc được')
  expect((await goOn(chat, `${one}\n${two}`, 'Kim Min Ji')).last).toContain('số điện thoại')
})

test('B15 in the chat the slip brings the report taken at the counter, and its notices come here from then on', async () => {
  const taken = await aTakenReport(house, {})
  const { chat, all } = await talk('bao sai', 'Tôi đã báo Trạm rồi', taken.slipKey)
  expect(all).toContain(taken.code)
  const own = await goOn(chat, 'huy', 'theo doi')
  expect(
    house.telegram
      .sent(chat)
      .at(-1)
      ?.buttons.map(({ text }) => text),
  ).toContain(taken.code)
  expect(own.last).not.toBe('')
  expect((await talk('theo doi', 'Tôi có phiếu của Trạm Y tế', '22222222')).last).toContain('8 ký tự')
})
