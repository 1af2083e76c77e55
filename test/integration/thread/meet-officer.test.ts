import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { deskVisitor } from '../desk/desk-visitor.ts'
import { closedTime, openTime } from './thread-builders.ts'
import { openThreadPortal } from './thread-portal.ts'

const PAGE = '/gap-can-bo'
let house: TestHouse
let portal: Awaited<ReturnType<typeof openThreadPortal>>
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openThreadPortal(house.app)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})
beforeEach(() => house.clock.set(openTime))

const requests = () => house.db.selectFrom('help_requests').selectAll().orderBy('asked_at', 'desc').execute()

test('D11 the form of the portal calls a human for this browser, and the page says where the answer comes', async () => {
  const citizen = deskVisitor(portal.url)
  await citizen.get(PAGE)
  expect((await citizen.send(PAGE, { act: 'ask', text: 'Mũi hai của tôi ở đâu?' })).status).toBe(303)
  const { html } = await citizen.get(PAGE)
  expect(html).toContain('Trạm Y tế xã Mẫu đã nhận lời nhắn')
  expect(html).not.toContain('name="text"')
  expect((await requests())[0]).toMatchObject({ state: 'waiting', text: 'Mũi hai của tôi ở đâu?' })
  await citizen.send(PAGE, { act: 'end' })
  expect((await requests())[0]).toMatchObject({ state: 'closed' })
  expect((await citizen.get(PAGE)).html).toContain('name="text"')
})

test('D11 at night the form offers a call, says what is wrong with it, and keeps it', async () => {
  house.clock.set(closedTime)
  const citizen = deskVisitor(portal.url)
  await citizen.get(PAGE)
  await citizen.send(PAGE, { act: 'ask', text: '' })
  expect((await citizen.get(PAGE)).html).toContain('value="2026-11-18 morning"')
  const wrong = await citizen.send(PAGE, { act: 'callback', slot: '2026-11-18 morning', phone: '123' })
  expect(wrong).toMatchObject({ status: 422 })
  expect(wrong.html).toContain('Số điện thoại chưa đúng')
  expect((await citizen.send(PAGE, { act: 'callback', slot: 'hôm qua', phone: '0912345678' })).status).toBe(422)
  await citizen.send(PAGE, { act: 'callback', slot: '2026-11-18 morning', phone: '0912345678' })
  expect((await citizen.get(PAGE)).html).toContain('sáng 18/11/2026')
  expect((await requests())[0]).toMatchObject({ state: 'callback', callback_phone: '+84912345678' })
})

test('L07 a script with ever new sessions does not fill the inbox', async () => {
  const before = (await requests()).length
  let status = 303
  for (let count = 0; status === 303 && count < 100; count++) {
    const citizen = deskVisitor(portal.url)
    await citizen.get(PAGE)
    status = (await citizen.send(PAGE, { act: 'ask', text: 'x' })).status
  }
  expect(status).toBe(422)
  expect((await requests()).length - before).toBeLessThanOrEqual(60)
})
