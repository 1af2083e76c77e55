import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { messageBox } from '../../../bot/sms/message-box.ts'
import { speak } from '../../../bot/speak.ts'
import type { OutgoingMessage } from '../../../core/ports/outbox.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'

let house: BotHouse
let chat = 8000

beforeAll(async () => {
  house = await openBotHouse()
})
afterAll(() => house.close())
afterEach(() => {
  house.telegram.faults.length = 0
  // Whatever rest an answer ordered is over by the next test.
  house.clock.advance(601_000)
  chat += 1
})

const turn = (text: string) => ({
  kind: 'turn' as const,
  content: { kind: 'text', text, choices: [], links: [], closesContact: false },
})
const notice = {
  kind: 'notice' as const,
  templateKey: 'report-approved' as const,
  locale: 'vi' as const,
  params: { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' },
}

async function put(wish: Partial<OutgoingMessage> = {}): Promise<string> {
  const id = randomUUID()
  const address = wish.address ?? house.address(chat)
  const channel = address.split('|')[0] as OutgoingMessage['channel']
  await house.app.store.transaction((tx) =>
    tx.outbox.put({
      id,
      idempotencyKey: `n|${id}`,
      channel,
      address,
      purpose: 'notification',
      content: notice,
      ...wish,
    }),
  )
  return id
}
const rowOf = (id: string) => house.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const account = () => house.address(0).replace(/\|0$/, '')
const speakHere = () => speak(house.mouths, { account: account() })

test('I06 a notice leaves once, in order behind a reply, with nothing but its code and link', async () => {
  await put({ purpose: 'reply', content: turn('trước') })
  const id = await put()
  // One of them is told that another is speaking.
  await Promise.allSettled([speakHere(), speakHere()])
  expect(house.telegram.sent(chat).map((message) => message.text)).toEqual([
    'trước',
    expect.stringContaining('PA-2345-678Z'),
  ])
  expect(await rowOf(id)).toMatchObject({ state: 'accepted', provider_message_id: expect.stringMatching(/^\d+$/) })
})

test('a limit is waited for as long as Telegram says, and costs no attempt', async () => {
  house.telegram.faults.push({
    method: 'sendMessage',
    kind: 'status',
    status: 429,
    description: 'Too Many Requests',
    retryAfter: 7,
  })
  const id = await put()
  await speakHere()
  const row = await rowOf(id)
  expect(row).toMatchObject({ state: 'queued', attempts: 0, failure_class: 'rate_limited' })
  expect(Number(row.not_before) - house.clock.now().getTime()).toBe(7000)
  house.clock.advance(7001)
  await speakHere()
  expect(await rowOf(id)).toMatchObject({ state: 'accepted' })
})

test('a failing server is tried six times, later each time, and what comes behind waits', async () => {
  house.telegram.faults.push({ method: 'sendMessage', kind: 'status', status: 502, times: 6 })
  const [first, second] = [await put(), await put()]
  for (let n = 0; n < 6; n++) {
    await speakHere()
    if (n < 5) expect(await rowOf(second)).toMatchObject({ state: 'queued', attempts: 0 })
    house.clock.advance(601_000)
  }
  expect(await rowOf(first)).toMatchObject({
    state: 'failed',
    failure_class: 'retryable',
    failure_code: 'telegram_502',
  })
  expect(await rowOf(second)).toMatchObject({ state: 'accepted' })
})

test('I05 a line cut after the message left: a notice is unknown and never sent twice, a reply is sent again', async () => {
  house.telegram.faults.push({ method: 'sendMessage', kind: 'cut_after' })
  const id = await put()
  await speakHere()
  expect(await rowOf(id)).toMatchObject({ state: 'unknown', failure_code: 'telegram_network' })
  house.telegram.faults.push({ method: 'sendMessage', kind: 'cut_before' })
  const reply = await put({ purpose: 'reply', content: turn('lần nữa') })
  await speakHere()
  expect(await rowOf(reply)).toMatchObject({ state: 'queued', attempts: 1 })
  house.clock.advance(5000)
  await speakHere()
  expect(await rowOf(reply)).toMatchObject({ state: 'accepted' })
})

test('I05 a sender killed in the middle: a notice becomes unknown, a reply and an SMS go out', async () => {
  const [n, r] = [await put(), await put({ purpose: 'reply', content: turn('trả lời') })]
  const address = 'sms|gateway|+84900000077'
  const s = await put({ address })
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', 'in', [n, r, s]).execute()
  await speakHere()
  await speak(house.mouths, { account: 'sms|gateway' })
  expect([(await rowOf(n)).state, (await rowOf(r)).state, (await rowOf(s)).state]).toEqual([
    'unknown',
    'accepted',
    'accepted',
  ])
  expect(house.telegram.sent(chat).map((message) => message.text)).toEqual(['trả lời'])
})

test('the SMS gateway knows a repeat by its reference: a cut line is one message', async () => {
  house.sms.faults.push(0)
  const address = 'sms|gateway|+84900000078'
  const id = await put({
    address,
    purpose: 'code',
    content: { kind: 'one_time_code', locale: 'vi', code: '246802', minutes: 5 },
  })
  await speak(house.mouths, { account: 'sms|gateway' })
  house.clock.advance(5000)
  await speak(house.mouths, { account: 'sms|gateway' })
  expect(await rowOf(id)).toMatchObject({ state: 'accepted' })
  expect(house.sms.messages.filter((message) => message.clientRef === id)).toHaveLength(1)
})

test('a code that has expired is not sent any more', async () => {
  const id = await put({ notAfter: new Date(house.clock.now().getTime() - 1) })
  await speakHere()
  expect(await rowOf(id)).toMatchObject({ state: 'skipped', failure_code: 'too_late' })
})

test('a message for later lets a reply pass', async () => {
  const later = await put({ notBefore: new Date(house.clock.now().getTime() + 60_000) })
  await put({ purpose: 'reply', content: turn('ngay') })
  await speakHere()
  expect(house.telegram.sent(chat).map((message) => message.text)).toEqual(['ngay'])
  house.clock.advance(60_001)
  await speakHere()
  expect(await rowOf(later)).toMatchObject({ state: 'accepted' })
})

test('whoever blocked the bot gets what matters by SMS; writing again opens the chat', async () => {
  const report = await aReport('+84900000079')
  house.telegram.faults.push({
    method: 'sendMessage',
    kind: 'status',
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  const [first, second] = [await put({ reportId: report }), await put({ reportId: report })]
  await speakHere()
  await house.settle()
  expect([(await rowOf(first)).failure_class, (await rowOf(second)).failure_code]).toEqual([
    'blocked',
    'conversation_closed',
  ])
  expect(house.sms.messages.filter((message) => message.to === '+84900000079')).toHaveLength(2)
  await house.telegram.say(chat, '/start')
  await house.settle()
  expect(house.telegram.last(chat).text).toContain('Chào bạn!')
})

test('a broken token loses nothing: the message waits for the operator', async () => {
  house.telegram.faults.push({ method: 'sendMessage', kind: 'status', status: 401, description: 'Unauthorized' })
  const id = await put()
  await speakHere()
  expect(await rowOf(id)).toMatchObject({ state: 'queued', failure_class: 'misconfigured', attempts: 0 })
  expect(JSON.stringify(house.faults)).not.toContain(house.telegram.token)
})

test('practice mode without a bot puts a notice into the message box, once', async () => {
  const id = await put()
  const boxed = { ...house.mouths, channels: { telegram: messageBox(house.app) } }
  await speak(boxed, { account: account() })
  await house.db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', id).execute()
  await speak(boxed, { account: account() })
  const messages = await house.db.selectFrom('message_box').selectAll().where('client_ref', '=', id).execute()
  expect(messages).toMatchObject([{ channel: 'telegram', text: expect.stringContaining('PA-2345-678Z') }])
})

async function aReport(phone: string): Promise<string> {
  const id = randomUUID()
  const values = {
    id,
    code: `PA-${id.slice(0, 8)}`,
    idempotency_key: id,
    types: ['OTHER'],
    state: 'queued',
    recorded_at: house.clock.now(),
    due_at: house.clock.now(),
    unit_id: 'tyt-mau',
    claimant: '{}',
    phone,
  }
  await house.db.insertInto('reports').values(values).execute()
  return id
}
