import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { phoneOf } from '../../../core/use-cases/citizen/phone-of.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { BROWSER, codeOfObjection, doneValue, lastCode } from './citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const ask = (phone: string, address = BROWSER) =>
  requestCode(house.app, { phone, purpose: 'look_up', address, locale: 'vi' })
const answer = (phone: string, code: string, address = BROWSER) =>
  confirmCode(house.app, { phone, purpose: 'look_up', code, address })
const other = (code: string) => (code === '000000' ? '000001' : '000000')

test('A03 a code of six digits proves the phone for this browser, and is kept only as a salted hash', async () => {
  const phone = '+84912000001'
  expect(doneValue(await ask('0912 000 001'))).toEqual({ phone, phoneMasked: '•••• ••• 001', minutes: 5 })
  const code = await lastCode(house, phone)
  expect(code).toMatch(/^\d{6}$/)
  const stored = await house.db
    .selectFrom('one_time_codes')
    .selectAll()
    .where('phone', '=', phone)
    .executeTakeFirstOrThrow()
  expect(stored.code_hash).toHaveLength(32)
  expect(JSON.stringify(stored)).not.toContain(code)
  expect(codeOfObjection(await answer(phone, code, 'web|portal|a-stranger'))).toBe('code_expired')
  expect(await phoneOf(house.app, BROWSER)).toBeNull()
  expect(doneValue(await answer(phone, code))).toEqual({ phone })
  expect(await phoneOf(house.app, BROWSER)).toBe(phone)
  expect(codeOfObjection(await answer(phone, code))).toBe('code_expired')
})

test('A03 a code dies after five minutes', async () => {
  const phone = '+84912000002'
  await ask(phone)
  house.clock.advance(5 * 60_000)
  expect(codeOfObjection(await answer(phone, await lastCode(house, phone)))).toBe('code_expired')
})

test('A03 five wrong tries end a code, even for the right digits', async () => {
  const phone = '+84912000003'
  await ask(phone)
  const code = await lastCode(house, phone)
  const heard = []
  for (let i = 0; i < 5; i++) heard.push(codeOfObjection(await answer(phone, other(code))))
  expect(heard).toEqual(['code_wrong', 'code_wrong', 'code_wrong', 'code_wrong', 'code_tries_used_up'])
  expect(codeOfObjection(await answer(phone, code))).toBe('code_tries_used_up')
})

test('A03 a phone gets three codes an hour, whoever asks', async () => {
  const phone = '+84912000004'
  for (let i = 0; i < 3; i++) expect((await ask(phone, `web|portal|browser-${i}`)).ok).toBe(true)
  expect(codeOfObjection(await ask(phone, 'web|portal|browser-9'))).toBe('too_many_codes')
  house.clock.advance(3_600_000)
  expect((await ask(phone)).ok).toBe(true)
})

test('a landline or half a number is no phone for a code', async () => {
  for (const phone of ['', '0243 123 456', '09123', 'abc'])
    expect(codeOfObjection(await ask(phone))).toBe('phone_invalid')
})
