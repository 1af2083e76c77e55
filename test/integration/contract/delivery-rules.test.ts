import { afterAll, beforeAll, expect, test } from 'vitest'
import { SWITCHED_CHANNELS, type SwitchedChannel } from '../../../core/domain/chat/channel-switch.ts'
import { type ChannelFakes, startChannelFakes, zaloId } from '../delivery/channel-fakes.ts'
import { type DeliveryHouse, openDeliveryHouse } from '../delivery/delivery-house.ts'

let fakes: ChannelFakes
let house: DeliveryHouse
let person = 7_000
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

const phone = () => `+849${String(40_000_000 + person)}`

async function roadOf(id: string): Promise<string[]> {
  const row = await house.row(id)
  const [next] = await house.hopsOf(id)
  return [`${row.channel} ${row.state}`, ...(next ? await roadOf(next.id) : [])]
}

/** Where a person is written to whose next road is the one that is off, and where the notice goes then. */
const ROADS: Record<SwitchedChannel, { address: () => Promise<string>; takes: string[] }> = {
  telegram: { address: async () => fakes.chatOf(person), takes: ['telegram failed', 'zns accepted'] },
  zalo: {
    address: async () => {
      fakes.zalo.setLastInteraction(zaloId(person), house.clock.now())
      await house.app.store.transaction((tx) => tx.conversations.save(fakes.zaloOf(person), null, 'vi'))
      return fakes.zaloOf(person)
    },
    takes: ['zalo failed', 'zns accepted'],
  },
  zns: { address: blocked, takes: ['telegram failed', 'zns failed', 'sms accepted'] },
  sms: { address: async () => `sms|gateway|${phone()}`, takes: ['sms failed', 'zns accepted'] },
}

async function blocked(): Promise<string> {
  await fakes.blockChat(person)
  return fakes.chatOf(person)
}

test.each([...SWITCHED_CHANNELS])('L10 with %s switched off its notices take the next road', async (channel) => {
  person += 1
  const { staffId } = await house.staff({ role: 'province' })
  const off = { channel, province: 'syt-mau', switchedBy: staffId, switchedAt: house.clock.now() }
  const address = await ROADS[channel].address()
  const reportId = await house.report({ address, phone: phone() })
  await house.app.store.transaction((tx) => tx.channelSwitches.save({ ...off, state: 'off' }))
  const id = await house.put({ address, reportId })
  await house.settle()
  await house.app.store.transaction((tx) => tx.channelSwitches.save({ ...off, state: 'on' }))
  expect(await roadOf(id)).toEqual(ROADS[channel].takes)
  const report = house.db.selectFrom('reports').select('state').where('id', '=', reportId)
  expect(await report.execute()).toEqual([{ state: 'queued' }])
})

test('I10 a one-time code leaves at night by every way, while a push beside it waits for the morning', async () => {
  house.clock.set(new Date('2026-11-20T23:30:00+07:00'))
  person += 1
  const content = { kind: 'one_time_code' as const, locale: 'vi' as const, code: '246810', minutes: 5 }
  for (const account of ['sms|gateway', fakes.znsAccount]) {
    const address = `${account}|${phone()}`
    const code = await house.put({ address, purpose: 'code', content })
    const push = await house.put({ address, reportId: await house.report({ phone: phone() }) })
    await house.settle()
    const states = [(await house.row(code)).state, (await house.row(push)).state]
    expect([account, ...states]).toEqual([account, 'accepted', 'queued'])
  }
})
