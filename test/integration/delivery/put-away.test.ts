import { afterAll, beforeAll, expect, test } from 'vitest'
import { deadTooLong } from '../../../core/use-cases/dead-letters/dead-too-long.ts'
import { discardDeadLetter } from '../../../core/use-cases/dead-letters/settle-dead-letters.ts'
import { type ChannelFakes, startChannelFakes } from './channel-fakes.ts'
import { type DeliveryHouse, openDeliveryHouse } from './delivery-house.ts'

let fakes: ChannelFakes
let house: DeliveryHouse
beforeAll(async () => {
  fakes = await startChannelFakes()
  house = await openDeliveryHouse({})
  house.deps.channels = fakes.connect(house.clock)
})
afterAll(async () => {
  await fakes.close()
  await house.close()
})

test('M03 what nobody looked at for an hour alarms; one that took another road is nobody’s work', async () => {
  await fakes.blockChat(1)
  const reportId = await house.report({ address: fakes.chatOf(1), phone: '+84900000601' })
  await house.put({ address: fakes.chatOf(1), reportId })
  await house.put({ address: 'sms|gateway|not-a-phone' })
  await house.settle()
  expect(await deadTooLong(house.app)).toBe(0)
  house.clock.advance(3_600_001)
  expect(await deadTooLong(house.app)).toBe(1)
})

test('I04 putting a notice away puts its citizen on the call list', async () => {
  const { staffId, role } = await house.staff({ role: 'head' })
  const reportId = await house.report({ phone: '+84900000602' })
  const id = await house.put({ address: 'sms|gateway|not-a-phone', reportId })
  await house.settle()
  await house.db.deleteFrom('call_list').execute()
  const officer = { staffId, role }
  expect(await discardDeadLetter(house.app, { officer, kind: 'message', id, reason: 'số sai' })).toMatchObject({
    ok: true,
  })
  expect(await house.calls()).toMatchObject([{ outbox_id: id, reason: 'discarded', phone: '+84900000602' }])
})
