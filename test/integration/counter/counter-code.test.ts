import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { seeProvedRecord } from '../../../core/use-cases/citizen/see-proved-record.ts'
import { useCounterCode } from '../../../core/use-cases/citizen/use-counter-code.ts'
import { findPerson } from '../../../core/use-cases/counter/find-person.ts'
import { type MakeCounterCode, makeCounterCode } from '../../../core/use-cases/counter/make-counter-code.ts'
import { seePerson } from '../../../core/use-cases/counter/see-person.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue, hoa } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const browser = () => `web|portal|${randomUUID()}`

async function aCode(wish: Partial<MakeCounterCode> = {}, person = {}) {
  const { id: personId } = await house.person(person)
  const officer = await anOfficer(house)
  const asked = { officer, personId, paper: 'citizen_card' as const, numberAgrees: true, ...wish }
  return { ...doneValue(await makeCounterCode(house.app, asked)), personId, officer, asked }
}

test('A04 a code of the counter opens the whole record once, with no phone and nothing typed; both acts are audited', async () => {
  const phone = '+84912000999'
  const { code, until, personId, officer } = await aCode(
    {},
    { phone, idNumber: '079190012345', doses: [{ lot: 'AZ42' }] },
  )
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
  expect(until.getTime() - house.clock.now().getTime()).toBe(24 * 3_600_000)
  const address = browser()
  expect(codeOfObjection(await seeProvedRecord(house.app, { address }))).toBe('not_proved')
  const typed = ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`
  expect(doneValue(await useCounterCode(house.app, { address, code: typed }))).toEqual({ personId, level: 2 })
  expect(doneValue(await seeProvedRecord(house.app, { address }))).toMatchObject({
    personId,
    level: 2,
    record: { idNumber: '079190012345', phone },
    doses: [{ lot: 'AZ42' }],
  })
  const again = await useCounterCode(house.app, { address: browser(), code })
  expect(codeOfObjection(again)).toBe('counter_code_wrong')
  const acts = await house.db
    .selectFrom('audit')
    .select(['action', 'staff_id'])
    .where('subject_id', '=', personId)
    .execute()
  expect(acts).toEqual(
    expect.arrayContaining([
      { action: 'card_seen', staff_id: officer.staffId },
      { action: 'counter_code_made', staff_id: officer.staffId },
      { action: 'counter_code_used', staff_id: null },
    ]),
  )
})

test('A04 a code dies after 24 hours and when a newer one is given; no table holds it', async () => {
  const first = await aCode()
  const second = doneValue(await makeCounterCode(house.app, first.asked))
  expect(codeOfObjection(await useCounterCode(house.app, { address: browser(), code: first.code }))).toBe(
    'counter_code_wrong',
  )
  const start = house.clock.now()
  house.clock.advance(24 * 3_600_000)
  expect(codeOfObjection(await useCounterCode(house.app, { address: browser(), code: second.code }))).toBe(
    'counter_code_wrong',
  )
  house.clock.set(start)
  const kept = JSON.stringify(await house.db.selectFrom('counter_codes').selectAll().execute())
  const written = JSON.stringify(await house.db.selectFrom('audit').selectAll().execute())
  expect(kept + written).not.toContain(second.code)
})

test('A04 five wrong codes an hour are all that an address may try; a right one gives its turn back', async () => {
  const address = browser()
  const tries = async (code: string) => codeOfObjection(await useCounterCode(house.app, { address, code }))
  for (let count = 0; count < 8; count += 1) expect(await tries((await aCode()).code)).toBeNull()
  for (let count = 0; count < 5; count += 1) expect(await tries('22222222')).toBe('counter_code_wrong')
  expect(await tries((await aCode()).code)).toBe('too_often')
})

test('A04 A06 a paper with another number opens masked doses only, and lifts nobody', async () => {
  const { code, personId } = await aCode({ numberAgrees: false }, { idNumber: '079190012346', sex: 'male' })
  const address = browser()
  doneValue(await useCounterCode(house.app, { address, code }))
  const seen = doneValue(await seeProvedRecord(house.app, { address }))
  expect(seen).toMatchObject({ level: 1, record: { birthDate: null, sex: null, idNumber: '•••••••••346' } })
  const since = new Date(0)
  expect(await house.app.store.transaction((tx) => tx.cardsSeen.lastSeen(personId, since))).toBeNull()
})

test('A06 a paper seen lifts the holder of the phone for twelve months, and then no more', async () => {
  const phone = '+84912000888'
  await aCode({}, { phone, fullName: 'Bế Thị Mẫu', idNumber: '079190012347' })
  const address = 'telegram|1|lifted'
  const level = async () => {
    await provePhone(house.app, { phone, address })
    const claimant = { ...hoa, fullName: 'Bế Thị Mẫu' }
    const seen = doneValue(await lookUp(house.app, { address, claimant }))
    return seen.found && seen.level
  }
  expect(await level()).toBe(2)
  const start = house.clock.now()
  house.clock.advance(366 * 86_400_000)
  expect(await level()).toBe(1)
  house.clock.set(start)
})

test('A04 whoever came by the counter may say that name and phone are wrong: two facts that agree are enough', async () => {
  const { code, personId } = await aCode({}, { fullName: 'Tên Ghi Sai', birthDate: '1971-02-03', sex: 'female' })
  const address = browser()
  doneValue(await useCounterCode(house.app, { address, code }))
  const look = (claimant: Partial<typeof hoa>) =>
    lookUp(house.app, { address, claimant: { ...hoa, birthDate: '1971-02-03', ...claimant } })
  expect(doneValue(await look({ fullName: 'Tên Ghi Đúng' }))).toMatchObject({ found: true, personId })
  expect(doneValue(await look({ fullName: 'Tên Ghi Đúng', sex: 'male' }))).toEqual({ found: false })
})

test('A04 an officer finds and opens people of their own station only, and every search is audited', async () => {
  const mine = await house.person({ fullName: 'Lữ Thị Quầy', idNumber: '079190055501', unitId: 'tyt-mau' })
  const other = await house.person({ fullName: 'Lữ Thị Quầy', idNumber: '079190055502', unitId: 'ttyt-mau' })
  const officer = await anOfficer(house)
  const find = (asked: object) => findPerson(house.app, { officer, number: '', fullName: '', birthDate: '', ...asked })
  const byName = doneValue(await find({ fullName: 'lữ thị quầy', birthDate: '17/05/1990' }))
  expect(byName).toMatchObject({ people: [{ personId: mine.id, idMasked: '•••••••••501' }], elsewhere: 1 })
  expect(doneValue(await find({ number: '079190055502' }))).toEqual({ people: [], elsewhere: 1 })
  expect(codeOfObjection(await seePerson(house.app, { officer, personId: other.id }))).toBe('no_such_person')
  const asked = { officer, personId: other.id, paper: 'citizen_card' as const, numberAgrees: true }
  expect(codeOfObjection(await makeCounterCode(house.app, asked))).toBe('no_such_person')
  const district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  expect(codeOfObjection(await makeCounterCode(house.app, { ...asked, officer: district }))).toBe('not_your_role')
  const searches = await house.db.selectFrom('audit').select('detail').where('action', '=', 'counter_search').execute()
  expect(searches).toHaveLength(2)
  expect(JSON.stringify(searches)).not.toContain('Lữ')
})
