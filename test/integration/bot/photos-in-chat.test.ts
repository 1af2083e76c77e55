import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { telegramClient } from '../../../bot/telegram/client.ts'
import { registerWebhook } from '../../../bot/telegram/register-webhook.ts'
import { hearCardRead } from '../../../core/use-cases/chat/hear-card-read.ts'
import { dropForgottenUploads, keepUpload, openUpload } from '../../../core/use-cases/chat/uploads.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'

const CHAT = 8500
let house: BotHouse

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())

const jpeg = () => readFileSync(sharedData('cccd/images/dev-001.jpg'))
const press = async (label: string) => {
  await house.telegram.press(CHAT, label)
  await house.settle()
}

test('the bot tells Telegram where to deliver, with a secret Telegram accepts', async () => {
  const client = telegramClient({ token: house.telegram.token, apiRoot: house.telegram.url })
  const commands = { vi: [{ command: 'start', description: 'Bắt đầu' }], en: [] } as const
  await registerWebhook(client, { url: 'https://so-tiem.test/webhooks/telegram', secret: house.secret, commands })
  await expect(registerWebhook(client, { url: 'https://so-tiem.test', secret: 'có dấu', commands })).rejects.toThrow()
})

test('a conversation that waits for the card goes on by itself when the card has been read', async () => {
  await house.telegram.sendDocument(CHAT, jpeg())
  await house.settle()
  await press('Đồng ý')
  await press('Mặt trước CCCD')
  expect(house.telegram.last(CHAT).text).toContain('Đang đọc mã QR')
  await house.readCards()
  const photo = await house.db.selectFrom('photos').selectAll().executeTakeFirstOrThrow()
  const read = { address: house.address(CHAT), caseId: photo.case_id, photoId: photo.id, at: house.clock.now() }
  await house.app.store.transaction((tx) => hearCardRead(tx, read))
  await house.app.store.transaction((tx) => hearCardRead(tx, read))
  await house.settle()
  expect(house.telegram.sent(CHAT).filter((message) => message.text.includes('Mã QR trên thẻ ghi'))).toHaveLength(1)
})

test('C01 the seventh photo of a case is refused, the six stay', async () => {
  await press('Không đúng')
  for (let n = 0; n < 6; n++) {
    await house.telegram.sendPhoto(CHAT, jpeg())
    await house.settle()
    await press('Giấy tờ khác')
  }
  expect(house.telegram.last(CHAT).text).toContain('tối đa 6 ảnh')
  expect(await house.db.selectFrom('photos').select('id').execute()).toHaveLength(6)
})

test('a file that is no picture and one that is too large are refused politely', async () => {
  const other = CHAT + 1
  await house.telegram.sendDocument(other, Buffer.from('%PDF-1.7 not a picture'))
  await house.settle()
  await house.telegram.press(other, 'Đồng ý')
  await house.settle()
  await house.telegram.press(other, 'Mặt trước CCCD')
  await house.settle()
  expect(house.telegram.last(other).text).toContain('không phải ảnh')
  await house.telegram.sendDocument(other, jpeg(), { document: { file_id: 'x', file_size: 26_214_400 } })
  await house.settle()
  expect(house.telegram.last(other).text).toContain('lớn hơn 20 MB')
})

test('C14 an upload nobody spoke about for a day is gone with its key, and is nobody else’s before', async () => {
  const id = await keepUpload(house.app, { address: 'web|portal|a', bytes: Buffer.from('invented') })
  expect(await openUpload(house.app, { id, address: 'web|portal|b' })).toBeNull()
  expect((await openUpload(house.app, { id, address: 'web|portal|a' }))?.toString()).toBe('invented')
  expect(await dropForgottenUploads(house.app)).toBe(0)
  house.clock.advance(25 * 3_600_000)
  expect(await dropForgottenUploads(house.app)).toBe(1)
  expect(await openUpload(house.app, { id, address: 'web|portal|a' })).toBeNull()
})
