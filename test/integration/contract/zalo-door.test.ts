import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OutgoingMessage } from '../../../core/ports/outbox.ts'
import { openZaloBot, type ZaloBot } from '../zalo/zalo-bot.ts'

const HOUR = 3_600_000

let house: ZaloBot
let person = 0

beforeAll(async () => {
  house = await openZaloBot()
})
afterAll(() => house.close())
beforeEach(() => {
  person += 1
})

const citizen = () => `30000000000000${60_000 + person}`
/** What the citizen said; echoes of our own messages lie in the same table. */
const heard = async () => {
  const rows = house.db.selectFrom('inbox').selectAll().where('address', '=', house.address(citizen()))
  return (await rows.orderBy('sort_key').orderBy('id').execute()).flatMap(({ event, ...row }) => {
    const { kind, text } = event as { kind: string; text: string }
    return kind === 'text' ? [{ ...row, text }] : []
  })
}
const sent = () => house.zalo.sent(citizen())
const say = async (words: string) => {
  await house.zalo.say(citizen(), words)
  await house.settle()
}

test('B02 fifty messages at once from one person are stored once each and answered in their order', async () => {
  const said = Array.from({ length: 50 }, (_, n) => (n % 2 ? 'huy' : 'bao sai'))
  const at = house.clock.now().getTime()
  const deliver = (text: string, n: number) =>
    house.zalo.deliver({
      sender: { id: citizen() },
      recipient: { id: house.zalo.oaId },
      event_name: 'user_send_text',
      timestamp: String(at + n),
      message: { text, msg_id: `many${person}n${n}` },
    })
  house.zalo.setLastInteraction(citizen(), house.clock.now())
  const shuffled = said.map((text, n) => ({ text, n })).toSorted(() => 0.5 - Math.random())
  const statuses = await Promise.all(shuffled.map(({ text, n }) => deliver(text, n)))
  expect(new Set(statuses)).toEqual(new Set([200]))
  await house.settle()
  const rows = await heard()
  expect(rows.map(({ text }) => text)).toEqual(said)
  expect(rows.filter(({ handled_at, dead_at }) => handled_at === null || dead_at !== null)).toEqual([])
  const answers = await house.db
    .selectFrom('outbox')
    .select('idempotency_key')
    .where('address', '=', house.address(citizen()))
    .orderBy('sequence')
    .execute()
  expect(answers.map((row) => row.idempotency_key.split('|')[1])).toEqual(rows.map(({ id }) => String(id)))
})

test('a thousand messages from as many people are stored once each, though every one comes twice', async () => {
  const before = await house.inboxRows()
  const at = String(house.clock.now().getTime())
  const deliver = (n: number) =>
    house.zalo.deliver(
      {
        sender: { id: `30000000000${700_000 + n}` },
        recipient: { id: house.zalo.oaId },
        event_name: 'user_send_text',
        timestamp: at,
        message: { text: 'xin chào', msg_id: `crowd${n}` },
      },
      { copies: 2 },
    )
  const statuses = await Promise.all(Array.from({ length: 1_000 }, (_, n) => deliver(n)))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await house.inboxRows()).toBe(before + 1_000)
  await house.db.deleteFrom('inbox').where('dedupe_key', 'like', '%crowd%').execute()
})

test.each([2_001, 4_097])('%i signs in NFD are heard as they were said and answered once', async (length) => {
  const words = 'ớ'.repeat(length).normalize('NFC')
  await say(words.normalize('NFD'))
  expect((await heard()).map(({ text }) => text)).toEqual([words])
  expect(sent()).toHaveLength(1)
})

test('4,097 signs leave as three messages of at most 2,000, none twice', async () => {
  await say('chào')
  const text = 'ớ'.repeat(4_097)
  await put('reply', { kind: 'turn', content: { kind: 'text', text, choices: [], links: [], closesContact: false } })
  expect(
    sent()
      .slice(1)
      .map((one) => [...one.text].length),
  ).toEqual([2_000, 2_000, 97])
})

test("A01 somebody else's card is refused in words and sends no code", async () => {
  for (const words of ['tra cuu', 'Nguyễn Văn An, 17/05/1990, nam']) await say(words)
  const description = JSON.stringify({ phone: '84900000002' })
  await house.zalo.deliver({
    sender: { id: citizen() },
    recipient: { id: house.zalo.oaId },
    event_name: 'user_send_business_card',
    message: { text: '', msg_id: `card${person}`, attachments: [{ type: 'link', payload: { description } }] },
  })
  await house.settle()
  expect(
    sent()
      .map(({ text }) => text)
      .join(),
  ).toContain('không phải')
  expect(house.sms.messages).toEqual([])
  await house.zalo.submitInfo(citizen(), { name: 'Người Dùng Thử', phone: '84900000001' })
  await house.settle()
  expect(house.sms.messages).toHaveLength(1)
})

test('I05 a template to a chat whose answer was lost is billed once and takes no second road', async () => {
  await house.zalo.follow(citizen())
  await say('chào')
  house.clock.advance(169 * HOUR)
  const params = { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' }
  const notice = { kind: 'notice', templateKey: 'report-approved', locale: 'vi', params } as const
  // The first one also renews the token, so that the cut meets the second one itself.
  await put('notification', notice)
  house.zalo.faults.push({ endpoint: 'template', kind: 'cut_after' })
  const id = await put('notification', notice)
  house.clock.advance(HOUR)
  await house.settle()
  expect(sent().map(({ endpoint }) => endpoint)).toEqual(['cs', 'template', 'template'])
  const rows = house.db.selectFrom('outbox').select(['id', 'state']).orderBy('sequence')
  const fates = await rows.where((eb) => eb.or([eb('id', '=', id), eb('hop_of', '=', id)])).execute()
  expect(fates).toEqual([{ id, state: 'unknown' }])
})

test('I09 a quoted message of ours about a report is that report, on Zalo too', async () => {
  await house.zalo.follow(citizen())
  await say('chào')
  const reportId = randomUUID()
  const at = house.clock.now()
  const values = { id: reportId, code: 'PA-2345-678Z', idempotency_key: reportId, types: ['OTHER'], state: 'queued' }
  const more = { recorded_at: at, due_at: at, unit_id: 'tyt-mau', claimant: '{}', address: house.address(citizen()) }
  await house.db
    .insertInto('reports')
    .values({ ...values, ...more })
    .execute()
  const params = { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' }
  await put('notification', { kind: 'notice', templateKey: 'report-taken', locale: 'vi', params }, reportId)
  await house.zalo.say(citizen(), 'Tôi đổi số năm 2021', { quote_msg_id: house.zalo.last(citizen()).messageId })
  await house.settle()
  const row = house.db.selectFrom('reports').select('note').where('id', '=', reportId)
  expect(await row.execute()).toEqual([{ note: 'Tôi đổi số năm 2021' }])
})

test('L08 nothing of what was said stands in what is told to the log', () => {
  const told = JSON.stringify([house.told, house.faults])
  for (const word of ['ớớ', 'Nguyễn Văn An', '8490000000', citizen(), 'PA-2345']) expect(told).not.toContain(word)
})

async function put(
  purpose: OutgoingMessage['purpose'],
  content: OutgoingMessage['content'],
  reportId: string | null = null,
): Promise<string> {
  const id = randomUUID()
  const row = { id, idempotencyKey: id, channel: 'zalo' as const, address: house.address(citizen()) }
  await house.app.store.transaction((tx) => tx.outbox.put({ ...row, purpose, content, ...(reportId && { reportId }) }))
  await house.settle()
  return id
}
