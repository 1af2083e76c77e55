import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sharedData } from '../../support/shared-data.ts'
import { catchWebhook } from './catch-webhook.ts'
import { CITIZEN, openZalo } from './zalo-caller.ts'

let caller: Awaited<ReturnType<typeof openZalo>>
let hook: Awaited<ReturnType<typeof catchWebhook>>
beforeAll(async () => {
  caller = await openZalo({ oaSecret: 'fake-oa-secret-key-for-tests' })
  hook = await catchWebhook()
})
beforeEach(async () => {
  await caller.zalo.idle()
  hook.caught.length = 0
  caller.zalo.webhook = { url: hook.url }
})
afterAll(async () => {
  await caller.zalo.close()
  await hook.close()
})

const isSigned = ({ raw, headers, body }: (typeof hook.caught)[number]) => {
  const text = caller.zalo.appId + raw + String(body.timestamp) + caller.zalo.oaSecret
  return headers['x-zevent-signature'] === `mac=${createHash('sha256').update(text).digest('hex')}`
}

test('the bytes and their signatures are those of the known vectors', async () => {
  const file = JSON.parse(readFileSync(sharedData('zalo/_signature-vectors.json'), 'utf8')) as {
    vectors: { name: string; raw: string; signature: string }[]
  }
  expect(file.vectors).toHaveLength(5)
  const forms = { compact: 'compact', spaced_keys: 'spaced', escaped_unicode: 'escaped' } as const
  for (const { name, raw, signature } of file.vectors) {
    const event = JSON.parse(raw) as { app_id: string }
    await caller.zalo.deliver(event, { form: forms[name as keyof typeof forms] ?? 'compact' })
    const last = hook.caught.at(-1)
    expect({ name, mac: last?.headers['x-zevent-signature'] }).toEqual({ name, mac: signature })
    expect(last?.raw.length).toBe(raw.length)
  }
})

test('every wrong signature is wrong', async () => {
  for (const signature of ['wrong_secret', 'missing', 'hmac', 'oa_id', 'header_timestamp'] as const) {
    await caller.zalo.deliver({ event_name: 'user_send_text', message: {} }, { signature })
  }
  expect(hook.caught.map(isSigned)).toEqual([false, false, false, false, false])
  await caller.zalo.deliver({ event_name: 'user_send_text', message: {} }, { form: 'spaced' })
  expect(hook.caught.slice(5).map(isSigned)).toEqual([true])
})

test('an accepted send comes back as an echo, then arrives and is seen', async () => {
  const { body } = await caller.say('Xin chào')
  await caller.zalo.idle()
  await caller.zalo.received(caller.zalo.last(CITIZEN))
  await caller.zalo.seen(CITIZEN)
  const id = body.data?.message_id
  expect(hook.caught.map((one) => [one.body.event_name, one.body.message])).toEqual([
    ['oa_send_text', { text: 'Xin chào', msg_id: id }],
    ['user_received_message', { msg_id: id }],
    ['user_seen_message', { msg_ids: expect.arrayContaining([id]) }],
  ])
  expect(hook.caught.every((one) => (one.body.sender as { id: string }).id === caller.zalo.oaId)).toBe(true)
})

test('a send whose answer was cut is echoed all the same', async () => {
  caller.zalo.faults.push({ endpoint: 'cs', kind: 'cut_after' })
  await expect(caller.say('Mất câu trả lời')).rejects.toThrow()
  await caller.zalo.idle()
  expect(hook.caught.map((one) => one.body.event_name)).toEqual(['oa_send_text'])
})

test('a query button says its payload; a button that opens a page says nothing', async () => {
  const open = { title: 'Mở cổng', type: 'oa.open.url', payload: { url: 'https://portal.example.invalid/' } }
  await caller.buttons([{ title: 'Tra cứu', type: 'oa.query.hide', payload: '#k7Q2mZ' }, open])
  await caller.zalo.idle()
  await caller.zalo.press(CITIZEN, 'Tra cứu')
  expect(hook.caught.at(-1)?.body).toMatchObject({ event_name: 'user_send_text', message: { text: '#k7Q2mZ' } })
  expect(() => caller.zalo.press(CITIZEN, 'Mở cổng')).toThrow('oa.open.url')
  expect(() => caller.zalo.press(CITIZEN, 'Không có')).toThrow('no message shows')
})

test('pictures and files can be fetched where the event says, and carry size and MD5 as text', async () => {
  await caller.zalo.sendImage(CITIZEN, Buffer.from('picture'))
  await caller.zalo.sendFile(CITIZEN, Buffer.from('hello'), 'giấy.pdf')
  const payloads = hook.caught.map(
    (one) => (one.body.message as { attachments: { payload: Record<string, string> }[] }).attachments[0]?.payload,
  )
  expect(payloads[1]).toMatchObject({ size: '5', checksum: '5d41402abc4b2a76b9719d911017c592', type: 'pdf' })
  const texts = await Promise.all(payloads.map(async (one) => (await fetch(one?.url ?? '')).text()))
  expect(texts).toEqual(['picture', 'hello'])
})

test('contact details come in two layouts, following and leaving without a message', async () => {
  await caller.zalo.submitInfo(CITIZEN, { name: 'Người Thử', phone: '84900000001' })
  await caller.zalo.submitInfo(CITIZEN, { name: 'Người Thử', phone: '84900000001' }, 'legacy')
  await caller.zalo.unfollow(CITIZEN)
  await caller.zalo.follow(CITIZEN)
  const phones = hook.caught.slice(0, 2).map((one) => (one.body.info as { phone: unknown }).phone)
  expect(phones).toEqual(['84900000001', 84_900_000_001])
  expect(hook.caught.slice(2).map((one) => [one.body.event_name, one.body.follower])).toEqual([
    ['unfollow', { id: CITIZEN }],
    ['follow', { id: CITIZEN }],
  ])
})

test('events can come twice, turned round, late with num_retry, and after five rungs never again', async () => {
  await caller.zalo.deliver({ event_name: 'follow' }, { copies: 2 })
  expect(new Set(hook.caught.map((one) => one.raw)).size).toBe(1)
  expect(hook.caught).toHaveLength(2)
  caller.zalo.hold()
  expect(await caller.zalo.say(CITIZEN, 'một')).toBe(0)
  await caller.zalo.say(CITIZEN, 'hai')
  await caller.zalo.release('reversed')
  expect(hook.caught.slice(2).map((one) => (one.body.message as { text: string }).text)).toEqual(['hai', 'một'])
  hook.answers.push(500, 500, 500, 500, 500, 500)
  expect(await caller.zalo.say(CITIZEN, 'ba')).toBe(500)
  for (let rung = 1; rung <= 5; rung++) {
    await caller.zalo.retry()
    expect(hook.caught.at(-1)?.headers.num_retry).toBe(String(rung))
  }
  expect(caller.zalo.webhook).toBeNull()
})

test('the probe is unsigned and empty; our time to answer is written down', async () => {
  expect(await caller.zalo.probe()).toBe(200)
  expect(hook.caught[0]).toMatchObject({ raw: '{}' })
  expect(hook.caught[0]?.headers['x-zevent-signature']).toBeUndefined()
  expect(caller.zalo.deliveries.at(-1)).toMatchObject({ status: 200, ms: expect.any(Number) })
})

test('a receipt of a template by phone carries the tracking id and the ZNS header', async () => {
  const data = { ma_ho_so: 'HS-1', trang_thai: 'Xong' }
  await caller.zns({ phone: '84900000001', template_id: '300001', template_data: data, tracking_id: 'job-7' })
  await caller.zalo.received(caller.zalo.last('84900000001'))
  const [event] = hook.caught
  expect(event?.headers['x-zevent-server']).toBe('ZNS')
  expect(event?.body).toMatchObject({ recipient: { id: '84900000001' }, message: { tracking_id: 'job-7' } })
  expect(event && isSigned(event)).toBe(true)
})
