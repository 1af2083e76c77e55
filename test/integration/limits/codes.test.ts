import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, lastCode } from '../citizen/citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const OWNER = 'telegram|1|owner'
const STRANGER = 'web|portal|stranger'
const ask = (phone: string, address: string, origin: string | null = null) =>
  requestCode(house.app, { phone, purpose: 'look_up', address, locale: 'vi', origin })
const answer = (phone: string, code: string, address: string) =>
  confirmCode(house.app, { phone, purpose: 'look_up', code, address })
const waitOf = (outcome: Awaited<ReturnType<typeof ask>>) => (outcome.ok ? null : outcome.objection.detail?.minutes)

test("A03 a stranger's request leaves the owner's code alone, and so do the stranger's wrong tries", async () => {
  const phone = '+84912000101'
  await ask(phone, OWNER)
  const code = await lastCode(house, phone)
  await ask(phone, STRANGER)
  for (let n = 0; n < 6; n++) await answer(phone, '000000', STRANGER)
  expect(codeOfObjection(await answer(phone, code, STRANGER))).toBe('code_tries_used_up')
  expect(codeOfObjection(await answer(phone, code, OWNER))).toBeNull()
})

test('A03 whoever asks again gets a new code, and the old one is over', async () => {
  const phone = '+84912000102'
  await ask(phone, OWNER)
  const first = await lastCode(house, phone)
  house.clock.advance(1_000)
  await ask(phone, OWNER)
  expect(codeOfObjection(await answer(phone, first, OWNER))).toBe('code_wrong')
  expect(codeOfObjection(await answer(phone, await lastCode(house, phone), OWNER))).toBeNull()
})

test('L07 a phone gets three codes an hour whoever asks, and the answer says how long to wait', async () => {
  const phone = '+84912000103'
  for (let n = 0; n < 3; n++) expect((await ask(phone, `web|portal|${n}`)).ok).toBe(true)
  house.clock.advance(48 * 60_000)
  const refused = await ask(phone, OWNER)
  expect([codeOfObjection(refused), waitOf(refused)]).toEqual(['too_many_codes', 12])
  house.clock.advance(12 * 60_000)
  expect((await ask(phone, OWNER)).ok).toBe(true)
})

test('L07 a browser that asks for too many codes uses up nothing of the phones it asks for', async () => {
  const phoneOf = (n: number) => `+8491200020${n}`
  for (let n = 0; n < 10; n++) expect((await ask(phoneOf(n % 10), 'web|portal|spammer')).ok).toBe(true)
  for (let n = 0; n < 5; n++)
    expect(codeOfObjection(await ask(phoneOf(0), 'web|portal|spammer'))).toBe('too_many_codes')
  expect([(await ask(phoneOf(0), OWNER)).ok, (await ask(phoneOf(0), OWNER)).ok]).toEqual([true, true])
})

test('L07 a network sends 240 codes that nobody types; a typed one gives its turn back', async () => {
  const phoneOf = (n: number) => `+849130${String(n).padStart(5, '0')}`
  for (let n = 0; n < 240; n++) await ask(phoneOf(n), `web|portal|net-${n}`, 'one-network')
  expect(codeOfObjection(await ask(phoneOf(240), 'web|portal|net-240', 'one-network'))).toBe('too_many_codes')
  const code = await lastCode(house, phoneOf(0))
  const typed = {
    phone: phoneOf(0),
    purpose: 'look_up' as const,
    code,
    address: 'web|portal|net-0',
    origin: 'one-network',
  }
  await confirmCode(house.app, typed)
  await confirmCode(house.app, typed)
  expect(codeOfObjection(await ask(phoneOf(241), 'web|portal|net-241', 'one-network'))).toBe('too_many_codes')
  expect((await ask(phoneOf(242), 'web|portal|net-242', 'another-network')).ok).toBe(true)
})
