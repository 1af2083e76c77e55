import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { appealReport } from '../../../core/use-cases/citizen/appeal-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, reportNow } from '../desk/desk-house.ts'

let house: TestHouse
let clerk: Officer
let head: Officer
let district: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
  head = await anOfficer(house, { role: 'head' })
  district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
})
afterAll(() => house.close())

const DAY = 24 * 3_600_000
const refusal = (sentence: string | null): Decision => ({ action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence })

async function decideAs(officer: Officer, { id, code }: Report, decision: Decision) {
  const { version } = await reportNow(house.app, id)
  return decide(house.app, { officer, code, version, decision })
}

const appeal = (report: Report, text = 'Ảnh đọc được mà.') =>
  appealReport(house.app, { code: report.code, address: report.address ?? '', text })
const own = async ({ code, address }: Report) => doneValue(await trackReport(house.app, { code, address }))

test('D05 first another person of the unit, then the district, then it is final; each answer in writing', async () => {
  const report = await aReport(house)
  doneValue(await decideAs(clerk, report, refusal(null)))
  doneValue(await appeal(report))
  expect(await reportNow(house.app, report.id)).toMatchObject({ unitId: 'tyt-mau', takenBy: head.staffId })
  expect(codeOfObjection(await decideAs(head, report, refusal(null)))).toBe('answer_needed')
  expect(codeOfObjection(await decideAs(head, report, refusal('   ')))).toBe('answer_needed')
  doneValue(await decideAs(head, report, refusal('Chữ trên ảnh không đọc được.')))
  expect(await own(report)).toMatchObject({
    mayAppeal: true,
    appeals: 1,
    refusal: { answer: 'Chữ trên ảnh không đọc được.' },
  })

  house.clock.advance(3 * DAY)
  const { dueAt } = doneValue(await appeal(report))
  expect(dueAt.getTime() - house.clock.now().getTime()).toBe(2 * DAY)
  expect(await reportNow(house.app, report.id)).toMatchObject({ unitId: 'ttyt-mau', takenBy: district.staffId })
  expect(codeOfObjection(await decideAs(clerk, report, refusal('x')))).toBe('no_such_report')
  const view = doneValue(await openCase(house.app, { officer: district, code: report.code }))
  expect([view.maySeePhotos, view.actions.includes('refuse')]).toEqual([true, true])
  expect(codeOfObjection(await decideAs(district, report, refusal(null)))).toBe('answer_needed')
  doneValue(await decideAs(district, report, refusal('Trung tâm đã xem lại và giữ nguyên.')))
  expect(await own(report)).toMatchObject({ mayAppeal: false, appeals: 2 })
  expect(codeOfObjection(await appeal(report))).toBe('not_possible_now')
})

test('D05 each appeal has its own 30 days', async () => {
  const report = await aReport(house)
  doneValue(await decideAs(clerk, report, refusal(null)))
  house.clock.advance(29 * DAY)
  doneValue(await appeal(report))
  doneValue(await decideAs(head, report, refusal('Giữ nguyên.')))
  house.clock.advance(29 * DAY)
  expect((await own(report)).mayAppeal).toBe(true)
  house.clock.advance(DAY + 1)
  expect([codeOfObjection(await appeal(report)), (await own(report)).mayAppeal]).toEqual(['appeal_too_late', false])
})

test('D05 K02 the district decides what lies with the district, and nothing of its stations', async () => {
  const report = await aReport(house)
  expect(codeOfObjection(await decideAs(district, report, refusal('x')))).toBe('not_your_unit')
  const view = doneValue(await openCase(house.app, { officer: district, code: report.code }))
  expect([view.actions, view.maySeePhotos]).toEqual([['hand_over'], false])
})
