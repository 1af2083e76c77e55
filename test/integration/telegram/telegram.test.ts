import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { telegramClient } from '../../../bot/telegram/client.ts'
import { registerWebhook } from '../../../bot/telegram/register-webhook.ts'
import type { OutboundContent } from '../../../core/domain/chat/outbound-content.ts'
import { greyOf } from '../../../platform/photos/grey-image.ts'
import { findCodes } from '../../../platform/photos/qr-decoder.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const jpeg = () => readFileSync(sharedData('cccd/images/dev-001.jpg'))
const label = (key: string) => house.render.sentence(key, 'vi')
const press = async (chat: number, words: string) => {
  await house.telegram.press(chat, words)
  await house.settle()
}

const content = (wish: Partial<OutboundContent>): OutboundContent => ({
  kind: 'text',
  text: 'Đã nhận.',
  choices: [],
  links: [],
  closesContact: false,
  attachment: { maker: 'receipt_qr', code: 'PA-ABCD-2345', form: 'image', fileName: 'ma-qr.png', mime: 'image/png' },
  ...wish,
})

async function send(chat: number, wish: Partial<OutboundContent>) {
  const mouth = house.mouths.channels.telegram
  const address = house.address(chat)
  for (const part of mouth?.plan(content(wish)) ?? []) {
    const told = { purpose: 'reply', notice: null, oneTimeCode: null, lastHeardAt: null } as const
    expect(await mouth?.send({ clientRef: 'x', address, content: part, ...told })).toMatchObject({ ok: true })
  }
  return house.telegram.sent(chat)
}

test('the receipt’s QR arrives as a picture that leads to the case, with its caption and buttons', async () => {
  const choices = [{ token: 'chon', label: 'Xem phản ánh', small: false }]
  const [sent, ...more] = await send(9_001, { kind: 'choices', choices })
  expect(more).toEqual([])
  expect([sent?.method, sent?.text, sent?.buttons[0]?.data]).toEqual(['sendPhoto', 'Đã nhận.', 'chon'])
  const [code] = await findCodes(await greyOf(sharp(sent?.file?.bytes ?? Buffer.alloc(0))))
  expect(code?.text).toBe('http://localhost:8080/theo-doi/PA-ABCD-2345')
})

test('a caption over 1,024 signs becomes a text of its own, and its buttons stand under that', async () => {
  const choices = [{ token: 'chon', label: 'Xem phản ánh', small: false }]
  const sent = await send(9_002, { kind: 'choices', choices, text: 'ơ'.normalize('NFD').repeat(1_025) })
  expect(sent.map((one) => [one.method, one.text.length, one.buttons.length])).toEqual([
    ['sendPhoto', 0, 0],
    ['sendMessage', 1_025, 1],
  ])
  const [paper] = await send(9_003, { attachment: { ...content({}).attachment!, form: 'document' } })
  expect([paper?.method, paper?.file?.name]).toEqual(['sendDocument', 'ma-qr.png'])
})

test('Telegram is asked for three kinds of updates only, and shows a menu in both languages', async () => {
  const client = telegramClient({ token: house.telegram.token, apiRoot: house.telegram.url })
  const menu = (text: string) => [{ command: 'start' as const, description: text }]
  const commands = { vi: menu('Bắt đầu'), en: menu('Start') }
  await registerWebhook(client, { url: 'https://so-tiem.test/webhooks/telegram', secret: house.secret, commands })
  expect(await client.call('getWebhookInfo', {})).toMatchObject({
    url: 'https://so-tiem.test/webhooks/telegram',
    allowed_updates: ['message', 'callback_query', 'my_chat_member'],
  })
})

test('C14 the chat copy goes only after the bytes are stored', async () => {
  const chat = 9_010
  await house.telegram.sendPhoto(chat, jpeg())
  await house.settle()
  await press(chat, label('chat.consent.yes'))
  const put = house.app.files.put
  house.app.files.put = () => Promise.reject(new Error('the disk is full'))
  await house.telegram.press(chat, label('chat.photoKinds.card_front'))
  await expect(house.settle()).rejects.toThrow()
  expect(house.telegram.deleted).toEqual([])
  let storedBefore = -1
  house.app.files.put = async (key, bytes) => {
    await put(key, bytes)
    storedBefore = house.telegram.deleted.length
  }
  await house.settle()
  expect([storedBefore, house.telegram.deleted.length]).toEqual([0, 1])
  house.app.files.put = put
})

test('whoever blocks the bot closes the chat; unblocking or writing opens it again', async () => {
  const chat = 9_020
  const closedAt = async () =>
    (await house.app.store.transaction((tx) => tx.conversations.get(house.address(chat))))?.closedAt ?? null
  await house.telegram.say(chat, 'xin chào')
  await house.settle()
  for (const comeBack of [() => house.telegram.unblock(chat), () => house.telegram.say(chat, 'tôi đây')]) {
    await house.telegram.block(chat)
    await house.settle()
    expect(await closedAt()).not.toBeNull()
    await comeBack()
    await house.settle()
    expect(await closedAt()).toBeNull()
  }
})

test('in a group nothing is stored and nothing is said', async () => {
  expect(await house.telegram.sayInGroup(-100_500, 9_030, 'Tra cứu mũi tiêm')).toBe(200)
  await house.settle()
  expect(house.telegram.sent().filter(({ chatId }) => chatId === -100_500 || chatId === 9_030)).toEqual([])
  const rows = house.db.selectFrom('inbox').select('id').where('address', 'like', '%|9030')
  expect(await rows.execute()).toEqual([])
})

test('a fault of Telegram carries neither the token nor what was said', async () => {
  const client = telegramClient({ token: house.telegram.token, apiRoot: house.telegram.url })
  const faults: Parameters<typeof house.telegram.faults.push>[0][] = [
    { method: 'sendMessage', kind: 'html', status: 404 },
    { method: 'sendMessage', kind: 'status', status: 400, description: 'Bad Request: chat not found' },
    { method: 'sendMessage', kind: 'cut_before' },
  ]
  for (const fault of faults) {
    house.telegram.faults.push(fault)
    const thrown = await client.call('sendMessage', { chat_id: 9_040, text: 'Nguyễn Thị Bí Mật' }).catch((one) => one)
    expect(thrown, fault.kind).toBeInstanceOf(Error)
    const shown = inspect(thrown, { depth: 9, showHidden: true })
    expect(shown, fault.kind).not.toContain(house.telegram.token.split(':')[1])
    expect(shown, fault.kind).not.toContain('Bí Mật')
  }
})
