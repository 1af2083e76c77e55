import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
let chats = 8_800
beforeAll(async () => {
  house = await openBotHouse()
  await house.person({ fullName: 'Võ Thị Kín', birthDate: '1977-01-07', sex: 'female', phone: '+84900000901' })
})
afterAll(() => house.close())

/** Everything the bot says in one talk, with its buttons. */
async function talk(who: string, contact: string | null): Promise<string[]> {
  chats += 1
  const chat = chats
  for (const words of ['/start', 'tra cuu', who]) {
    await house.telegram.say(chat, words)
    await house.settle()
  }
  if (contact) {
    await house.telegram.sendContact(chat, contact)
    await house.settle()
  }
  return house.telegram.sent(chat).map(({ text, buttons }) => JSON.stringify([text, buttons.map((one) => one.text)]))
}

test('A05 in the chat unknown, wrong phone and wrong birth date hear the very same words and see the same buttons', async () => {
  const unknown = await talk('Không Có Ai, 07/01/1977, nữ', '+84900000902')
  expect(unknown.length).toBeGreaterThanOrEqual(4)
  expect(await talk('Võ Thị Kín, 07/01/1977, nữ', '+84900000903'), 'wrong phone').toEqual(unknown)
  expect(await talk('Võ Thị Kín, 08/01/1977, nữ', '+84900000901'), 'wrong birth date').toEqual(unknown)
  expect(await talk('Võ Thị Kín, 07/01/1977, nam', '+84900000901'), 'wrong sex').toEqual(unknown)
  expect(await talk('Võ Thị Kín, 07/01/1977, nữ', '+84900000901'), 'the person herself').not.toEqual(unknown)
})

test('A05 in the chat nobody learns from what is asked before the proof whether a person exists', async () => {
  expect(await talk('Võ Thị Kín, 07/01/1977, nữ', null)).toEqual(await talk('Không Có Ai, 07/01/1977, nữ', null))
})
