import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { converse } from '../../../bot/converse.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openZaloBot, type ZaloBot } from './zalo-bot.ts'

let house: ZaloBot
let person = 0

beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())
beforeEach(() => {
  person += 1
  house.zalo.setLastInteraction(citizen(), house.clock.now())
})

const citizen = () => `30000000000000${10_000 + person}`
const sample = (name: string) => JSON.parse(readFileSync(`${sharedData('zalo')}/event.${name}.json`, 'utf8'))
const samples = () => readdirSync(sharedData('zalo')).flatMap((name) => /^event\.(.*)\.json$/.exec(name)?.[1] ?? [])
const text = (userId: string, words: string, more: object = {}) => ({
  sender: { id: userId },
  recipient: { id: house.zalo.oaId },
  event_name: 'user_send_text',
  message: { text: words, msg_id: createHash('sha256').update(`${userId}${words}`).digest('hex').slice(0, 20) },
  ...more,
})
const at = (ms: number) => String(house.clock.now().getTime() + ms)
const MINUTE = 60_000

test('L06 forged webhooks get 401 and leave no row, and the operator learns which misreading it was', async () => {
  const before = await house.inboxRows()
  for (const signature of ['wrong_secret', 'missing', 'hmac', 'oa_id', 'header_timestamp'] as const)
    expect([signature, await house.zalo.deliver(text(citizen(), 'chào'), { signature })]).toEqual([signature, 401])
  expect(await house.inboxRows()).toBe(before)
  const codes = house.told.map((facts) => (facts as { fault?: string }).fault)
  expect(codes).toEqual([
    'zalo_forged_no_variant',
    'zalo_forged_no_variant',
    'zalo_forged_no_variant',
    'zalo_forged_oa_id_body_time',
    'zalo_forged_app_id_header_time',
  ])
})

test.each(['compact', 'spaced', 'escaped'] as const)(
  'L06 the digest is over the bytes as they came: %s',
  async (form) => {
    expect(await house.zalo.deliver(text(citizen(), 'Tra cứu mũi tiêm'), { form })).toBe(200)
    await house.settle()
    expect(house.zalo.last(citizen()).text).toContain('Bạn tra cứu cho ai')
  },
)

test('L06 a replay is refused after 5 minutes, a true retry after 2 hours, and the future after 5 minutes', async () => {
  const before = await house.inboxRows()
  const deliver = (ms: number, numRetry?: number) =>
    house.zalo.deliver(text(citizen(), `lúc ${ms}`, { timestamp: at(ms) }), numRetry ? { numRetry } : {})
  expect(await deliver(-4 * MINUTE)).toBe(200)
  expect(await deliver(-6 * MINUTE)).toBe(401)
  expect(await deliver(-61 * MINUTE, 5)).toBe(200)
  expect(await deliver(-121 * MINUTE, 5)).toBe(401)
  expect(await deliver(4 * MINUTE)).toBe(200)
  expect(await deliver(6 * MINUTE)).toBe(401)
  expect(await house.inboxRows()).toBe(before + 3)
  expect(house.told).toContainEqual(expect.objectContaining({ fault: 'zalo_replayed' }))
  await house.settle()
})

test('M02 the same event twice, at once and again an hour later, is one row and one answer', async () => {
  const event = { ...text(citizen(), 'tra cuu'), timestamp: at(0) }
  expect(await house.zalo.deliver(event, { copies: 3 })).toBe(200)
  await house.settle()
  house.clock.advance(60 * MINUTE)
  expect(await house.zalo.deliver(event, { numRetry: 5 })).toBe(200)
  await house.settle()
  expect(house.zalo.sent(citizen())).toHaveLength(1)
})

test('M01 what cannot be stored gets 500 and comes again', async () => {
  const store = house.app.store
  house.app.store = { ...store, hear: () => Promise.reject(new Error('the database is away')) }
  const refused = await house.zalo.say(citizen(), 'chào')
  house.app.store = store
  expect(refused).toBe(500)
  expect(await house.zalo.retry()).toContain(200)
  // The fake gives up after the fifth rung, which the replays above have used.
  house.zalo.webhook = { url: house.webhookUrl }
  await house.settle()
  expect(house.zalo.last(citizen()).text).toContain('Chào')
})

test('M01 an answer that crashes after 200 is found again by the sweeper', async () => {
  expect(await house.zalo.say(citizen(), 'tra cuu')).toBe(200)
  const address = house.address(citizen())
  const claim = () =>
    house.app.store.transaction((tx) =>
      tx.promises.claimHeard({ now: house.clock.now(), sweepAfterMs: 60_000, limit: 100 }),
    )
  expect(await claim()).toContain(address)
  const crashing = { ...house.ears, channels: {} }
  await expect(converse(crashing, { address })).rejects.toThrow()
  expect(await claim()).not.toContain(address)
  house.clock.advance(61_000)
  expect(await claim()).toContain(address)
  await house.settle()
  expect(house.zalo.last(citizen()).text).toContain('Bạn tra cứu cho ai')
})

test('B02 two events of one person side by side are answered in the order of their time', async () => {
  const [first, second] = ['bao sai', 'huy'].map((words, n) => text(citizen(), words, { timestamp: at(n) }))
  house.zalo.hold()
  await house.zalo.deliver(first!)
  await house.zalo.deliver(second!)
  await house.zalo.release('reversed')
  const address = house.address(citizen())
  await Promise.all([1, 2, 3].map(() => converse(house.ears, { address }).catch(() => undefined)))
  await house.settle()
  const [one, other] = house.zalo.sent(citizen()).map((message) => message.text)
  expect(one).toContain('Họ và tên')
  expect(other).toContain('Đã dừng')
})

test("Zalo's check of the address, an unsigned {}, is answered 200 and leaves no row", async () => {
  const before = await house.inboxRows()
  expect(await house.zalo.probe()).toBe(200)
  expect(await house.inboxRows()).toBe(before)
})

/** What each sample of the platform becomes: the kind of its row, or none. */
const BECOMES: Record<string, string | null> = {
  anonymous_send_text: null,
  follow: 'subscription',
  oa_send_file: 'echo',
  oa_send_image: 'echo',
  oa_send_text_by_human_admin: 'operator_reply',
  oa_send_text_echo_of_api_send: 'echo',
  unfollow: 'subscription',
  user_click_chatnow: null,
  user_reacted_message: null,
  user_received_message: 'receipt',
  user_seen_message: 'receipt',
  user_send_audio: 'unsupported',
  user_send_business_card: 'contact',
  user_send_file: 'media',
  user_send_gif: 'unsupported',
  user_send_image: 'media',
  user_send_link: 'unsupported',
  user_send_location: 'unsupported',
  user_send_sticker: 'unsupported',
  user_send_text: 'text',
  user_send_text_from_query_button: 'text',
  user_send_text_quote: 'text',
  user_send_video: 'unsupported',
  user_submit_info: 'contact',
  user_submit_info_legacy: 'contact',
  webhook_url_probe: null,
  zns_change_oa_daily_quota: null,
  zns_change_template_status: null,
  zns_user_received_message: 'receipt',
}

test('every sample of Zalo is known here', () => {
  expect(samples().sort()).toEqual(Object.keys(BECOMES).sort())
})

test.each(Object.entries(BECOMES))('the sample %s is answered 200 and becomes %s', async (name, kind) => {
  const before = await house.inboxRows()
  const event = name === 'webhook_url_probe' ? null : { ...sample(name), timestamp: at(0) }
  expect(event ? await house.zalo.deliver(event) : await house.zalo.probe()).toBe(200)
  expect(await house.inboxRows()).toBe(before + (kind ? 1 : 0))
  const last = await house.db.selectFrom('inbox').select('event').orderBy('id', 'desc').executeTakeFirstOrThrow()
  if (kind) expect((last.event as { kind: string }).kind).toBe(kind)
})

test('what the samples say is read in full', async () => {
  const rows = await house.db.selectFrom('inbox').select(['event', 'address', 'dedupe_key']).execute()
  const heard = (key: string) => rows.find((row) => row.dedupe_key.includes(key))
  const oa = '1000000000000000001'
  expect(heard('user_send_text|0a1b2c3d4e5f60718202')?.event).toMatchObject({ replyTo: '9f8e7d6c5b4a39281701' })
  expect(heard('user_send_business_card')?.event).toMatchObject({ phone: '+84900000002', proof: 'someone_else' })
  const told = rows.filter((row) => (row.event as { proof?: string }).proof === 'self_declared')
  expect(told.map((row) => (row.event as { phone: string }).phone)).toEqual(['+84900000001', '+84900000001'])
  expect(heard('user_received_message|ab12cd34ef56ab78cd90')).toMatchObject({
    address: `zns|${oa}|+84900000001`,
    event: { trackingId: 'job-000001', messageIds: ['ab12cd34ef56ab78cd90'], state: 'delivered' },
  })
  expect(heard('|seen|')?.event).toMatchObject({ messageIds: ['9f8e7d6c5b4a39281701', '9f8e7d6c5b4a39281702'] })
  expect(heard('oa_send_text|9f8e7d6c5b4a39281703')).toMatchObject({
    address: `zalo|${oa}|3000000000000000001`,
    event: { operatorId: '5000000000000000001', text: 'Cán bộ trực xin chào.' },
  })
  await house.settle()
})

test('unknown and future events are answered 200, leave no row, and are told to the operator', async () => {
  const before = await house.inboxRows()
  const future = [
    { event_name: 'user_send_hologram', message: { shape: [1, 2] }, sender: { id: citizen() } },
    { event_name: 'user_data_subject_request', user_id: citizen(), oa_id: house.zalo.oaId },
    { event_name: 'user_send_text', message: 'a text where an object was', sender: [citizen()] },
    { event_name: 'user_send_text', version: 9, payload: { said: 'chào' } },
  ]
  for (const event of future) expect(await house.zalo.deliver(event)).toBe(200)
  expect(await house.inboxRows()).toBe(before)
  const codes = house.told.map((facts) => (facts as { fault?: string }).fault)
  expect(codes).toEqual(
    expect.arrayContaining([
      'zalo_event_user_send_hologram',
      'zalo_event_user_data_subject_request',
      'zalo_unknown_shape',
    ]),
  )
})

test('an id that no index can hold is no message', async () => {
  const before = await house.inboxRows()
  const id = Array.from({ length: 100 }, (_, n) => createHash('sha256').update(String(n)).digest('hex')).join('')
  expect(await house.zalo.deliver({ ...text(citizen(), 'chào'), message: { text: 'chào', msg_id: id } })).toBe(200)
  expect(await house.zalo.deliver({ ...text(citizen(), 'chào'), sender: { id } })).toBe(200)
  expect(await house.inboxRows()).toBe(before)
})

test('whoever takes their consent back at Zalo hears no more, and the operator is told', async () => {
  await house.zalo.say(citizen(), 'tra cuu')
  await house.settle()
  const withdrawn = { event_name: 'user_withdraw', oa_id: house.zalo.oaId, user_id: citizen() }
  expect(await house.zalo.deliver(withdrawn)).toBe(200)
  await house.settle()
  const row = await house.db
    .selectFrom('conversations')
    .select('closed_at')
    .where('address', '=', house.address(citizen()))
    .executeTakeFirst()
  expect(row?.closed_at).toEqual(house.clock.now())
  expect(house.told).toContainEqual(expect.objectContaining({ fault: 'zalo_event_user_withdraw' }))
})

test('L08 nothing of what was said stands in what the operator is told', () => {
  const said = JSON.stringify(house.told)
  for (const word of ['Tra cứu', 'tra cuu', '8490000', citizen(), house.zalo.oaSecret, house.zalo.appSecret])
    expect(said).not.toContain(word)
})
