import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { notMe } from '../../../core/use-cases/contact/not-me.ts'
import { type ChannelFakes, startChannelFakes, zaloId } from './channel-fakes.ts'
import { aTurn, type DeliveryHouse, openDeliveryHouse } from './delivery-house.ts'

let fakes: ChannelFakes
let house: DeliveryHouse
let person = 100
beforeAll(async () => {
  fakes = await startChannelFakes()
  house = await openDeliveryHouse({}, { znsAccount: fakes.znsAccount })
  house.deps.channels = fakes.connect(house.clock)
  // Zalo and the house live at the same time.
  fakes.zalo.clock.set(house.clock.now())
})
afterAll(async () => {
  await fakes.close()
  await house.close()
})
afterEach(() => {
  person += 1
  house.clock.advance(601_000)
})

const phone = () => `+849${String(10_000_000 + person)}`
const legal = (templateKey: 'report-refused' | 'report-taken') => ({
  kind: 'notice' as const,
  templateKey,
  locale: 'vi' as const,
  params: { code: 'PA-2345-678Z', link: 'https://so-tiem.test/theo-doi/PA-2345-678Z' },
})

/** The channels a message took, in order, with what became of it there. */
async function roadOf(id: string): Promise<string[]> {
  const row = await house.row(id)
  const [next] = await house.hopsOf(id)
  return [`${row.channel} ${row.state}`, ...(next ? await roadOf(next.id) : [])]
}

test('I02 a blocked chat, then a template, then SMS, then the call list; every hop is on record', async () => {
  const address = fakes.chatOf(person)
  const reportId = await house.report({ address, phone: phone() })
  await fakes.blockChat(person)
  const id = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(id)).toEqual(['telegram failed', 'zns accepted'])

  fakes.zalo.refusedPhones.set(phone().slice(1), -118)
  const second = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(second)).toEqual(['telegram failed', 'zns failed', 'sms accepted'])
  expect(fakes.sms.messages.filter(({ to }) => to === phone())).toHaveLength(1)

  fakes.sms.faults.push(400)
  const third = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(third)).toEqual(['telegram failed', 'zns failed', 'sms failed'])
  const calls = (await house.calls()).filter(({ report_id }) => report_id === reportId)
  expect(calls).toMatchObject([{ outbox_id: third, unit_id: 'tyt-mau', phone: phone(), reason: 'not_reached' }])
  const fates = await house.app.store.transaction((tx) => tx.outbox.ofReport(reportId))
  expect(fates.map(({ channel, hopOf }) => [channel, hopOf !== null])).toEqual([
    ['telegram', false],
    ['zns', true],
    ['telegram', false],
    ['zns', true],
    ['sms', true],
    ['telegram', false],
    ['zns', true],
    ['sms', true],
  ])
})

test('I02 another chat of the same person comes before the template', async () => {
  const [address, other] = [fakes.chatOf(person), fakes.zaloOf(person)]
  fakes.zalo.setLastInteraction(zaloId(person), house.clock.now())
  fakes.zalo.follow(zaloId(person)).catch(() => 0)
  await house.app.store.transaction((tx) => tx.contacts.join(address, other, house.clock.now()))
  await house.app.store.transaction((tx) => tx.conversations.save(other, null, 'vi'))
  await fakes.blockChat(person)
  const id = await house.put({ address, reportId: await house.report({ address, phone: phone() }) })
  await house.settle()
  expect(await roadOf(id)).toEqual(['telegram failed', 'zalo accepted'])
})

test('I02 nobody without a phone is forgotten: the station has them on its list the same day', async () => {
  const address = fakes.chatOf(person)
  await fakes.blockChat(person)
  const reportId = await house.report({ address, phone: null })
  const id = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(id)).toEqual(['telegram failed'])
  expect(await house.calls()).toContainEqual(
    expect.objectContaining({ outbox_id: id, phone: null, report_id: reportId }),
  )
})

test('I02 a code that meets a closed phone goes nowhere else, and stands nowhere in plain', async () => {
  fakes.sms.faults.push(400)
  const content = { kind: 'one_time_code' as const, locale: 'vi' as const, code: '246802', minutes: 5 }
  const id = await house.put({ address: `sms|gateway|${phone()}`, purpose: 'code', content })
  await house.settle()
  expect((await house.calls()).filter(({ outbox_id }) => outbox_id === id)).toEqual([])
  expect(JSON.stringify(await house.row(id))).not.toContain('246802')
  // Nor can anybody send what is left of it once more.
  expect(await house.app.store.transaction((tx) => tx.deadLetters.retry('message', id))).toBe(false)
})

test('I10 between 21:00 and 07:00 nothing is pushed; answers, codes and receipts of what was just said go', async () => {
  const noonOfDay = house.clock.now()
  house.clock.set(new Date('2026-11-20T22:30:00+07:00'))
  const address = fakes.chatOf(person)
  const [push, answer] = [
    await house.put({ address }),
    await house.put({ address, purpose: 'reply', content: aTurn('ngay') }),
  ]
  const heard = fakes.chatOf(person + 500)
  await house.app.store.transaction((tx) => tx.conversations.save(heard, null, 'vi'))
  const receipt = await house.put({ address: heard })
  await house.settle()
  expect([(await house.row(push)).state, (await house.row(answer)).state, (await house.row(receipt)).state]).toEqual([
    'queued',
    'accepted',
    'accepted',
  ])
  expect((await house.row(push)).not_before).toEqual(new Date('2026-11-21T07:00:00+07:00'))
  house.clock.set(new Date('2026-11-21T07:00:00+07:00'))
  await house.settle()
  expect((await house.row(push)).state).toBe('accepted')
  house.clock.set(new Date(Math.max(noonOfDay.getTime(), house.clock.now().getTime())))
})

test('I10 whoever stopped our messages gets none here; a decision still reaches them by another way', async () => {
  const address = fakes.chatOf(person)
  await house.app.store.transaction((tx) => tx.contacts.stop(address, house.clock.now()))
  const reportId = await house.report({ address, phone: phone() })
  const [news, decision] = [
    await house.put({ address, reportId, content: legal('report-taken') }),
    await house.put({ address, reportId, content: legal('report-refused') }),
  ]
  await house.settle()
  expect(await roadOf(news)).toEqual(['telegram skipped'])
  expect(await roadOf(decision)).toEqual(['telegram failed', 'zns accepted'])
  expect(fakes.telegram.sent(person)).toEqual([])
})

test('I10 I12 a phone that said no is one phone: no Zalo template goes where an SMS may not', async () => {
  const address = fakes.chatOf(person)
  await fakes.blockChat(person)
  const sms = `sms|gateway|${phone()}`
  await house.app.store.transaction((tx) => tx.contacts.stop(sms, house.clock.now()))
  const reportId = await house.report({ address, phone: phone() })
  const stopped = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(stopped)).toEqual(['telegram failed'])

  await house.app.store.transaction(async (tx) => {
    await tx.contacts.start(sms)
    await tx.contacts.sayNotMe(sms, { reportId, personId: null }, house.clock.now())
  })
  const notTheirs = await house.put({ address, reportId })
  await house.settle()
  expect(await roadOf(notTheirs)).toEqual(['telegram failed', 'zns failed', 'sms failed'])
  expect(fakes.sms.messages.filter(({ to }) => to === phone())).toEqual([])
  expect(await house.calls()).toContainEqual(expect.objectContaining({ outbox_id: notTheirs, phone: null }))
})

test('I12 whoever said "not me" in one chat does not hear of it in their other chat', async () => {
  const [address, other] = [fakes.chatOf(person), fakes.zaloOf(person)]
  await house.app.store.transaction((tx) => tx.contacts.join(address, other, house.clock.now()))
  const reportId = await house.report({ address, phone: phone() })
  const before = await house.put({ address, reportId })
  await house.settle()
  await notMe(house.app, { address, reportCode: null })
  const [here, there] = [await house.put({ address, reportId }), await house.put({ address: other, reportId })]
  await house.settle()
  expect(await roadOf(before)).toEqual(['telegram accepted'])
  expect(await roadOf(here)).toEqual(['telegram failed', 'zalo failed', 'zns accepted'])
  expect(await roadOf(there)).toEqual(['zalo failed', 'telegram failed', 'zns accepted'])
})

test('L10 a switched-off channel loses no open case: its notices take the next road', async () => {
  const people = Array.from({ length: 20 }, (_, n) => 9_000 + n)
  const { staffId } = await house.staff({ role: 'province' })
  const at = { switchedBy: staffId, switchedAt: house.clock.now() }
  const off = { channel: 'telegram' as const, province: 'syt-mau', state: 'off' as const, ...at }
  const ids: string[] = []
  for (const n of people) {
    const address = fakes.chatOf(n)
    const reportId = await house.report({ address, phone: `+849${String(20_000_000 + n)}` })
    ids.push(await house.put({ address, reportId }))
  }
  await house.app.store.transaction((tx) => tx.channelSwitches.save(off))
  await house.settle()
  for (const id of ids) expect(await roadOf(id)).toEqual(['telegram failed', 'zns accepted'])
  expect(people.flatMap((n) => fakes.telegram.sent(n))).toEqual([])
  await house.app.store.transaction((tx) => tx.channelSwitches.save({ ...off, state: 'on' }))
})
