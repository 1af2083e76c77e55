import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeTelegram, startFakeTelegram } from '../../support/fake-telegram.ts'

const CHAT = 2_000_000_001
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex')
const HOUR = 3_600_000

let telegram: FakeTelegram
beforeAll(async () => {
  telegram = await startFakeTelegram()
})
beforeEach(() => {
  telegram.limits = null
})
afterAll(() => telegram.close())

type Reply = {
  ok: boolean
  description?: string
  result?: Record<string, unknown>
  parameters?: { retry_after: number }
}

async function call(method: string, payload: object, token = telegram.token): Promise<Reply & { status: number }> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${telegram.url}bot${token}/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(payload),
  })
  return { status: answer.status, ...((await answer.json()) as Reply) }
}
async function upload(method: string, field: string, bytes: Buffer, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ chat_id: String(CHAT), ...fields })) form.set(name, value)
  form.set(field, new Blob([new Uint8Array(bytes)]), 'tệp.bin')
  const answer = await fetch(`${telegram.url}bot${telegram.token}/${method}`, { method: 'POST', body: form })
  return { status: answer.status, ...((await answer.json()) as Reply) }
}
const say = (text: string, more: object = {}) => call('sendMessage', { chat_id: CHAT, text, ...more })
const button = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'Chọn', callback_data: data }]] } })
const sized = (head: Buffer, bytes: number) => Buffer.concat([head, Buffer.alloc(bytes - head.length)])

test('texts have 1 to 4096 signs, captions up to 1024', async () => {
  expect((await say('a'.repeat(4096))).status).toBe(200)
  expect(await say('a'.repeat(4097))).toMatchObject({ status: 400, description: 'Bad Request: message is too long' })
  expect((await say(' ')).status).toBe(400)
  const photo = { chat_id: CHAT, photo: 'https://portal.example.invalid/a.jpg' }
  expect((await call('sendPhoto', { ...photo, caption: 'c'.repeat(1024) })).status).toBe(200)
  expect((await call('sendPhoto', { ...photo, caption: 'c'.repeat(1025) })).status).toBe(400)
})

test('callback data has 1 to 64 bytes, not letters, and each inline button does one thing', async () => {
  expect((await say('a', button('ế'.repeat(21)))).status).toBe(200)
  expect(await say('a', button('ế'.repeat(22)))).toMatchObject({ description: 'Bad Request: BUTTON_DATA_INVALID' })
  expect((await say('a', button(''))).status).toBe(400)
  expect((await say('a', { reply_markup: { inline_keyboard: [[{ text: 'Chọn' }]] } })).status).toBe(400)
})

test('a wrong token is 401, a method that does not exist 404, a chat that is text 400', async () => {
  expect((await call('getMe', {}, '1000000001:wrong')).status).toBe(401)
  expect((await call('sendEverything', {})).status).toBe(404)
  expect((await call('sendMessage', { chat_id: 'abc', text: 'a' })).status).toBe(400)
  expect((await call('getMe', {})).result).toMatchObject({ is_bot: true, id: Number(telegram.botId) })
})

test('uploads: a photo is a picture up to 10 MB, a document up to 50 MB', async () => {
  expect((await upload('sendPhoto', 'photo', sized(JPEG, 10_000_000), { caption: 'Ảnh' })).status).toBe(200)
  expect(telegram.last(CHAT)).toMatchObject({ text: 'Ảnh', file: { name: 'tệp.bin' } })
  expect((await upload('sendPhoto', 'photo', sized(JPEG, 10_000_001))).status).toBe(413)
  expect((await upload('sendPhoto', 'photo', Buffer.from('no picture'))).status).toBe(400)
  expect((await upload('sendDocument', 'document', Buffer.alloc(50_000_001))).status).toBe(413)
  const keyboard = JSON.stringify(button('k7').reply_markup)
  expect((await upload('sendDocument', 'document', Buffer.from('giấy'), { reply_markup: keyboard })).status).toBe(200)
  expect(telegram.last(CHAT).buttons).toMatchObject([{ text: 'Chọn', data: 'k7' }])
  expect((await call('sendDocument', { chat_id: CHAT, document: 'nobody' })).status).toBe(400)
})

test('what people send can be fetched up to 20 MB, and by its own bot only', async () => {
  await telegram.sendDocument(CHAT, Buffer.from('paper'))
  const [id = ''] = [...telegram.files.keys()]
  const found = await call('getFile', { file_id: id })
  const address = (token: string) => `${telegram.url}file/bot${token}/${found.result?.file_path}`
  expect(await (await fetch(address(telegram.token))).text()).toBe('paper')
  expect((await fetch(address('1:other'))).status).toBe(401)
  telegram.files.set('large', Buffer.alloc(20_000_001))
  expect(await call('getFile', { file_id: 'large' })).toMatchObject({ description: 'Bad Request: file is too big' })
  expect((await call('getFile', { file_id: 'nobody' })).status).toBe(400)
})

test('a message can be edited to something else, and deleted once within 48 hours', async () => {
  const id = (await say('một')).result?.message_id
  const edit = (text: string, message_id = id) => call('editMessageText', { chat_id: CHAT, message_id, text })
  expect((await edit('một')).description).toContain('message is not modified')
  expect((await edit('hai')).status).toBe(200)
  expect(telegram.sent(CHAT).find((one) => one.messageId === id)?.text).toBe('hai')
  expect((await edit('ba', 1)).status).toBe(400)
  const remove = (message_id: unknown, chat_id = CHAT) => call('deleteMessage', { chat_id, message_id })
  expect((await remove(id, CHAT + 1)).status).toBe(400)
  expect((await remove(id)).status).toBe(200)
  expect((await remove(id)).status).toBe(400)
  const old = (await say('cũ')).result?.message_id
  telegram.clock.advance(48 * HOUR + 1)
  expect((await remove(old)).description).toContain("can't be deleted")
})

test('a pressed button is acknowledged once, with at most 200 signs', async () => {
  await say('Chọn:', button('k7'))
  await telegram.press(CHAT, 'Chọn')
  const { update } = await lastUpdate()
  const id = (update.callback_query as { id: string }).id
  const answer = (text?: string) => call('answerCallbackQuery', { callback_query_id: id, text })
  expect((await answer('a'.repeat(201))).status).toBe(400)
  expect((await answer()).status).toBe(200)
  expect((await answer()).description).toContain('query is too old')
})

test('who blocked the bot is 403 until the block ends', async () => {
  await telegram.block(CHAT)
  expect(await say('a')).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' })
  expect((await call('sendChatAction', { chat_id: CHAT, action: 'typing' })).status).toBe(403)
  await telegram.unblock(CHAT)
  expect((await say('a')).status).toBe(200)
})

test('the pace is counted in sliding seconds: over all chats and in each', async () => {
  telegram.limits = { perSecond: 3, perChatPerSecond: 1 }
  const at = new Date(telegram.clock.now().getTime() + HOUR)
  const steady = await startFakeTelegram({
    clock: { now: () => new Date(at), set: () => {}, advance: (ms) => void at.setTime(at.getTime() + ms) },
    limits: telegram.limits,
  })
  const to = async (chat_id: number) => {
    const body = JSON.stringify({ chat_id, text: 'a' })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${steady.url}bot${steady.token}/sendMessage`, { method: 'POST', headers, body })).status
  }
  expect([await to(1), await to(1), await to(2), await to(3), await to(4)]).toEqual([200, 429, 200, 200, 429])
  expect(steady.limited).toBe(2)
  at.setTime(at.getTime() + 999)
  expect(await to(1)).toBe(429)
  at.setTime(at.getTime() + 1)
  expect(await to(1)).toBe(200)
  await steady.close()
})

test('faults: 429 with its seconds, a page of HTML, a line cut before and after', async () => {
  telegram.faults.push({ method: 'sendMessage', kind: 'status', status: 429, retryAfter: 7 })
  expect(await say('a')).toMatchObject({ status: 429, parameters: { retry_after: 7 } })
  telegram.faults.push({ method: '*', kind: 'html' })
  await expect(say('b')).rejects.toThrow()
  const count = telegram.sent(CHAT).length
  telegram.faults.push({ method: '*', kind: 'cut_before' }, { method: '*', kind: 'cut_after' })
  await expect(say('c')).rejects.toThrow()
  await expect(say('d')).rejects.toThrow()
  expect(telegram.sent(CHAT)).toHaveLength(count + 1)
})

async function lastUpdate() {
  const answer = await fetch(`${telegram.url}bot${telegram.token}/getUpdates?offset=-1`)
  const { result } = (await answer.json()) as { result: Record<string, unknown>[] }
  return { update: result[0] ?? {} }
}
