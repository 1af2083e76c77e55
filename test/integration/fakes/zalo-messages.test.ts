import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CITIZEN, openZalo } from './zalo-caller.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let caller: Awaited<ReturnType<typeof openZalo>>
beforeAll(async () => {
  caller = await openZalo()
})
beforeEach(() => caller.zalo.setLastInteraction(CITIZEN, caller.zalo.clock.now()))
afterAll(() => caller.zalo.close())

const code = async (answer: Promise<{ body: { error?: number } }>) => (await answer).body.error
const query = (title: string, payload = '#k7Q2mZ', type = 'oa.query.hide') => ({ title, type, payload })

test('a text is answered with ids as text, the free quota and the two rate headers', async () => {
  const answer = await caller.say('Xin chào')
  expect(answer.body).toMatchObject({ error: 0, data: { user_id: CITIZEN, quota: { quota_type: 'reply' } } })
  expect(answer.body.data?.message_id).toMatch(/^[0-9a-f]{20}$/)
  expect(answer.headers.get('x-ratelimit-limit')).toBe('4000')
  expect(caller.zalo.last(CITIZEN)).toMatchObject({ kind: 'text', text: 'Xin chào', billed: false })
})

test('2,000 characters pass, 2,001 and nothing do not', async () => {
  expect(await code(caller.say('ế'.repeat(2000)))).toBe(0)
  expect(await code(caller.say('ế'.repeat(2001)))).toBe(-210)
  expect(await code(caller.say('ế'.repeat(1001).normalize('NFD')))).toBe(-210)
  expect(await code(caller.say('  '))).toBe(-201)
})

test('five buttons pass; six, a long title, a long payload and an unknown type do not', async () => {
  const five = Array.from({ length: 5 }, (_, index) => query(`Nút ${index}`))
  expect(await code(caller.buttons(five))).toBe(0)
  expect(await code(caller.buttons([...five, query('Nút 5')]))).toBe(-210)
  expect(await code(caller.buttons([query('N'.repeat(101))]))).toBe(-210)
  expect(await code(caller.buttons([query('N', '#'.repeat(1001))]))).toBe(-210)
  expect(await code(caller.buttons([query('N', 'x', 'oa.query.secret')]))).toBe(-201)
  expect(await code(caller.buttons([query('')]))).toBe(-201)
  expect(await code(caller.buttons([{ title: 'Mở', type: 'oa.open.url', payload: 'https://a.invalid' }]))).toBe(-201)
  expect(await code(caller.buttons([query('N')], ' '))).toBe(-201)
})

test('both shapes of text with buttons are taken, other templates are not', async () => {
  const payload = { template_type: 'button', text: 'Chọn:', buttons: [query('Có')] }
  expect(await code(caller.cs({ attachment: { type: 'template', payload } }))).toBe(0)
  expect(caller.zalo.last(CITIZEN).text).toBe('Chọn:')
  const list = { template_type: 'list', elements: [] }
  expect(await code(caller.cs({ attachment: { type: 'template', payload: list } }))).toBe(-233)
  expect(await code(caller.cs({ text: 'a', extra: 1 }))).toBe(-201)
})

test('a picture has one element with an address or an attachment id; a gif has its size', async () => {
  const url = 'https://portal.example.invalid/a.jpg'
  expect(await code(caller.media([{ media_type: 'image', url }]))).toBe(0)
  expect(await code(caller.media([{ media_type: 'image' }]))).toBe(-201)
  expect(await code(caller.media([{ media_type: 'image', url, attachment_id: 'x' }]))).toBe(-201)
  expect(
    await code(
      caller.media([
        { media_type: 'image', url },
        { media_type: 'image', url },
      ]),
    ),
  ).toBe(-201)
  expect(await code(caller.media([{ media_type: 'image', attachment_id: 'unknown' }]))).toBe(-201)
  expect(await code(caller.media([{ media_type: 'gif', url }]))).toBe(-201)
})

test('the request for contact details has one element with title, subtitle and picture', async () => {
  const element = { title: 'Chia sẻ', subtitle: 'Bấm để chia sẻ', image_url: 'https://portal.example.invalid/a.png' }
  const ask = (one: object) =>
    code(
      caller.cs({ attachment: { type: 'template', payload: { template_type: 'request_user_info', elements: [one] } } }),
    )
  expect(await ask(element)).toBe(0)
  expect(await ask({ ...element, title: 'C'.repeat(101) })).toBe(-210)
  expect(await ask({ ...element, image_url: 'a.png' })).toBe(-201)
})

test('the window: free for 48 hours, paid for 7 days, then closed', async () => {
  const { zalo } = caller
  const heard = (ago: number) => zalo.setLastInteraction(CITIZEN, new Date(zalo.clock.now().getTime() - ago))
  heard(49 * HOUR)
  const paid = await caller.say('Vẫn gửi được')
  expect(paid.body.data).toMatchObject({ quota: { quota_type: 'sub_quota', remain: '4999' } })
  expect(zalo.last(CITIZEN).billed).toBe(true)
  zalo.quota.sub = 0
  expect(await code(caller.say('Hết gói'))).toBe(-211)
  heard(7 * DAY + 1000)
  expect(await code(caller.say('Muộn rồi'))).toBe(-230)
  zalo.setLastInteraction(CITIZEN, null)
  expect(await code(caller.say('Chưa bao giờ'))).toBe(-232)
})

test('whoever blocked, left or is unknown gets nothing; writing opens the chat of who left', async () => {
  const { zalo } = caller
  zalo.block(CITIZEN)
  expect(await code(caller.say('a'))).toBe(-217)
  zalo.unblock(CITIZEN)
  zalo.webhook = null
  await zalo.unfollow(CITIZEN)
  expect(await code(caller.say('a'))).toBe(-213)
  await zalo.say(CITIZEN, 'Tôi đây')
  expect(await code(caller.say('a'))).toBe(0)
  expect(await code(caller.say('a', '3999999999999999999'))).toBe(-201)
  expect(() => zalo.setLastInteraction('123', null)).toThrow('19 digits')
})

test('the rate of a minute is enforced, told in headers, counted, and free again in the next minute', async () => {
  const { zalo } = caller
  zalo.rate.limit = 2
  zalo.clock.advance(60_000 - (zalo.clock.now().getTime() % 60_000))
  expect((await caller.say('1')).headers.get('x-ratelimit-remain')).toBe('1')
  expect(await code(caller.say('2'))).toBe(0)
  expect(await code(caller.say('3'))).toBe(-32)
  expect(zalo.rate.refused).toBe(1)
  zalo.clock.advance(60_000)
  expect(await code(caller.say('4'))).toBe(0)
  zalo.rate.limit = 4000
})

test('GETs read their one parameter, and the quota tells the last interaction', async () => {
  const { zalo } = caller
  const detail = `${zalo.apiRoot}/v3.0/oa/user/detail`
  const found = await caller.get(`${detail}?data=${encodeURIComponent(JSON.stringify({ user_id: CITIZEN }))}`)
  expect(found.body.data).toMatchObject({
    user_id: CITIZEN,
    user_last_interaction_date: expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/),
  })
  expect(await code(caller.get(`${detail}?user_id=${CITIZEN}`))).toBe(-201)
  const quota = await caller.post(`${zalo.apiRoot}/v3.0/oa/quota/message`, { user_id: CITIZEN })
  expect(quota.body.data?.last_interaction).toMatch(/^\d{13}$/)
})

test('faults: a code, a page of HTML, a line cut before and after', async () => {
  const { zalo } = caller
  zalo.faults.push({ endpoint: 'cs', kind: 'code', code: -216, times: 2 })
  expect([await code(caller.say('a')), await code(caller.say('b')), await code(caller.say('c'))]).toEqual([
    -216, -216, 0,
  ])
  zalo.faults.push({ endpoint: '*', kind: 'status', status: 503 })
  await expect(caller.say('d')).rejects.toThrow()
  const count = zalo.sent(CITIZEN).length
  zalo.faults.push({ endpoint: 'cs', kind: 'cut_before' }, { endpoint: 'cs', kind: 'cut_after' })
  await expect(caller.say('e')).rejects.toThrow()
  expect(zalo.sent(CITIZEN)).toHaveLength(count)
  await expect(caller.say('f')).rejects.toThrow()
  expect(zalo.sent(CITIZEN)).toHaveLength(count + 1)
})

test('the proof of the app secret is asked for when the app says so', async () => {
  caller.zalo.rules.requireProof = true
  expect(await code(caller.say('a'))).toBe(-242)
  caller.zalo.rules.requireProof = false
})
