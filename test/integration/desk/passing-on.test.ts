import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { describeReport } from '../../../core/use-cases/citizen/describe-report.ts'
import { chaseDeadlines } from '../../../core/use-cases/clock/chase-deadlines.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { ownNotices } from '../../../core/use-cases/staff-notices/own-notices.ts'
import { tellDeadlines } from '../../../core/use-cases/staff-notices/tell-deadlines.ts'
import { noon } from '../../support/clock.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aboutPhone, anOfficer, aReport, must, objectionOf, reportNow } from './desk-house.ts'

const HOUR = 3_600_000

let house: TestHouse
let clerk: Officer
let other: Officer
let district: Officer
beforeAll(async () => {
  house = await openTestHouse()
  await house.app.store.transaction((tx) =>
    tx.units.add(
      {
        id: 'tyt-khac',
        kind: 'station',
        name: 'Trạm Y tế xã Khác',
        parentId: 'ttyt-mau',
        policeUnitId: 'ca-mau',
        address: null,
        openingHours: null,
      },
      noon,
    ),
  )
  clerk = await anOfficer(house)
  other = await anOfficer(house, { unitId: 'tyt-khac' })
  district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(noon))

const decideAs = async (officer: Officer, { id, code }: Report, decision: Decision) =>
  decide(house.app, { officer, code, version: (await reportNow(house.app, id)).version, decision })
const pass = (officer: Officer, report: Report, unitId: string) =>
  decideAs(officer, report, { action: 'hand_over', unitId })
const track = (report: Report) =>
  house.app.store.transaction(async (tx) => {
    const now = await tx.reports.get(report.id)
    if (!now) throw new Error('no such report')
    return describeReport(house.app, tx, now, true)
  })

/** Two stations that each say "not ours", and the third time the district is asked. */
async function twicePassedOn(): Promise<Report> {
  const report = await aReport(house, aboutPhone(await house.person()))
  must(await pass(clerk, report, 'tyt-khac'))
  must(await pass(other, report, 'tyt-mau'))
  return report
}

test('E02 at most two hops between units; then only the district can be asked, and the citizen reads the count', async () => {
  const report = await twicePassedOn()
  expect((await track(report)).hops).toBe(2)
  const view = must(await openCase(house.app, { officer: clerk, code: report.code }))
  expect(view.handOverTo).toEqual([{ id: 'ttyt-mau', name: 'Trung tâm Y tế khu vực Mẫu' }])
  expect(objectionOf(await pass(clerk, report, 'tyt-khac'))).toBe('not_your_unit')
  must(await pass(clerk, report, 'ttyt-mau'))
  const tracking = await track(report)
  expect(tracking).toMatchObject({
    hops: 2,
    recordedAt: noon,
    dueAt: report.dueAt,
    ruling: { unitName: 'Trung tâm Y tế khu vực Mẫu', dueAt: new Date(noon.getTime() + 24 * HOUR) },
  })
})

test('E02 the unit that the district names keeps the report: no ping-pong', async () => {
  const report = await twicePassedOn()
  must(await pass(clerk, report, 'ttyt-mau'))
  const filter = { state: null, type: null, colour: null, mine: false, code: null, awaitsRuling: true }
  const waiting = must(await listWork(house.app, { officer: district, filter, order: 'due', after: null }))
  expect(waiting.rows.map(({ code }) => code)).toContain(report.code)
  must(await pass(district, report, 'tyt-khac'))
  expect(await track(report)).toMatchObject({ hops: 2, ruling: null, holder: { unitName: 'Trạm Y tế xã Khác' } })
  const view = must(await openCase(house.app, { officer: other, code: report.code }))
  expect(view.actions).not.toContain('hand_over')
  expect(view.ruling).toMatchObject({ unitName: 'Trạm Y tế xã Khác', ruledUnitId: 'tyt-khac' })
  expect(objectionOf(await pass(other, report, 'ttyt-mau'))).toBe('not_possible_now')
})

test('E02 a district that is silent for 24 hours is told on to the province, once, and its own decision ends it', async () => {
  const report = await twicePassedOn()
  must(await pass(clerk, report, 'ttyt-mau'))
  const notices = () =>
    house.db
      .selectFrom('deadline_notices')
      .select(['unit_ids'])
      .where('subject_id', '=', report.id)
      .where('kind', '=', 'ruling_late')
      .execute()
  house.clock.advance(23 * HOUR)
  await chaseDeadlines(house.app)
  expect(await notices()).toEqual([])
  house.clock.advance(HOUR)
  await Promise.all([chaseDeadlines(house.app), chaseDeadlines(house.app)])
  expect(await notices()).toEqual([{ unit_ids: ['ttyt-mau', 'syt-mau'] }])
  await tellDeadlines(house.app)
  const told = await ownNotices(house.app, { officer: district })
  expect(told.map(({ kind, detail }) => [kind, detail.code])).toContainEqual(['ruling_late', report.code])
  must(await decideAs(district, report, { action: 'approve' }))
  const row = await house.db
    .selectFrom('hop_rulings')
    .selectAll()
    .where('report_id', '=', report.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ ruled_by: district.staffId, ruled_unit_id: 'ttyt-mau' })
})

test('E02 a report passed on at once by two officers goes to one unit and counts one hop', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const mate = await anOfficer(house)
  const both = await Promise.all([
    decide(house.app, {
      officer: clerk,
      code: report.code,
      version: 1,
      decision: { action: 'hand_over', unitId: 'tyt-khac' },
    }),
    decide(house.app, {
      officer: mate,
      code: report.code,
      version: 1,
      decision: { action: 'hand_over', unitId: 'ttyt-mau' },
    }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await reportNow(house.app, report.id)).hops).toBe(1)
})

test('E10 what is overdue at a station stands on the list of its district', async () => {
  const late = await aReport(house, {
    ...aboutPhone(await house.person()),
    recordedAt: new Date(noon.getTime() - 48 * HOUR),
  })
  await aReport(house, { ...aboutPhone(await house.person()), recordedAt: new Date(noon.getTime() - 47 * HOUR) })
  const filter = { state: null, type: null, colour: 'overdue' as const, mine: false, code: null }
  const { rows } = must(await listWork(house.app, { officer: district, filter, order: 'due', after: null }))
  expect(rows.map(({ code }) => code)).toEqual([late.code])
})

test('E01 E10 what lies with the province itself is decided there; what lies below it is not', async () => {
  const province = await anOfficer(house, { role: 'province', unitId: 'syt-mau' })
  const own = await aReport(house, { ...aboutPhone(await house.person()), unitId: 'syt-mau' })
  const below = await aReport(house, aboutPhone(await house.person()))
  expect(must(await openCase(house.app, { officer: province, code: own.code })).actions).toContain('approve')
  expect(must(await openCase(house.app, { officer: province, code: below.code })).actions).toEqual([])
  expect(objectionOf(await pass(province, below, 'tyt-khac'))).toBe('not_your_unit')
  must(await pass(province, own, 'tyt-mau'))
  expect((await reportNow(house.app, own.id)).unitId).toBe('tyt-mau')
  const filter = { state: null, type: null, colour: null, mine: false, code: null, ownUnit: true }
  const pull = must(await listWork(house.app, { officer: province, filter, order: 'due', after: null }))
  expect(pull.rows.every(({ unitName }) => unitName === 'Sở Y tế tỉnh Mẫu')).toBe(true)
})
