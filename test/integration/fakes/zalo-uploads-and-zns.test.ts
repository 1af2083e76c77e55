import { afterAll, beforeAll, expect, test } from 'vitest'
import { CITIZEN, openZalo } from './zalo-caller.ts'

const JPEG = Buffer.from('ffd8ffe000104a46', 'hex')
const PDF = Buffer.from('%PDF-1.7\n')
const DAY = 86_400_000

let caller: Awaited<ReturnType<typeof openZalo>>
beforeAll(async () => {
  caller = await openZalo()
})
afterAll(() => caller.zalo.close())

const code = async (answer: Promise<{ body: { error?: number } }>) => (await answer).body.error
const sized = (head: Buffer, bytes: number) => Buffer.concat([head, Buffer.alloc(bytes - head.length)])
const notice = (more: object = {}) => ({
  phone: '84900000001',
  template_id: '300001',
  template_data: { ma_ho_so: 'HS-000001', trang_thai: 'Đã xử lý' },
  tracking_id: 'job-000001',
  ...more,
})

test('a picture is JPEG or PNG up to 1 MB, whatever its name says', async () => {
  expect(await code(caller.upload('image', sized(JPEG, 1_000_000), 'a.jpg'))).toBe(0)
  expect(await code(caller.upload('image', sized(JPEG, 1_000_001), 'a.jpg'))).toBe(-210)
  expect(await code(caller.upload('image', PDF, 'a.jpg'))).toBe(-201)
  expect(await code(caller.upload('image', JPEG, 'a.jpg', 'photo'))).toBe(-201)
})

test('a file is PDF, DOC, DOCX or CSV up to 5 MB by its bytes', async () => {
  expect(await code(caller.upload('file', sized(PDF, 5_000_000), 'a.pdf'))).toBe(0)
  expect(await code(caller.upload('file', sized(PDF, 5_000_001), 'a.pdf'))).toBe(-210)
  expect(await code(caller.upload('file', JPEG, 'a.pdf'))).toBe(-201)
  expect(await code(caller.upload('file', PDF, 'a.exe'))).toBe(-201)
  expect(await code(caller.upload('file', Buffer.from('mã,tên\n'), 'a.csv'))).toBe(0)
})

test('what was uploaded can be sent for seven days, and then is expired', async () => {
  const { body } = await caller.upload('file', PDF, 'giay.pdf')
  const send = () => code(caller.cs({ attachment: { type: 'file', payload: { token: String(body.data?.token) } } }))
  expect(await send()).toBe(0)
  expect(caller.zalo.uploads.get(caller.zalo.last(CITIZEN).media ?? '')?.name).toBe('giay.pdf')
  caller.zalo.clock.advance(7 * DAY + 1)
  caller.useToken(caller.zalo.issueTokens().access_token)
  caller.zalo.setLastInteraction(CITIZEN, caller.zalo.clock.now())
  expect(await send()).toBe(-100)
})

test('a template by phone wants 84…, an approved template with all its parameters, and a tracking id', async () => {
  const good = await caller.zns(notice())
  expect(good.body).toMatchObject({ error: 0, data: { sent_time: expect.any(String), quota: { dailyQuota: '5000' } } })
  expect(await code(caller.zns(notice({ phone: '0900000001' })))).toBe(-108)
  expect(await code(caller.zns(notice({ template_id: '999' })))).toBe(-109)
  expect(await code(caller.zns(notice({ template_data: { ma_ho_so: 'HS-1' } })))).toBe(-1122)
  expect(await code(caller.zns(notice({ template_data: { ma_ho_so: 'H'.repeat(31), trang_thai: 'x' } })))).toBe(-1121)
  expect(await code(caller.zns(notice({ template_data: { ma_ho_so: 1, trang_thai: 'x' } })))).toBe(-1124)
  expect(await code(caller.zns(notice({ tracking_id: 't'.repeat(49) })))).toBe(-1124)
  expect(await code(caller.zns(notice({ tracking_id: undefined })))).toBe(-1124)
  expect(await code(caller.zns(notice({ mode: 'development' })))).toBe(-127)
})

test('a repeat with the same tracking id is a second message: nothing is deduplicated', async () => {
  const before = caller.zalo.sent('84900000001').length
  await caller.zns(notice())
  await caller.zns(notice())
  expect(caller.zalo.sent('84900000001')).toHaveLength(before + 2)
})

test('phones that cannot receive, a used-up day, and a dead token have their own codes on the ZNS host', async () => {
  caller.zalo.refusedPhones.set('84900000009', -118)
  expect(await code(caller.zns(notice({ phone: '84900000009' })))).toBe(-118)
  caller.zalo.quota.zns = 0
  expect(await code(caller.zns(notice()))).toBe(-144)
  caller.zalo.quota.zns = 5000
  const dead = await fetch(`${caller.zalo.businessRoot}/message/quota`, { headers: { access_token: 'dead' } })
  expect(await dead.json()).toMatchObject({ error: -124 })
})

test('status goes from unknown over accepted to delivered', async () => {
  const statusOf = async (id: unknown) =>
    (await caller.get(`${caller.zalo.businessRoot}/message/status?message_id=${id}`)).body.data?.status
  const id = (await caller.zns(notice())).body.data?.msg_id
  expect([await statusOf('nobody'), await statusOf(id)]).toEqual([-1, 0])
  await caller.zalo.received(caller.zalo.last('84900000001'))
  expect(await statusOf(id)).toBe(1)
})

test('hashes are 64 hexadecimal digits; templates by user id need no window but must support it', async () => {
  const hashed = (hash_phone: string) =>
    code(caller.post(`${caller.zalo.businessRoot}/message/template/hashphone`, notice({ hash_phone })))
  expect(await hashed('a'.repeat(64))).toBe(0)
  expect(await hashed('84900000001')).toBe(-108)
  caller.zalo.setLastInteraction(CITIZEN, null)
  const byUser = (more: object) => code(caller.template({ ...notice(), user_id: CITIZEN, ...more }))
  expect(await byUser({})).toBe(0)
  expect(await byUser({ template_id: '300002', template_data: { otp: '000000' } })).toBe(-249)
})

test('template info tells the parameters, quality and quota answer', async () => {
  const info = await caller.get(`${caller.zalo.businessRoot}/template/info/v2?template_id=300001`)
  expect(info.body.data?.listParams).toContainEqual(expect.objectContaining({ name: 'ma_ho_so', maxLength: 30 }))
  expect((await caller.get(`${caller.zalo.businessRoot}/quality`)).body.data).toMatchObject({
    oaCurrentQuality: 'HIGH',
  })
})
