import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealChains } from '../../../core/use-cases/audit/seal-chains.ts'
import { checkLog, logState, searchLog } from '../../../core/use-cases/audit/search-log.ts'
import { addUnit } from '../../../core/use-cases/desk/add-unit.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('L01 K02 an auditor finds who opened what of a person, by officer and by time, without a value of anybody; a clerk may not ask', async () => {
  const [clerk, other] = [await anOfficer(house), await anOfficer(house)]
  const auditor = await anOfficer(house, { role: 'auditor', unitId: 'syt-mau' })
  const person = await house.person({ fullName: 'Lý Thị Mẫu', idNumber: '001190000017' })
  const report = await aReport(house, { personId: person.id })
  const elsewhere = await aReport(house)
  const look = (staffId: string, subjectId: string) =>
    house.app.store.transaction((tx) =>
      tx.audit.write({ staffId, action: 'open_case', subjectKind: 'report', subjectId }),
    )
  await look(clerk.staffId, report.id)
  await look(other.staffId, elsewhere.id)
  const from = new Date(house.clock.now().getTime() - 1_000)
  const until = new Date(house.clock.now().getTime() + 1_000)
  const ask = async (wish: { person?: string; login?: string; from?: Date }) =>
    must(await searchLog(house.app, { officer: auditor, person: null, login: null, from, until, ...wish }))
  const byCode = await ask({ person: report.code })
  expect(byCode.lines.map(({ subject, officer }) => [subject, officer?.login])).toEqual([[report.code, clerk.login]])
  expect((await ask({ person: '001190000017' })).lines).toEqual(byCode.lines)
  expect((await ask({ login: other.login })).lines.map(({ subject }) => subject)).toEqual([elsewhere.code])
  expect((await ask({ person: report.code, from: until })).lines).toEqual([])
  expect(JSON.stringify(byCode)).not.toMatch(/Lý Thị Mẫu|001190000017/)
  const asked = { officer: clerk, person: null, login: null, from, until }
  expect(objectionOf(await searchLog(house.app, asked))).toBe('not_your_role')
})

test('L01 the state of the chains is kept with its time', async () => {
  const auditor = await anOfficer(house, { role: 'auditor', unitId: 'syt-mau' })
  await sealChains(house.app)
  must(await checkLog(house.app, { officer: auditor }))
  const state = await logState(house.app)
  expect(state.map(({ chain, fault }) => [chain, fault])).toContainEqual(['audit', null])
  expect(state[0]?.at).toEqual(house.clock.now())
})

test('K07 one code added by two people at the same moment is one unit and one objection', async () => {
  const unit = { id: 'ca-ba', kind: 'police', name: 'Công an xã Ba', parentId: 'syt-mau' } as const
  const whole = { ...unit, policeUnitId: null, address: null, openingHours: null }
  const outcomes = await Promise.all([addUnit(house.app, whole), addUnit(house.app, whole)])
  expect(outcomes.map(objectionOf).sort()).toEqual(['none', 'not_possible_now'])
})
