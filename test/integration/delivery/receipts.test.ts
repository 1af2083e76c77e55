import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SendOutcome, SpeakingChannel } from '../../../bot/channel.ts'
import { hashOfText } from '../../../bot/say-parts.ts'
import type { Echo, Receipt } from '../../../core/ports/deliveries.ts'
import { aTurn, type DeliveryHouse, openDeliveryHouse } from './delivery-house.ts'

/** The other side of a line that may be cut: what arrived, and how the next sends end. */
const far = {
  arrived: [] as string[],
  next: [] as SendOutcome[],
  /** Happens over there before the answer comes back here. */
  meanwhile: async (_text: string): Promise<void> => {},
}
const line: SpeakingChannel = {
  idempotent: false,
  plan: (content) => content.text.split('\n---\n').map((text) => ({ ...content, text })),
  send: async ({ content }) => {
    const outcome = far.next.shift() ?? { ok: true, providerMessageId: randomUUID() }
    if (outcome.ok || outcome.ambiguous) far.arrived.push(content.text)
    await far.meanwhile(content.text)
    return outcome
  },
}
const refused = (
  failure: 'retryable' | 'rate_limited' | 'window_closed' | 'misconfigured' | 'quota',
  ambiguous = false,
) => ({ ok: false, failure, code: `zalo_${failure}`, retryAfterMs: null, ambiguous }) as const

let house: DeliveryHouse
let user = 0
beforeAll(async () => {
  house = await openDeliveryHouse({ zalo: line })
})
afterAll(() => house.close())

const someone = () => {
  user += 1
  far.arrived.length = 0
  return `zalo|1000000000000000001|${user}`
}
const receipt = (told: Partial<Receipt> & { address: string }) =>
  house.app.store.transaction((tx) =>
    tx.deliveries.receipt({ messageIds: [], trackingId: null, state: 'delivered', at: house.clock.now(), ...told }),
  )
const echo = (told: Partial<Echo> & { address: string }) =>
  house.app.store.transaction((tx) =>
    tx.deliveries.echoed({ messageId: randomUUID(), textSha256: null, at: house.clock.now(), ...told }),
  )
const textOf = () => hashOfText({ text: far.arrived.at(-1) ?? '' })

test('I04 receipts move a message forward and never back, also when they come before its own id is known', async () => {
  const address = someone()
  const early = { address, messageIds: ['m-early'], state: 'seen' as const }
  await receipt(early)
  far.next.push({ ok: true, providerMessageId: 'm-early' })
  const id = await house.put({ address })
  await house.settle()
  expect(await house.row(id)).toMatchObject({ state: 'seen', provider_message_id: 'm-early' })
  await receipt({ ...early, state: 'delivered' })
  expect((await house.row(id)).state).toBe('seen')
  expect(await house.db.selectFrom('early_receipts').selectAll().where('address', '=', address).execute()).toEqual([])
})

test('a receipt that nobody can place is forgotten after ten minutes', async () => {
  const address = someone()
  await receipt({ address, messageIds: ['nobody'] })
  house.clock.advance(10 * 60_000 + 1)
  await receipt({ address, messageIds: ['somebody'] })
  const kept = await house.db.selectFrom('early_receipts').select('message_id').where('address', '=', address).execute()
  expect(kept.map((row) => row.message_id)).toEqual(['somebody'])
})

test('I05 a lost answer is never sent again: the echo settles it, and nobody has to be called any more', async () => {
  const address = someone()
  far.next.push(refused('retryable', true))
  const id = await house.put({ address, reportId: await house.report({ address }) })
  await house.settle()
  expect((await house.row(id)).state).toBe('unknown')
  expect(await house.calls()).toContainEqual(
    expect.objectContaining({ outbox_id: id, reason: 'not_sure', done_at: null }),
  )
  await echo({ address, textSha256: hashOfText({ text: 'somebody else wrote this' }) })
  expect((await house.row(id)).state).toBe('unknown')
  await echo({ address, messageId: 'm-1', textSha256: textOf() })
  expect(await house.row(id)).toMatchObject({ state: 'accepted', provider_message_id: 'm-1' })
  expect(await house.calls()).toContainEqual(expect.objectContaining({ outbox_id: id, outcome: 'arrived' }))
  await house.settle()
  expect(far.arrived).toHaveLength(1)
})

test('I02 I05 nobody is called about what was known to have arrived before the line was known to be cut', async () => {
  const address = someone()
  const told = [
    (text: string) => echo({ address, messageId: 'm-2', textSha256: hashOfText({ text }) }),
    () =>
      receipt({ address: 'zns|1000000000000000001|+84900000010', trackingId: ids.at(-1) ?? null, messageIds: ['z-2'] }),
  ]
  const ids: string[] = []
  for (const meanwhile of told) {
    far.meanwhile = meanwhile
    far.next.push(refused('retryable', true))
    ids.push(await house.put({ address, reportId: await house.report({ address }) }))
    await house.settle()
    house.clock.advance(1_000)
  }
  far.meanwhile = async () => {}
  const rows = await Promise.all(ids.map((id) => house.row(id)))
  expect(rows.map(({ state, failure_class }) => [state, failure_class])).toEqual([
    ['accepted', null],
    ['delivered', null],
  ])
  expect(rows.every(({ settled_at }) => settled_at !== null)).toBe(true)
  expect((await house.calls()).filter(({ outbox_id }) => ids.includes(outbox_id))).toEqual([])
})

test('I05 the echo may come before the line is known to be cut, but not from an earlier time', async () => {
  const address = someone()
  const text = 'Có cập nhật'
  await echo({ address, messageId: 'old', textSha256: hashOfText({ text }) })
  house.clock.advance(121_000)
  far.next.push(refused('retryable', true))
  const id = await house.put({ address, purpose: 'reply', content: aTurn(text) })
  await house.settle()
  expect(await house.row(id)).toMatchObject({ state: 'queued' })
  await echo({ address, messageId: 'new', textSha256: hashOfText({ text }) })
  expect(await house.row(id)).toMatchObject({ state: 'accepted', provider_message_id: 'new' })
})

test('I05 an answer whose echo does not come within two minutes is said again', async () => {
  const address = someone()
  far.next.push(refused('retryable', true))
  const id = await house.put({ address, purpose: 'reply', content: aTurn('xin chào') })
  await house.settle()
  house.clock.advance(119_000)
  await house.settle()
  expect(far.arrived).toEqual(['xin chào'])
  house.clock.advance(2_000)
  await house.settle()
  expect(far.arrived).toEqual(['xin chào', 'xin chào'])
  expect((await house.row(id)).state).toBe('accepted')
})

test('a template to a phone is settled by our own id in its receipt', async () => {
  const address = someone()
  far.next.push(refused('retryable', true))
  const id = await house.put({ address })
  await house.settle()
  await receipt({ address: 'zns|1000000000000000001|+84900000009', trackingId: id, messageIds: ['z-1'] })
  expect((await house.row(id)).state).toBe('delivered')
})

test('a long message that fails in its middle does not say its first parts again', async () => {
  const address = someone()
  far.next.push({ ok: true, providerMessageId: 'p1' }, refused('retryable'))
  const id = await house.put({ address, purpose: 'reply', content: aTurn('một\n---\nhai\n---\nba') })
  await house.settle()
  expect(await house.row(id)).toMatchObject({ state: 'queued', parts_sent: 1, attempts: 1 })
  house.clock.advance(5_000)
  await house.settle()
  expect(far.arrived).toEqual(['một', 'hai', 'ba'])
  expect(await house.row(id)).toMatchObject({ state: 'accepted', parts_sent: 3 })
})

test('an answer outside the window waits for the next word and lets others pass', async () => {
  const address = someone()
  far.next.push(refused('window_closed'))
  const kept = await house.put({ address, purpose: 'reply', content: aTurn('giữ lại') })
  await house.settle()
  const later = await house.put({ address, purpose: 'reply', content: aTurn('đi trước') })
  await house.settle()
  expect([(await house.row(kept)).state, (await house.row(later)).state]).toEqual(['queued', 'accepted'])
  house.clock.advance(1_000)
  await house.app.store.transaction((tx) => tx.conversations.save(address, null, 'vi'))
  await house.settle()
  expect((await house.row(kept)).state).toBe('accepted')
})

test('a limit rests the whole account for its time and costs nobody an attempt', async () => {
  const [one, other] = [someone(), someone()]
  far.next.push({ ...refused('rate_limited'), retryAfterMs: 30_000 })
  const first = await house.put({ address: one })
  await house.settle()
  const second = await house.put({ address: other, purpose: 'reply', content: aTurn('chờ') })
  await house.settle()
  expect(far.arrived).toEqual([])
  house.clock.advance(30_001)
  await house.settle()
  for (const id of [first, second]) expect(await house.row(id)).toMatchObject({ state: 'accepted', attempts: 0 })
})

test('an empty allowance stops what we push until 06:05 and no answer; people are told once', async () => {
  house.alerts.length = 0
  const [one, other] = [someone(), someone()]
  far.next.push(refused('quota'))
  const pushes = [await house.put({ address: one })]
  await house.settle()
  pushes.push(await house.put({ address: other }))
  await house.settle()
  const answer = await house.put({ address: other, purpose: 'reply', content: aTurn('vẫn đi') })
  await house.settle()
  expect((await house.row(answer)).state).toBe('accepted')
  expect(far.arrived).toEqual(['vẫn đi'])
  house.clock.set(new Date('2026-11-17T06:05:00+07:00'))
  await house.settle()
  house.clock.set(new Date('2026-11-17T07:00:00+07:00'))
  await house.settle()
  for (const id of pushes) expect((await house.row(id)).state).toBe('accepted')
  expect(house.alerts).toEqual(['zalo zalo_quota'])
})

test('wrong settings rest the account and are told once, not per message', async () => {
  house.alerts.length = 0
  const ids = [await house.put({ address: someone() }), await house.put({ address: someone() })]
  far.next.push(...Array(3).fill(refused('misconfigured')))
  await house.settle()
  house.clock.advance(5 * 60_000 + 1)
  await house.settle()
  expect(house.alerts).toEqual(['zalo zalo_misconfigured'])
  for (let n = 0; n < 4; n += 1) {
    house.clock.advance(15 * 60_000 + 1)
    await house.settle()
  }
  for (const id of ids) expect((await house.row(id)).state).toBe('accepted')
})

test('I02 what waited too long for a repair takes the next road, all of it and not only what tried; newer ones try', async () => {
  const old = await Promise.all([1, 2, 3].map(() => house.put({ address: someone() })))
  far.next.push(...Array(3).fill(refused('misconfigured')))
  await house.settle()
  house.clock.advance(4 * 3_600_000 + 60_000)
  await house.settle()
  const codes = await Promise.all(old.map(async (id) => (await house.row(id)).failure_code))
  expect([codes, far.arrived]).toEqual([Array(3).fill('repair_took_too_long'), []])
  const young = await house.put({ address: someone() })
  await house.settle()
  expect((await house.row(young)).state).toBe('accepted')
})

test('an answer overtakes what we push to the same person', async () => {
  const address = someone()
  const push = await house.put({ address })
  await house.put({ address, purpose: 'reply', content: aTurn('trả lời') })
  await house.settle()
  expect(far.arrived[0]).toBe('trả lời')
  expect((await house.row(push)).state).toBe('accepted')
})

test('what cannot even be looked at costs nobody else their message', async () => {
  const broken = await house.put({ address: someone() })
  await house.db
    .updateTable('outbox')
    .set({ content: '{"kind":"notice","templateKey":"gone"}' })
    .where('id', '=', broken)
    .execute()
  const fine = await house.put({ address: someone() })
  await house.settle()
  expect([(await house.row(broken)).state, (await house.row(fine)).state]).toEqual(['failed', 'accepted'])
})
