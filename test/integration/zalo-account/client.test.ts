import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { zaloClient } from '../../../bot/zalo/zalo-client.ts'
import type { ZaloTokens } from '../../../core/ports/zalo-desk.ts'
import { openZaloHouse, type ZaloHouse } from './zalo-house.ts'

const CITIZEN = '3000000000000000001'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let house: ZaloHouse
let client: ReturnType<ZaloHouse['process']>['client']
beforeAll(async () => {
  house = await openZaloHouse()
  await house.connect()
  client = house.process().client
  house.zalo.setLastInteraction(CITIZEN, house.clock.now())
})
afterAll(() => house.close())

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Some other server in Zalo's place. */
async function answering(answer: RequestListener, timeoutMs = 10_000) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const token = { ok: true as const, token: 'held' }
  const tokens: ZaloTokens = { current: async () => token, renew: async () => token }
  return zaloClient({ ...house.about, roots: { oauth: root, api: root, business: root }, tokens, timeoutMs })
}

const hello = { userId: CITIZEN, message: { text: 'Xin chào' } }

test('I03 every call of the client is taken by a strict Zalo', async () => {
  const sent = await client.sendCs(hello)
  expect(sent).toMatchObject({ ok: true, rate: { limit: 4000 } })
  const image = await client.uploadImage(PNG)
  const file = await client.uploadFile(Buffer.from('%PDF-1.7\n'), 'Giấy hẹn.pdf'.normalize('NFD'))
  if (!image.ok || !file.ok) throw new Error('not uploaded')
  const elements = [{ media_type: 'image', attachment_id: image.data.attachmentId }] as const
  const withImage = { attachment: { type: 'template', payload: { template_type: 'media', elements } } } as const
  expect(await client.sendCs({ userId: CITIZEN, message: withImage })).toMatchObject({ ok: true })
  const withFile = { attachment: { type: 'file', payload: { token: file.data.token } } } as const
  expect(await client.sendCs({ userId: CITIZEN, message: withFile })).toMatchObject({ ok: true })
  expect(house.zalo.uploads.get(file.data.token)?.name).toBe('Giấy hẹn.pdf'.normalize('NFC'))
  const data = { ma_ho_so: 'PA-1', trang_thai: 'Đã xử lý' }
  expect(await client.sendTemplate({ userId: CITIZEN, templateId: '300001', data })).toMatchObject({ ok: true })
  const zns = await client.sendZnsByPhone({ phone: '+84900000001', templateId: '300001', data, trackingId: 'x-1' })
  if (!zns.ok) throw new Error('not sent')
  expect(await client.znsStatus(zns.data.messageId)).toMatchObject({ data: { state: 'accepted', deliveredAt: null } })
  expect(await client.znsQuota()).toMatchObject({ data: { total: 5000 } })
  expect(await client.znsQuality()).toMatchObject({ data: { now: 'HIGH' } })
  expect(await client.getOa()).toMatchObject({ data: { oaId: house.zalo.oaId, isVerified: true } })
  expect(await client.quotaMessage(CITIZEN)).toMatchObject({ data: { lastInteraction: house.clock.now() } })
  expect(await client.userDetail(CITIZEN)).toMatchObject({ data: { userId: CITIZEN, phone: null } })
})

test('I03 texts leave in NFC, whatever form they came in', async () => {
  const text = 'Tiêm chủng đủ mũi'
  await client.sendCs({ userId: CITIZEN, message: { text: text.normalize('NFD') } })
  expect(house.zalo.last(CITIZEN).text).toBe(text.normalize('NFC'))
})

test('I03 the proof of the app’s secret is sent only when it is switched on', async () => {
  house.zalo.rules.requireProof = true
  const { tokens } = house.process()
  const withProof = zaloClient({ ...house.about, tokens, appSecretProof: true })
  expect(await withProof.getOa()).toMatchObject({ ok: true })
  expect(await client.getOa()).toMatchObject({ ok: false, code: -242, host: 'oa' })
  expect(await withProof.znsQuota()).toMatchObject({ ok: true })
  expect(await client.znsQuota()).toMatchObject({ ok: false, code: -1241, host: 'zns' })
  house.zalo.rules.requireProof = false
})

test('I03 ids of 19 digits stay exact even when they come as numbers, and a phone may be a number, 0 or missing', async () => {
  const bodies = ['84900000001', '"84900000001"', '0', 'null'].map(
    (phone) => `{"error":0,"data":{"user_id":3000000000000000001,"shared_info":{"phone":${phone}}}}`,
  )
  bodies.push('{"error":"0","data":{"user_id":"3000000000000000001"}}')
  const strange = await answering((_req, res) => res.end(bodies.shift()))
  const phones = []
  for (let n = 0; n < 5; n += 1) {
    const detail = await strange.userDetail(CITIZEN)
    expect(detail).toMatchObject({ ok: true, data: { userId: '3000000000000000001' } })
    phones.push(detail.ok && detail.data.phone)
  }
  expect(phones).toEqual(['84900000001', '84900000001', null, null, null])
})

const NAME = 'Nguyễn Thị Bí Mật'
const HOSTILE: [string, RequestListener, string, boolean][] = [
  ['a gateway page', (_q, r) => r.writeHead(502).end(`<p>${NAME}</p>`), 'http_502', true],
  ['an answer that is no JSON', (_q, r) => r.end(`not json ${NAME}`), 'unreadable', true],
  ['JSON of another shape', (_q, r) => r.end(`{"error":0,"data":{"name":"${NAME}"}}`), 'unreadable', true],
  ['an answer without an error field', (_q, r) => r.end(`{"message":"${NAME}"}`), 'unreadable', true],
  ['an endless answer', (_q, r) => r.end(`{"error":0,"x":"${NAME.repeat(20_000)}"}`), 'unreadable', true],
  ['a redirect', (_q, r) => r.writeHead(302, { location: '/elsewhere' }).end(), 'network', true],
  ['a broken line', (q) => void q.socket.destroy(), 'network', true],
  ['a busy server', (_q, r) => r.writeHead(503).end(), 'http_503', false],
  ['too many requests', (_q, r) => r.writeHead(429).end('{"message":"slow down"}'), 'http_429', false],
]

test.each(HOSTILE)('I03 %s is a code and nothing else', async (_what, listener, code, ambiguous) => {
  const result = await (await answering(listener)).sendCs({ userId: CITIZEN, message: { text: NAME } })
  expect(result).toEqual({ ok: false, code, host: 'oa', ambiguous, rate: null })
})

test('I03 a server that never answers is given up, and nobody knows whether it took the message', async () => {
  const silent = await answering(() => undefined, 50)
  expect(await silent.sendCs(hello)).toMatchObject({ ok: false, code: 'timeout', ambiguous: true })
})

test('I03 what never left is not ambiguous', async () => {
  const gone = await answering(() => undefined)
  for (const close of closers.splice(0)) close()
  expect(await gone.sendCs(hello)).toMatchObject({ ok: false, code: 'network', ambiguous: false })
})

test('I03 the figures of the answers are kept, the free replies of one citizen are not', async () => {
  const kept = async () => {
    const meters = await house.app.store.transaction((tx) => tx.zaloAccounts.meters(house.zalo.appId))
    return Object.fromEntries(meters.map(({ meter, remain, total }) => [meter, [remain, total]]))
  }
  house.clock.advance(60_000)
  house.zalo.setLastInteraction(CITIZEN, new Date(house.clock.now().getTime() - 72 * 3_600_000))
  const { client: later } = house.process()
  expect(await later.sendCs(hello)).toMatchObject({ ok: true, data: { quota: { quota_type: 'sub_quota' } } })
  await expect.poll(kept).toMatchObject({ sub_quota: [4999, 5000], calls_minute: [3999, 4000] })
  expect(Object.keys(await kept())).not.toContain('reply')
})
