import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WRONG_THINGS } from '../../../bot/conversation/wrong-things.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

let house: BotHouse
let chat = 70_000

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const say = async (words: string) => {
  await house.telegram.say(chat, words)
  await house.settle()
}
const heard = () => house.db.selectFrom('inbox').select('event').where('address', '=', house.address(chat)).execute()
const proofs = () => house.db.selectFrom('proofs').select('phone').where('address', '=', house.address(chat)).execute()

/** The contact of a sample, sent by this chat. */
async function sendSampleContact(name: string): Promise<void> {
  const { message } = JSON.parse(readFileSync(`${sharedData('telegram')}/update.message_contact_${name}.json`, 'utf8'))
  const own = message.contact.user_id === message.from.id
  const contact = own ? { ...message.contact, user_id: chat } : message.contact
  await house.telegram.say(chat, '', { text: undefined, contact, forward_origin: message.forward_origin })
  await house.settle()
}

test.each(['forwarded', 'other_person', 'without_user_id'])(
  'A01 a contact %s is refused in words, proves nothing and sends no code',
  async (name) => {
    chat += 1
    await say('tra cuu')
    await say('Nguyễn Thị Hoa, 17/05/1990, nữ')
    await sendSampleContact(name)
    expect(house.telegram.last(chat).text).toContain('không phải')
    expect(await proofs()).toEqual([])
    expect(house.sms.messages).toEqual([])
    await sendSampleContact('own')
    expect(await proofs()).toHaveLength(1)
  },
)

const ODD = { voice: 'thoại', video: 'phim', sticker: 'nhãn dán', location: 'vị trí' } as const

test.each(Object.entries(ODD))('a %s is stored once and gets one calm sentence', async (kind, word) => {
  chat += 1
  await house.telegram.sendOddity(chat, kind as keyof typeof ODD)
  await house.settle()
  expect(await heard()).toHaveLength(1)
  expect(house.telegram.sent(chat).map(({ text }) => text)).toEqual([expect.stringContaining(word)])
})

test('what Telegram invents tomorrow: a new kind of message is answered, a new kind of update is let go', async () => {
  chat += 1
  await house.telegram.say(chat, '', { text: undefined, checklist: { title: 'a', tasks: [] } })
  await house.settle()
  expect(house.telegram.sent(chat)).toHaveLength(1)
  expect(await house.telegram.deliver({ update_id: 800_000_001, telepathy: { chat: { id: chat } } })).toBe(200)
  expect(await heard()).toHaveLength(1)
})

test('a known field in a shape nobody knows is let go with a code: it must not come again and hold back its chat', async () => {
  chat += 1
  const said = { message_id: 1, date: 1, chat: { id: chat, type: 'private' }, text: { parts: ['Bí Mật'] } }
  expect(await house.telegram.deliver({ update_id: 800_000_002, message: said })).toBe(200)
  expect(await heard()).toEqual([])
  expect(house.faults).toContainEqual({ code: 'telegram_unknown_shape' })
})

test('more choices than Telegram shows stand on pages of eight, and each can be pressed', async () => {
  chat += 1
  for (const words of ['bao sai', 'Lò Thị Bưởi, 17/05/1990, nữ']) await say(words)
  await house.telegram.sendContact(chat, `+8490001${chat}`.slice(0, 12))
  await house.settle()
  const shown = new Set<string>()
  for (let page = 0; page < 3; page++) {
    const labels = house.telegram.last(chat).buttons.map(({ text }) => text)
    const things = labels.filter((label) => !['Quay lại', 'Hủy'].includes(label))
    expect(things.length).toBeLessThanOrEqual(8)
    for (const label of things) shown.add(label)
    if (!labels.includes('Xem thêm')) break
    await house.telegram.press(chat, 'Xem thêm')
    await house.settle()
  }
  const all = WRONG_THINGS.map((type) => house.render.sentence(`chat.wrongThings.${type}`, 'vi'))
  expect(all.length).toBeGreaterThan(8)
  expect(all.filter((label) => !shown.has(label))).toEqual([])
})

test('I05 a notice whose answer was lost is said once, whatever is tried later', async () => {
  chat += 1
  house.telegram.faults.push({ method: 'sendMessage', kind: 'cut_after' })
  const id = randomUUID()
  const params = { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' }
  const content = { kind: 'notice', templateKey: 'report-approved', locale: 'vi', params } as const
  const row = { id, idempotencyKey: id, channel: 'telegram', address: house.address(chat), content } as const
  await house.app.store.transaction((tx) => tx.outbox.put({ ...row, purpose: 'notification' }))
  for (let hour = 0; hour < 3; hour++) {
    await house.settle()
    house.clock.advance(3_600_000)
  }
  expect(house.telegram.sent(chat)).toHaveLength(1)
  const fates = house.db.selectFrom('outbox').select('state').where('address', '=', house.address(chat))
  expect(await fates.execute()).toEqual([{ state: 'unknown' }])
})

test('2,001 signs are one message and 4,097 are two, in NFC, the buttons under the last', async () => {
  const mouth = house.mouths.channels.telegram
  const told = { purpose: 'reply', notice: null, oneTimeCode: null, lastHeardAt: null, clientRef: 'x' } as const
  for (const [length, parts] of [
    [2_001, [2_001]],
    [4_097, [4_096, 1]],
  ] as const) {
    chat += 1
    const text = 'ơ'.repeat(length).normalize('NFD')
    const choices = [{ token: 't', label: 'Tiếp', small: false }]
    const content = { kind: 'choices' as const, text, choices, links: [], closesContact: false }
    for (const part of mouth?.plan(content) ?? [])
      expect(await mouth?.send({ ...told, address: house.address(chat), content: part })).toMatchObject({ ok: true })
    const sent = house.telegram.sent(chat)
    expect(sent.map((one) => one.text.length)).toEqual(parts)
    expect(sent.map((one) => one.buttons.length)).toEqual(parts.map((_, n) => (n === parts.length - 1 ? 1 : 0)))
  }
})

test.each([2_001, 4_096])('%i signs in NFD are heard as they were said and answered once', async (length) => {
  chat += 1
  const words = 'ớ'.repeat(length).normalize('NFC')
  await say(words.normalize('NFD'))
  expect((await heard()).map(({ event }) => (event as { text: string }).text)).toEqual([words])
  expect(house.telegram.sent(chat)).toHaveLength(1)
})

test('L08 nothing of what was said stands in what is told to the log', () => {
  const told = JSON.stringify(house.faults)
  for (const word of ['ớớ', 'Bí Mật', 'Nguyễn Thị Hoa', '+849', 'PA-2345']) expect(told).not.toContain(word)
})
