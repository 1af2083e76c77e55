import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChannelFakes, startChannelFakes, zaloId } from './channel-fakes.ts'
import { type DeliveryHouse, openDeliveryHouse } from './delivery-house.ts'

const PEOPLE = 500
const DAY = 86_400_000

let fakes: ChannelFakes
let house: DeliveryHouse
beforeAll(async () => {
  fakes = await startChannelFakes()
  house = await openDeliveryHouse({}, { znsAccount: fakes.znsAccount })
  house.deps.channels = fakes.connect(house.clock)
  fakes.zalo.clock.set(house.clock.now())
})
afterAll(async () => {
  await fakes.close()
  await house.close()
})

/** One person of each kind in turn: where they are reached, and why not there. */
const KINDS: readonly ((n: number) => Promise<{ address: string; phone: string | null }>)[] = [
  async (n) => ({ address: fakes.chatOf(n), phone: phoneOf(n) }),
  async (n) => {
    await fakes.blockChat(n)
    return { address: fakes.chatOf(n), phone: phoneOf(n) }
  },
  async (n) => {
    await fakes.blockChat(n)
    return { address: fakes.chatOf(n), phone: null }
  },
  (n) => onZalo(n, 1),
  (n) => onZalo(n, 30),
  async (n) => {
    const someone = await onZalo(n, 1)
    fakes.zalo.block(zaloId(n))
    return someone
  },
  async (n) => {
    const someone = await onZalo(n, 1)
    fakes.zalo.block(zaloId(n), -244)
    fakes.zalo.refusedPhones.set(phoneOf(n).slice(1), -118)
    return someone
  },
  async (n) => ({ address: `sms|gateway|${phoneOf(n)}`, phone: phoneOf(n) }),
  async (n) => ({ address: `web|portal|browser${n}`, phone: phoneOf(n) }),
]

const phoneOf = (n: number) => `+849${String(30_000_000 + n)}`

async function onZalo(n: number, daysAgo: number): Promise<{ address: string; phone: string | null }> {
  const address = fakes.zaloOf(n)
  const heardAt = new Date(house.clock.now().getTime() - daysAgo * DAY)
  fakes.zalo.setLastInteraction(zaloId(n), heardAt)
  const values = { address, state: 'null', last_heard_at: heardAt, updated_at: heardAt }
  await house.db.insertInto('conversations').values(values).execute()
  return { address, phone: phoneOf(n) }
}

test('I02 of 500 people of every kind, at least 99 in 100 messages end at the person or on the call list', async () => {
  const ids: string[] = []
  for (let n = 1; n <= PEOPLE; n += 1) {
    const { address, phone } = await KINDS[n % KINDS.length]!(n)
    ids.push(await house.put({ address, reportId: await house.report({ address, phone }) }))
    if (n % 50 === 0) fakes.sms.faults.push(500, 429)
    if (n % 100 === 0) fakes.telegram.faults.push({ method: 'sendMessage', kind: 'cut_after' })
    if (n % 120 === 0) fakes.zalo.faults.push({ endpoint: 'cs', kind: 'cut_after' })
  }
  for (let round = 0; round < 12; round += 1) {
    await house.settle()
    house.clock.advance(20 * 60_000)
  }
  const rows = await house.db.selectFrom('outbox').select(['id', 'state', 'hop_of', 'channel']).execute()
  const called = new Set((await house.calls()).map((call) => call.outbox_id))
  const ends = ids.map((id) => {
    const chain = rows.filter((row) => row.id === id)
    for (let next = chain[0]; next; ) {
      const last = next
      next = rows.find((row) => row.hop_of === last.id)
      if (next) chain.push(next)
    }
    return called.has(id) ? 'call list' : `${chain.at(-1)?.channel} ${chain.at(-1)?.state}`
  })
  const well = ends.filter((end) => end === 'call list' || /accepted|delivered|seen/.test(end))
  expect(well.length / PEOPLE).toBeGreaterThanOrEqual(0.99)
  const ways = new Set(ends)
  for (const way of ['telegram accepted', 'zalo accepted', 'zns accepted', 'sms accepted', 'web accepted', 'call list'])
    expect(ways).toContain(way)
  expect(rows.filter(({ state }) => state === 'queued' || state === 'sending')).toEqual([])
}, 120_000)
