import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeTelegram, startFakeTelegram } from '../../support/fake-telegram.ts'
import { catchWebhook } from './catch-webhook.ts'

const CHAT = 2_000_000_001
const SECRET = 'secret_of-the-webhook'

let telegram: FakeTelegram
let hook: Awaited<ReturnType<typeof catchWebhook>>
beforeEach(async () => {
  telegram = await startFakeTelegram()
  hook = await catchWebhook()
})
afterEach(async () => {
  await telegram.close()
  await hook.close()
})

type Update = { update_id: number; message?: { text?: string } & Record<string, unknown> } & Record<string, unknown>
type Reply = { ok: boolean; error_code?: number; description?: string; result: unknown }

async function call(method: string, payload: object = {}): Promise<Reply> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(payload)
  return (
    await fetch(`${telegram.url}bot${telegram.token}/${method}`, { method: 'POST', headers, body })
  ).json() as Promise<Reply>
}
const listen = (more: object = {}) => call('setWebhook', { url: hook.url, secret_token: SECRET, ...more })
const texts = () => hook.caught.map((one) => (one.body as Update).message?.text)

test('setWebhook checks secret and connections; deliveries carry the secret', async () => {
  expect((await listen({ secret_token: 'no spaces!' })).error_code).toBe(400)
  expect((await listen({ max_connections: 101 })).error_code).toBe(400)
  expect((await listen({ url: 'nowhere' })).error_code).toBe(400)
  expect((await listen()).ok).toBe(true)
  expect(await telegram.say(CHAT, 'chào')).toBe(200)
  expect(hook.caught[0]?.headers['x-telegram-bot-api-secret-token']).toBe(SECRET)
})

test('only what was asked for is delivered', async () => {
  await listen({ allowed_updates: ['message'] })
  expect(await telegram.block(CHAT)).toBe(0)
  expect(await telegram.say(CHAT, 'chào')).toBe(200)
  expect(hook.caught).toHaveLength(1)
})

test('what is not taken comes again, waits when it is never taken, and is told in getWebhookInfo', async () => {
  await listen()
  hook.answers.push(500, 404)
  expect(await telegram.say(CHAT, 'một')).toBe(200)
  expect(texts()).toEqual(['một', 'một', 'một'])
  hook.answers.push(500, 500, 500, 500, 500)
  expect(await telegram.say(CHAT, 'hai')).toBe(500)
  expect((await call('getWebhookInfo')).result).toMatchObject({
    pending_update_count: 1,
    last_error_message: expect.stringContaining('500'),
  })
  expect(await telegram.redeliver()).toEqual([200])
  const ids = new Set(hook.caught.filter((_, index) => index > 2).map((one) => one.body.update_id))
  expect(ids.size).toBe(1)
})

test('updates can come twice and turned round', async () => {
  await listen()
  telegram.how.copies = 2
  await telegram.say(CHAT, 'một')
  telegram.how.copies = 1
  telegram.hold()
  await telegram.say(CHAT, 'hai')
  await telegram.say(CHAT, 'ba')
  await telegram.release('reversed')
  expect(texts()).toEqual(['một', 'một', 'ba', 'hai'])
  const [first, again, third, second] = hook.caught.map((one) => Number(one.body.update_id))
  expect(first).toBe(again)
  expect(Number(third)).toBeGreaterThan(Number(second))
})

test('at most max_connections stand at the door together', async () => {
  await listen({ max_connections: 1 })
  await Promise.all(Array.from({ length: 8 }, (_, index) => telegram.say(CHAT, String(index))))
  expect(texts()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
})

test('getUpdates holds, honours offset, and excludes webhook and second reader', async () => {
  await telegram.say(CHAT, 'một')
  await telegram.say(CHAT, 'hai')
  const [one, two] = (await call('getUpdates')).result as Update[]
  expect([one?.message?.text, two?.message?.text]).toEqual(['một', 'hai'])
  expect((await call('getUpdates', { offset: two?.update_id, limit: 1 })).result).toHaveLength(1)
  const held = call('getUpdates', { offset: Number(two?.update_id) + 1, timeout: 30 })
  await vi.waitFor(() => expect(telegram.isPolled).toBe(true))
  await telegram.say(CHAT, 'ba')
  expect(((await held).result as Update[]).map((update) => update.message?.text)).toEqual(['ba'])
  const after = { offset: Number(two?.update_id) + 2, timeout: 30 }
  const [first] = [call('getUpdates', after)]
  await vi.waitFor(() => expect(telegram.isPolled).toBe(true))
  const second = call('getUpdates', after)
  expect((await first).error_code).toBe(409)
  await listen()
  expect((await second).error_code).toBe(409)
  expect((await call('getUpdates')).error_code).toBe(409)
})

test('a deep link, an album, a group and a block look as Telegram makes them', async () => {
  await listen()
  await telegram.start(CHAT, 'lk_k7Q2mZ9p')
  await telegram.sendAlbum(CHAT, [Buffer.from('a'), Buffer.from('b')], { caption: 'Hai mặt' })
  await telegram.sayInGroup(-1_000_000_000_001, CHAT, '/start@so_tiem_thu_bot')
  await telegram.block(CHAT)
  const [start, , , group, block] = hook.caught.map((one) => one.body as Update)
  const album = hook.caught.slice(1, 3).map((one) => (one.body as Update).message)
  expect(start?.message).toMatchObject({ text: '/start lk_k7Q2mZ9p', entities: [{ type: 'bot_command' }] })
  expect(new Set(album.map((message) => message?.media_group_id)).size).toBe(1)
  expect(group?.message).toMatchObject({ chat: { type: 'supergroup', id: -1_000_000_000_001 }, from: { id: CHAT } })
  expect(block?.my_chat_member).toMatchObject({ new_chat_member: { status: 'kicked' } })
  expect(() => telegram.start(CHAT, 'a'.repeat(65))).toThrow('64')
})
