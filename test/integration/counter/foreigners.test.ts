import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { actorOf } from '../../../core/use-cases/desk/reach-report.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { reviewedByHamlet } from '../../support/reviewed-by-hamlet.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport as aSentReport, codeOfObjection, doneValue, hoa, newDraft } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, must, objectionOf, reportNow } from '../desk/desk-house.ts'

let house: TestHouse
let clerk: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
  const common = { dataset_version: '2021', valid_from: '2021-01-01', parent_id: 'syt-mau', police_unit_id: null }
  const units = [{ ...common, id: 'bv-mau', code: 'bv-mau', kind: 'facility', name: 'Bệnh viện Mẫu' }]
  await house.db.insertInto('units').values(units).execute()
})
afterAll(() => house.close())

const decideAs = async (officer: Officer, id: string, decision: Decision) => {
  const { code, version } = await reportNow(house.app, id)
  return decide(house.app, { officer, code, version, decision })
}

test('A12 a foreigner is found by passport, country and two facts; another country or number is nobody', async () => {
  const phone = '+84912000501'
  const facts = { fullName: 'Lee Soo Jin', birthDate: '1988-01-02', nationality: 'KR', idText: 'm 8765-4321', phone }
  const person = await house.person(facts)
  const address = 'web|portal|foreigner'
  await provePhone(house.app, { phone, address })
  const see = async (wish: Partial<typeof hoa>) => {
    const claimant = { ...hoa, fullName: 'Lee Sujin', birthDate: '1988-01-02', ...wish }
    return doneValue(await lookUp(house.app, { address, claimant }))
  }
  expect(await see({ idNumber: 'M87654321', passportCountry: 'KOR' })).toMatchObject({ personId: person.id })
  expect(await see({ idNumber: 'M87654321', passportCountry: 'LAO' })).toEqual({ found: false })
  expect(await see({ idNumber: 'M87654322', passportCountry: 'KOR' })).toEqual({ found: false })
  expect(await see({ idNumber: 'M87654321', passportCountry: null })).toEqual({ found: false })
})

test('A12 a foreigner’s wrong name goes to the place that gave the dose, and two officers there approve it, nobody else', async () => {
  const phone = '+84912000502'
  const doses = [{ facility: 'Trạm Y tế xã Mẫu' }, { facility: 'Bệnh viện Mẫu' }]
  const person = await house.person({ nationality: 'JP', idText: 'TK1234567', phone, fullName: 'Sato Hana', doses })
  const address = 'web|portal|browser-one'
  await provePhone(house.app, { phone, address })
  const claimant = { ...hoa, fullName: 'Sato Hana', idNumber: 'TK1234567', passportCountry: 'JPN' }
  doneValue(await lookUp(house.app, { address, claimant }))
  const draftId = await newDraft(house)
  const changes = [{ field: 'fullName' as const, correct: 'Satō Hanako', source: 'typed' as const }]
  const sent = await aSentReport(house, { draftId, phone, claimant, personId: person.id, changes })
  const { reportId } = doneValue(await recordReport(house.app, sent))
  expect((await reportNow(house.app, reportId)).unitId).toBe('bv-mau')
  const [one, two] = [
    await anOfficer(house, { unitId: 'bv-mau' }),
    await anOfficer(house, { unitId: 'bv-mau', role: 'head' }),
  ]
  expect(objectionOf(await decideAs(one, reportId, { action: 'send_to_police' }))).toBe('not_possible_now')
  expect(must(await decideAs(one, reportId, { action: 'approve' })).waitsForSecond).toBe(true)
  expect(must(await decideAs(two, reportId, { action: 'approve' })).report.state).toBe('approved')
  const atStation = await aReport(house, { personId: person.id })
  expect(objectionOf(await decideAs(clerk, atStation.id, { action: 'approve' }))).toBe('not_injecting_unit')
})

test('A12 F11 property: no foreign passport number ever stands on a police list, however people and claims are mixed', async () => {
  const passport = fc.oneof(
    fc.stringMatching(/^[A-Z]{1,2}[0-9]{7}$/),
    // Passports of some countries look like an old Vietnamese card number.
    fc.stringMatching(/^4[0-9]{8}$/),
  )
  const one = fc.record({
    foreignRecord: fc.boolean(),
    foreignClaim: fc.boolean(),
    passport,
    types: fc.constantFrom(['WRONG_NAME' as const], ['WRONG_OR_MISSING_ID' as const]),
  })
  let serial = 0
  let vietnamese = 0
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 2, maxLength: 6 }), async (people) => {
      const passports = people.filter((who) => who.foreignRecord || who.foreignClaim).map((who) => who.passport)
      for (const who of people) {
        serial += 1
        const idNumber = `001190${String(serial).padStart(6, '0')}`
        const idText = who.foreignRecord ? who.passport : idNumber
        const nationality = who.foreignRecord ? 'KR' : 'VN'
        const person = await house.person({ nationality, idText, idNumber: who.foreignRecord ? null : idNumber })
        const typed = who.foreignClaim ? { idNumber: who.passport, passportCountry: 'KOR' } : {}
        const correct = who.foreignClaim || who.foreignRecord ? who.passport : idNumber
        const about =
          who.types[0] === 'WRONG_NAME'
            ? { field: 'fullName' as const, correct: 'Nguyễn Thị Thơ' }
            : { field: 'idNumber' as const, correct }
        const changes = [{ ...about, recorded: null, source: 'typed' as const }]
        const report = await aReport(house, {
          personId: person.id,
          types: [...who.types],
          changes,
          claimant: { ...hoa, ...typed },
        })
        const sent = await decideAs(clerk, report.id, { action: 'send_to_police' })
        if (who.foreignRecord || who.foreignClaim) expect(codeOfObjection(sent)).not.toBeNull()
      }
      await reviewedByHamlet(house)
      await drawUpPoliceList(house.app, { officer: actorOf(clerk), caseIds: 'all waiting' })
      vietnamese += people.filter((who) => !who.foreignRecord && !who.foreignClaim).length
      const lists = await house.db.selectFrom('police_lists').select('canonical').execute()
      const rows = await house.db.selectFrom('police_rows').selectAll().execute()
      for (const number of passports) expect(JSON.stringify([lists, rows])).not.toContain(number)
    }),
    { numRuns: 25 },
  )
  const listed = await house.db.selectFrom('police_rows').select('id').execute()
  expect(listed).toHaveLength(vietnamese)
  expect(vietnamese).toBeGreaterThan(0)
})
