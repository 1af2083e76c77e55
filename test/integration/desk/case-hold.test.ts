import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import { HOLD_MS } from '../../../core/domain/staff/case-hold.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { takeOverCase } from '../../../core/use-cases/desk/case-hold.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { noon } from '../../support/clock.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aboutPhone, anOfficer, aReport, must, objectionOf, reportNow } from './desk-house.ts'

let house: TestHouse
let mine: Officer
let theirs: Officer
beforeAll(async () => {
  house = await openTestHouse()
  mine = await anOfficer(house)
  theirs = await anOfficer(house)
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(noon))

const open = async (officer: Officer, { code }: Report) => must(await openCase(house.app, { officer, code }))
const decideAs = (officer: Officer, { code }: Report, decision: Decision, version = 1) =>
  decide(house.app, { officer, code, version, decision })
const aCase = async () => aReport(house, aboutPhone(await house.person()))

test('E04 whoever opens a case first holds it for 15 minutes; a colleague sees the name and decides nothing', async () => {
  const report = await aCase()
  const [first, second] = [await open(mine, report), await open(theirs, report)]
  expect(first.heldBy).toBeNull()
  expect(first.actions).toContain('approve')
  expect(second.heldBy).toMatchObject({ staffId: mine.staffId, staffName: mine.fullName })
  expect(objectionOf(await decideAs(theirs, report, { action: 'approve' }))).toBe('held_by_colleague')
  must(await decideAs(mine, report, { action: 'approve' }))
})

test('E04 the lock runs out by itself, and each look of its holder prolongs it', async () => {
  const report = await aCase()
  await open(mine, report)
  house.clock.advance(HOLD_MS - 1_000)
  await open(mine, report)
  house.clock.advance(HOLD_MS - 1_000)
  expect((await open(theirs, report)).heldBy?.staffId).toBe(mine.staffId)
  house.clock.advance(1_000)
  expect((await open(theirs, report)).heldBy).toBeNull()
  expect(objectionOf(await decideAs(mine, report, { action: 'approve' }))).toBe('held_by_colleague')
})

test('E04 twenty officers open one case at once, twice: exactly one holds it', async () => {
  const report = await aCase()
  const officers = await Promise.all(Array.from({ length: 20 }, () => anOfficer(house)))
  const views = await Promise.all([...officers, ...officers].map((officer) => open(officer, report)))
  const holders = officers.filter((_, at) => views[at]?.heldBy === null && views[at + officers.length]?.heldBy === null)
  expect(holders).toHaveLength(1)
})

test('E04 a take-over is one act, written into the history and the audit with both names', async () => {
  const report = await aCase()
  await open(mine, report)
  must(await takeOverCase(house.app, { officer: theirs, code: report.code }))
  expect((await open(mine, report)).heldBy?.staffId).toBe(theirs.staffId)
  const { steps } = await open(theirs, report)
  expect(steps.at(-1)).toMatchObject({
    action: 'take_over',
    staffName: theirs.fullName,
    detail: { takenOverFrom: mine.staffId },
  })
  const audit = house.db.selectFrom('audit').select(['staff_id', 'detail']).where('action', '=', 'take_over')
  expect(await audit.where('subject_id', '=', report.id).execute()).toEqual([
    { staff_id: theirs.staffId, detail: { takenOverFrom: mine.staffId } },
  ])
  expect(objectionOf(await takeOverCase(house.app, { officer: theirs, code: report.code }))).toBe('changed_meanwhile')
})

test('E04 the next case is never one that a colleague has open, and a decided case is free again', async () => {
  const early = await aReport(house, {
    ...aboutPhone(await house.person()),
    recordedAt: new Date(noon.getTime() - 40 * 3_600_000),
  })
  const report = await aCase()
  await open(theirs, early)
  const decided = must(await decideAs(mine, report, { action: 'approve' }))
  expect(decided.next).not.toBe(early.code)
  const filter = { state: null, type: null, colour: null, mine: false, code: null, open: true }
  const { rows } = must(await listWork(house.app, { officer: mine, filter, order: 'due', after: null }))
  expect(rows.find(({ code }) => code === early.code)?.openWith).toBe(theirs.fullName)
  must(await decideAs(theirs, early, { action: 'ask_citizen', wanted: ['visit'], why: 'missing', sentence: null }))
  const version = (await reportNow(house.app, early.id)).version
  must(await decideAs(mine, early, { action: 'approve' }, version))
})
