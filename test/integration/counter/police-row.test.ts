import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { keepProved } from '../../../core/use-cases/family/keep-proved.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue, hoa } from '../citizen/citizen-builders.ts'
import { aReport } from '../desk/desk-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const NEW_PHONE = '+84912000901'
const NUMBER = '001190000901'

/** A person whose recorded phone is lost, with an identity case that the police have come to. */
async function confirmed(state: string, number = NUMBER, phone = NEW_PHONE) {
  const person = await house.person({ fullName: 'Tên Ghi Sai', idNumber: number, phone: '+84912000900' })
  const report = await aReport(house, { personId: person.id, phone, address: null })
  const at = house.clock.now()
  const id = randomUUID()
  const proposed = JSON.stringify({
    fullName: 'Tên Ghi Đúng',
    birthDate: '1990-05-17',
    sex: 'female',
    idNumber: number,
  })
  const row = { id, person_id: person.id, unit_id: 'tyt-mau', state, class: 'wrong_facts', proposed }
  await house.db
    .insertInto('identity_cases')
    .values({ ...row, created_at: at, updated_at: at })
    .execute()
  await house.db.insertInto('identity_case_reports').values({ identity_case_id: id, report_id: report.id }).execute()
  return { person, report }
}

async function see(phone: string, idNumber: string | null, claimant = {}) {
  const address = `web|portal|${randomUUID()}`
  await provePhone(house.app, { phone, address })
  const who = { ...hoa, fullName: 'Tên Ghi Đúng', idNumber, ...claimant }
  return doneValue(await lookUp(house.app, { address, claimant: who }))
}

test('A04 a row the police confirmed opens the record to the phone of its report with the number, masked, for twelve months', async () => {
  const { person, report } = await confirmed('police_confirmed')
  expect(await see(NEW_PHONE, NUMBER)).toMatchObject({ personId: person.id, level: 1 })
  expect(await see(NEW_PHONE, null), 'without the number').toEqual({ found: false })
  expect(await see('+84912000909', NUMBER), 'another phone').toEqual({ found: false })
  const twoWrong = await see(NEW_PHONE, NUMBER, { birthDate: '1990-05-18' })
  expect(twoWrong, 'two facts that disagree').toEqual({ found: false })
  const start = house.clock.now()
  house.clock.advance(366 * 86_400_000)
  expect(await see(NEW_PHONE, NUMBER), 'after a year').toEqual({ found: false })
  house.clock.set(start)
  await house.db.updateTable('reports').set({ state: 'withdrawn' }).where('id', '=', report.id).execute()
  expect(await see(NEW_PHONE, NUMBER), 'a report taken back').toEqual({ found: false })
})

test('A04 A06 a match does not lift whoever only has the phone of a report; the recorded phone it does', async () => {
  const number = '001190000902'
  const { person } = await confirmed('matched', number, '+84912000902')
  await house.db.updateTable('people').set({ phone: '+84912000903' }).where('id', '=', person.id).execute()
  expect(await see('+84912000902', number)).toMatchObject({ level: 1 })
  expect(await see('+84912000903', number)).toMatchObject({ level: 2 })
})

test('A04 A07 a match keeps nobody in a family, where the masks of this way would be gone', async () => {
  const [number, phone] = ['001190000903', '+84912000905']
  const { person } = await confirmed('matched', number, phone)
  const address = `web|portal|${randomUUID()}`
  await provePhone(house.app, { phone, address })
  const claimant = { ...hoa, fullName: 'Tên Ghi Đúng', idNumber: number }
  expect(doneValue(await lookUp(house.app, { address, claimant }))).toMatchObject({ personId: person.id, level: 1 })
  expect(codeOfObjection(await keepProved(house.app, { address, personId: person.id, claimant }))).toBe(
    'member_not_found',
  )
})

test('A04 a row that the police still have, or objected to, opens nothing', async () => {
  for (const [at, state] of ['listed', 'with_police', 'police_objected'].entries()) {
    const [number, phone] = [`00119000091${at}`, `+8491200091${at}`]
    await confirmed(state, number, phone)
    expect(await see(phone, number)).toEqual({ found: false })
  }
})
