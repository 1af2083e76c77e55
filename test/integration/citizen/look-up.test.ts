import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue, hoa, PHONE } from './citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const HOLDER = 'web|portal|holder'
const STRANGER = 'web|portal|stranger'

test('A01 the holder of the phone sees each dose with its state, numbers masked', async () => {
  const facts = { phone: PHONE, idNumber: '079190012345', doses: [{ lot: 'AZ0042' }, { givenOn: '2031-01-01' }] }
  const person = await house.person(facts)
  await provePhone(house.app, { phone: PHONE, address: HOLDER })
  const found = doneValue(
    await lookUp(house.app, { address: HOLDER, claimant: { ...hoa, fullName: 'nguyen thi thu' } }),
  )
  expect(found).toMatchObject({
    found: true,
    personId: person.id,
    level: 1,
    record: { fullName: 'Nguyễn Thị Thử', idNumber: '•••••••••345', phone: '•••• ••• 678' },
    doses: [
      { number: 1, lot: '••••42', state: 'not_signed' },
      { number: 2, state: 'wrong' },
    ],
    passport: 'none',
    openReports: [],
  })
  expect(JSON.stringify(found)).not.toContain('079190012345')
})

test('A06 a police match lifts the holder to the full record, for twelve months', async () => {
  const phone = '+84912000010'
  const facts = { fullName: 'Trần Thị Mẫu', phone, idNumber: '079190099999', birthDate: '1980-01-02' }
  const person = await house.person(facts)
  const claimant = { ...hoa, fullName: 'Trần Thị Mẫu', birthDate: '1980-01-02' }
  await provePhone(house.app, { phone, address: 'telegram|1|10' })
  const see = async () => doneValue(await lookUp(house.app, { address: 'telegram|1|10', claimant }))
  expect(await see()).toMatchObject({ level: 1, record: { idNumber: '•••••••••999' } })
  const row = { id: house.app.newId(), person_id: person.id, unit_id: 'tyt-mau', state: 'matched', class: 'no_id' }
  const matchedAt = house.clock.now()
  const times = { created_at: matchedAt, updated_at: matchedAt }
  await house.db
    .insertInto('identity_cases')
    .values({ ...row, proposed: '{}', ...times })
    .execute()
  expect(await see()).toMatchObject({ level: 2, record: { idNumber: '079190099999' } })
  house.clock.advance(366 * 86_400_000)
  await provePhone(house.app, { phone, address: 'telegram|1|10' })
  expect(await see()).toMatchObject({ level: 1 })
  house.clock.set(matchedAt)
})

test('A05 unknown, wrong phone and not proved are one answer, for 10,000 random inputs', async () => {
  await house.person({ fullName: 'Lê Văn Ẩn', birthDate: '1985-03-04', sex: 'male', phone: '+84912000020' })
  await provePhone(house.app, { phone: '+84912000021', address: STRANGER })
  const name = fc.constantFrom('Lê Văn Ẩn', 'le van an', 'Lê Văn B', '', '💉', 'Nguyễn Thị Thử', '%', "' or 1=1 --")
  const claims = fc.record({
    fullName: fc.oneof(name, fc.string({ maxLength: 30 })),
    birthDate: fc.oneof(fc.constantFrom('1985-03-04', '1990-05-17', '', '2021-02-30'), fc.string({ maxLength: 12 })),
    sex: fc.constantFrom('male' as const, 'female' as const),
    idNumber: fc.option(fc.oneof(fc.constantFrom('079190012345', '079190099999'), fc.string({ maxLength: 14 }))),
    passportCountry: fc.constantFrom(null, null, 'KOR', 'XXX'),
  })
  const see = (address: string, claimant: typeof hoa) => lookUp(house.app, { address, claimant })
  await fc.assert(
    fc.asyncProperty(fc.array(claims, { minLength: 50, maxLength: 50 }), async (people) => {
      // A patient stranger: fifty in an hour, and then the next hour (features L07).
      await house.db.deleteFrom('rate_limits').execute()
      const answers = await Promise.all(people.map((claimant) => see(STRANGER, claimant)))
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set(['{"ok":true,"value":{"found":false}}']),
      )
      expect(codeOfObjection(await see('web|portal|nobody', people[0] ?? hoa))).toBe('not_proved')
    }),
    { numRuns: 200, endOnFailure: true },
  )
}, 900_000)

test('A03 one phone, two people: the phone alone selects nobody, and two equal people are nobody', async () => {
  const phone = '+84912000030'
  const address = 'web|portal|family'
  await provePhone(house.app, { phone, address })
  const mother = await house.person({
    fullName: 'Phạm Thị Mẹ',
    birthDate: '1960-01-01',
    phone,
    idNumber: '001160000001',
  })
  await house.person({ fullName: 'Phạm Thị Con', birthDate: '1990-02-02', phone })
  const find = async (claimant: typeof hoa) => doneValue(await lookUp(house.app, { address, claimant }))
  const claimant = { ...hoa, fullName: 'Phạm Thị Mẹ', birthDate: '1960-01-01' }
  expect(await find(claimant)).toMatchObject({ personId: mother.id })
  expect(await find({ ...claimant, birthDate: '1990-02-02' })).toEqual({ found: false })
  await house.person({ fullName: 'Phạm Thị Mẹ', birthDate: '1960-01-01', phone })
  expect(await find(claimant)).toEqual({ found: false })
  expect(await find({ ...claimant, idNumber: '001160000001' })).toMatchObject({ personId: mother.id })
})

test('a wrong name on the record is found by number and phone, and its letters stay hidden', async () => {
  const [phone, address] = ['+84912000040', 'web|portal|wrong-name']
  await provePhone(house.app, { phone, address })
  const facts = { fullName: 'Đỗ Thị Sai', birthDate: '1977-07-07', phone, idNumber: '001177000001' }
  const person = await house.person(facts)
  const claimant = { ...hoa, fullName: 'Đỗ Thị Đúng', birthDate: '1977-07-07', idNumber: '001177000001' }
  const found = doneValue(await lookUp(house.app, { address, claimant }))
  expect(found).toMatchObject({ personId: person.id, record: { fullName: 'Đ••• T••• S•••' } })
  expect(doneValue(await lookUp(house.app, { address, claimant: { ...claimant, sex: 'male' } }))).toEqual({
    found: false,
  })
})
