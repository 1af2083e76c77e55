import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboundEvent } from '../../../core/domain/chat/inbound-event.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const heard = (dedupeKey: string, n: number): InboundEvent => ({
  dedupeKey,
  address: `zalo|1|${n % 100}`,
  channel: 'zalo',
  sortKey: n,
  receivedTime: 1,
  providerTime: 1,
  providerMessageId: null,
  replyTo: null,
  ack: null,
  locale: null,
  kind: 'text',
  text: `"Tin {${n}}", \\ 'một' NULL`,
})
const stored = (like: string) =>
  house.db.selectFrom('inbox').select(['dedupe_key', 'event']).where('dedupe_key', 'like', like).orderBy('id').execute()

test('M01 a thousand messages at once are a thousand rows, word for word and in their order', async () => {
  const events = Array.from({ length: 1_000 }, (_, n) => heard(`all|${n}`, n))
  const isNew = await Promise.all(events.map((event) => house.app.store.hear(event)))
  expect(isNew.every(Boolean)).toBe(true)
  expect((await stored('all|%')).map((row) => row.event)).toEqual(events)
})

test('M02 of one message heard many times at once exactly one is new', async () => {
  const isNew = await Promise.all(Array.from({ length: 50 }, () => house.app.store.hear(heard('same|1', 1))))
  expect(isNew.filter(Boolean)).toHaveLength(1)
  expect(await house.app.store.hear(heard('same|1', 1))).toBe(false)
  expect(await stored('same|%')).toHaveLength(1)
})

test('M01 a message that cannot be stored fails alone', async () => {
  const unstorable = { ...heard('poison|x', 1), sortKey: 2 ** 70 }
  const outcomes = await Promise.allSettled(
    [heard('poison|1', 1), unstorable, heard('poison|2', 2)].map((event) => house.app.store.hear(event)),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await stored('poison|%')).map((row) => row.dedupe_key)).toEqual(['poison|1', 'poison|2'])
})
