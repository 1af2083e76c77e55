import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OutboundContent } from '../../../core/domain/chat/outbound-content.ts'
import type { OutgoingMessage } from '../../../core/ports/outbox.ts'
import { openZaloBot, type ZaloBot } from './zalo-bot.ts'

const HOUR = 3_600_000

let house: ZaloBot
let person = 0

beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())
beforeEach(async () => {
  person += 1
  await house.zalo.follow(citizen())
  await house.settle()
})
afterEach(async () => {
  house.zalo.faults.length = 0
  // Whatever rest an answer ordered is over by the next test.
  await house.db.deleteFrom('channel_pauses').execute()
})

const citizen = () => `30000000000000${30_000 + person}`
const phone = () => `+849000${10_000 + person}`
const notice = (code = 'PA-2345-678Z', templateKey: 'report-approved' | 'reminder-error-list' = 'report-approved') => ({
  kind: 'notice' as const,
  templateKey,
  locale: 'vi' as const,
  params: { code, link: `https://so-tiem.test/theo-doi/${code}` },
})
const turn = (more: Partial<OutboundContent>) => ({
  kind: 'turn' as const,
  content: { kind: 'text', text: 'Xin chào', choices: [], links: [], closesContact: false, ...more },
})

async function put(wish: Partial<OutgoingMessage> = {}): Promise<string> {
  const id = randomUUID()
  const address = wish.address ?? house.address(citizen())
  const channel = address.split('|')[0] as OutgoingMessage['channel']
  const common = { id, idempotencyKey: `n|${id}`, channel, address, purpose: 'notification' as const }
  await house.app.store.transaction((tx) => tx.outbox.put({ ...common, content: notice(), ...wish }))
  await house.settle()
  return id
}
const rowOf = (id: string) => house.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const sent = () => house.zalo.sent(citizen())

test('I03 within seven days a notice is a chat message', async () => {
  house.clock.advance(167 * HOUR)
  const id = await put()
  expect(sent()).toMatchObject([{ endpoint: 'cs', billed: true, text: expect.stringContaining('PA-2345-678Z') }])
  expect((await rowOf(id)).state).toBe('accepted')
})

test('I03 later it is the approved template, without a chat message tried before', async () => {
  house.clock.advance(169 * HOUR)
  const id = await put()
  expect(sent()).toMatchObject([
    { endpoint: 'template', templateId: '300001', templateData: { ma_ho_so: 'PA-2345-678Z', trang_thai: 'Đã duyệt' } },
  ])
  expect(await rowOf(id)).toMatchObject({ state: 'accepted', provider_message_id: sent()[0]?.messageId })
})

test.each([-230, -232])('I03 when Zalo counts otherwise, %i chooses the template', async (code) => {
  house.zalo.faults.push({ endpoint: 'cs', kind: 'code', code })
  await put()
  expect(sent().map(({ endpoint }) => endpoint)).toEqual(['template'])
})

test('I02 a reminder without a case code fits no template and takes the next road', async () => {
  house.clock.advance(169 * HOUR)
  const id = await put({ content: notice('', 'reminder-error-list') })
  expect(await rowOf(id)).toMatchObject({ state: 'failed', failure_class: 'window_closed' })
  expect(sent()).toEqual([])
})

test('I02 a template that Zalo sends by phone only takes the next road', async () => {
  house.clock.advance(169 * HOUR)
  house.zalo.faults.push({ endpoint: 'template', kind: 'code', code: -249 })
  const id = await put()
  expect(await rowOf(id)).toMatchObject({ failure_class: 'window_closed', failure_code: 'zalo_oa_-249' })
})

test('I03 the daily allowance of one citizen waits for tomorrow, and others still get theirs', async () => {
  house.zalo.faults.push({ endpoint: 'cs', kind: 'code', code: -218 })
  const id = await put()
  expect(await rowOf(id)).toMatchObject({ state: 'queued', failure_class: 'quota' })
  person += 1
  await house.zalo.follow(citizen())
  await put()
  expect(sent()).toHaveLength(1)
})

test('I03 an allowance of the account that is used up holds back what we push, not what we answer', async () => {
  house.zalo.faults.push({ endpoint: 'cs', kind: 'code', code: -211 })
  await put()
  person += 1
  await house.zalo.follow(citizen())
  await put()
  expect(sent()).toEqual([])
  await put({ purpose: 'reply', content: turn({}) })
  expect(sent()).toHaveLength(1)
})

test('an answer that comes too late waits and is no template', async () => {
  house.clock.advance(169 * HOUR)
  const id = await put({ purpose: 'reply', content: turn({}) })
  expect(sent()).toEqual([])
  expect(await rowOf(id)).toMatchObject({ failure_class: 'window_closed', failure_code: 'zalo_7_days' })
})

test.each([-213, -217, -244])(
  'a citizen who shut us out (%i) is closed, and open again when they write',
  async (code) => {
    house.zalo.block(citizen(), code)
    await put()
    const closedAt = async () =>
      (
        await house.db
          .selectFrom('conversations')
          .select('closed_at')
          .where('address', '=', house.address(citizen()))
          .executeTakeFirstOrThrow()
      ).closed_at
    expect(await closedAt()).not.toBeNull()
    house.zalo.unblock(citizen())
    await house.zalo.say(citizen(), 'chào')
    await house.settle()
    expect(await closedAt()).toBeNull()
    expect(sent()).toHaveLength(1)
  },
)

test('2,001 signs are two messages, the buttons under the second', async () => {
  const choices = [{ token: 'token-1', label: 'Tiếp', small: false }]
  await put({ purpose: 'reply', content: turn({ kind: 'choices', text: 'ơ'.repeat(2001).normalize('NFD'), choices }) })
  expect(sent().map(({ text, buttons }) => [[...text].length, buttons.length])).toEqual([
    [2000, 0],
    [1, 1],
  ])
})

test('a receipt goes with the picture of its code', async () => {
  const attachment = {
    maker: 'receipt_qr',
    code: 'PA-1',
    form: 'image',
    fileName: 'ma.png',
    mime: 'image/png',
  } as const
  await put({ purpose: 'reply', content: turn({ attachment }) })
  expect(sent().map(({ kind, text }) => [kind, text])).toEqual([
    ['image', ''],
    ['text', 'Xin chào'],
  ])
  const upload = house.zalo.uploads.get(sent()[0]?.media ?? '')
  expect(upload?.bytes.subarray(1, 4).toString()).toBe('PNG')
})

test('an upload that Zalo lost is uploaded again', async () => {
  const attachment = {
    maker: 'receipt_qr',
    code: 'PA-1',
    form: 'image',
    fileName: 'ma.png',
    mime: 'image/png',
  } as const
  house.zalo.faults.push({ endpoint: 'cs', kind: 'code', code: -100 })
  const id = await put({ purpose: 'reply', content: turn({ attachment }) })
  expect((await rowOf(id)).state).toBe('queued')
  house.clock.advance(60_000)
  await house.settle()
  expect(sent().map(({ kind }) => kind)).toEqual(['image', 'text'])
})

test('A01 the card that asks for the phone has words and a picture Zalo can fetch', async () => {
  await put({ purpose: 'reply', content: turn({ kind: 'own_contact', text: 'Xin số điện thoại' }) })
  expect(sent().map(({ kind }) => kind)).toEqual(['text', 'request_user_info'])
  expect(sent()[1]?.text).toContain('Chia sẻ số điện thoại')
  const picture = await fetch(`${house.root}/zalo/chia-se-so.png`)
  expect(picture.headers.get('content-type')).toBe('image/png')
})

test('I05 an answer lost on the way is settled by its echo: said once', async () => {
  house.zalo.faults.push({ endpoint: 'cs', kind: 'cut_after' })
  const id = await put()
  await house.settle()
  expect(sent()).toHaveLength(1)
  expect(await rowOf(id)).toMatchObject({ state: 'accepted', provider_message_id: sent()[0]?.messageId })
})

test('I03 a notice to a phone is the template by phone, with our row as its tracking id', async () => {
  const id = await put({ address: `zns|${house.zalo.oaId}|${phone()}` })
  const [message] = house.zalo.sent(phone().slice(1))
  expect(message).toMatchObject({ endpoint: 'zns', templateId: '300001', trackingId: id })
  await house.zalo.received(message!)
  await house.settle()
  expect((await rowOf(id)).state).toBe('delivered')
})

test('A01 a one-time code to a phone is its own template', async () => {
  const content = { kind: 'one_time_code' as const, locale: 'vi' as const, code: '246810', minutes: 5 }
  await put({ address: `zns|${house.zalo.oaId}|${phone()}`, purpose: 'code', content })
  expect(house.zalo.sent(phone().slice(1))).toMatchObject([{ templateId: '300002', templateData: { otp: '246810' } }])
})

test('I05 a template whose answer was lost is not billed twice: its receipt settles it', async () => {
  house.zalo.faults.push({ endpoint: 'zns', kind: 'cut_after' })
  const id = await put({ address: `zns|${house.zalo.oaId}|${phone()}` })
  house.clock.advance(HOUR)
  await house.settle()
  expect(house.zalo.sent(phone().slice(1))).toHaveLength(1)
  expect((await rowOf(id)).state).toBe('unknown')
  await house.zalo.received(house.zalo.sent(phone().slice(1))[0]!)
  await house.settle()
  expect((await rowOf(id)).state).toBe('delivered')
})
