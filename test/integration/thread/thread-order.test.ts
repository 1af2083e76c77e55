import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { openThread } from '../../../core/use-cases/thread/open-thread.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must } from '../desk/desk-house.ts'
import { newPerson, openTime, saidAt, say } from './thread-builders.ts'

let house: TestHouse
let officer: Officer
const person = newPerson()
const doors = [person.telegram, person.zalo, person.web]
beforeAll(async () => {
  house = await openTestHouse()
  house.clock.set(openTime)
  officer = await anOfficer(house)
  await house.app.store.transaction(async (tx) => {
    await tx.contacts.join(person.telegram, person.zalo, openTime)
    await tx.contacts.join(person.telegram, person.web, openTime)
  })
  must(await askHuman(house.app, { address: person.zalo, personId: null, text: null }))
})
afterAll(() => house?.close())

async function thread() {
  const open = await house.app.store.transaction((tx) => tx.helpRequests.openFor(person.web))
  return must(await openThread(house.app, { officer, requestId: open?.id ?? '' }))
}

/** Always the same numbers for one seed. */
function dice(seed: number): () => number {
  let at = seed * 7919 + 1
  return () => {
    at = (at * 48_271) % 2_147_483_647
    return at / 2_147_483_647
  }
}

/** Three channels in the same few seconds, many at the same moment, some with a channel's counter as number. */
function words(): InboundEvent[] {
  const roll = dice(42)
  return Array.from({ length: 36 }, (_, index) => {
    const address = doors[index % 3] ?? ''
    const at = new Date(openTime.getTime() + Math.floor(roll() * 4) * 1_000)
    const messageId = address === person.telegram ? String(95 + index) : address === person.web ? null : `z${index}`
    return { ...saidAt(house, address, { text: `câu ${index}`, at, messageId }), dedupeKey: `order|${index}` }
  })
}

test('E20 the order of the thread is identical whatever order three channels deliver in', async () => {
  const said = words()
  const orders = new Set<string>()
  for (let seed = 1; seed <= 8; seed++) {
    await house.db.deleteFrom('inbox').where('dedupe_key', 'like', 'order|%').execute()
    const roll = dice(seed)
    const shuffled = said.map((event) => ({ event, die: roll() })).sort((a, b) => a.die - b.die)
    for (const { event } of shuffled)
      await house.app.store.transaction((tx) => tx.inbox.put({ ...event, receivedTime: house.clock.now().getTime() }))
    const { lines } = await thread()
    orders.add(
      lines.map((line) => (line.side === 'said' && line.event.kind === 'text' ? line.event.text : '')).join('|'),
    )
  }
  expect(orders.size).toBe(1)
  expect([...orders][0]?.split('|')).toHaveLength(said.length)
  await house.db.deleteFrom('inbox').where('dedupe_key', 'like', 'order|%').execute()
})

test('E20 both sides of every channel stand in one thread; what only the machine hears does not', async () => {
  const at = (seconds: number) => new Date(openTime.getTime() + seconds * 1_000)
  const silent = { event: { kind: 'receipt', messageIds: [], trackingId: null, state: 'seen' } }
  await say(house, person.telegram, { text: 'từ Telegram', at: at(1) })
  await say(house, person.zalo, { text: 'từ Zalo', at: at(3) })
  await say(house, person.web, { ...silent, at: at(4) })
  house.clock.set(at(2))
  const content = { kind: 'text', text: 'trợ lý trả lời', choices: [], links: [], closesContact: false }
  const told = { purpose: 'reply', content: { kind: 'turn', content } } as const
  await house.app.store.transaction((tx) =>
    tx.outbox.put({ id: house.app.newId(), idempotencyKey: 'r|1|0', channel: 'web', address: person.web, ...told }),
  )
  const { lines } = await thread()
  expect(lines.map((line) => [line.side, line.place.channel])).toEqual([
    ['said', 'telegram'],
    ['told', 'web'],
    ['said', 'zalo'],
  ])
})

test('E20 the newest photo stands first and leads to its case, unless another unit has it', async () => {
  const mine = await aReport(house, { address: person.zalo })
  const theirs = await aReport(house, { address: person.web, unitId: 'ttyt-mau' })
  const consentId = house.app.newId()
  await house.app.store.transaction((tx) =>
    tx.citizens.giveConsent({
      id: consentId,
      address: person.zalo,
      reportId: null,
      textVersion: 'v1',
      givenAt: openTime,
    }),
  )
  for (const [index, report] of [mine, theirs].entries()) {
    await house.db
      .insertInto('case_keys')
      .values({ case_id: report.id, wrapped_key: Buffer.alloc(1), created_at: openTime })
      .execute()
    await house.db
      .insertInto('photos')
      .values({
        id: house.app.newId(),
        case_id: report.id,
        report_id: report.id,
        dedupe_key: report.id,
        kind: 'card_front',
        state: 'ready',
        file_key: 'x',
        sha256: '',
        bytes: 1,
        consent_id: consentId,
        received_at: new Date(openTime.getTime() + index * 1_000),
      })
      .execute()
  }
  const { photos, reports } = await thread()
  expect(photos.map((photo) => photo.reportCode)).toEqual([null, mine.code])
  expect(reports.map((report) => report.code)).toEqual([mine.code])
})
