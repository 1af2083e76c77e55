import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../core/ports/app.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { lookAgain } from '../../../core/use-cases/desk/look-again.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { settleRows } from '../../../core/use-cases/exchange/settle-rows.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aboutPhone, anOfficer, aReport, must, objectionOf } from './desk-house.ts'

let house: TestHouse
let clerk: Officer
let head: Officer
/** The house whose dice always choose the decision for a second look, and the one whose dice never do. */
let chosen: App
let passed: App
beforeAll(async () => {
  house = await openTestHouse()
  chosen = { ...house.app, random: () => 0.049 }
  passed = { ...house.app, random: () => 0.05 }
  clerk = await anOfficer(house)
  head = await anOfficer(house, { role: 'head' })
})
afterAll(() => house.close())

async function approved(app: App, officer = clerk) {
  const report = await aReport(house, aboutPhone(await house.person()))
  must(await decide(app, { officer, code: report.code, version: 1, decision: { action: 'approve' } }))
  return report
}

const rechecksOf = async (officer: Officer) => {
  const filter = { state: null, type: null, colour: null, mine: false, code: null, recheck: true }
  return must(await listWork(house.app, { officer, filter, order: 'due', after: null }))
}

test('E11 one decision in twenty goes to a colleague who did not take it, and stands in their queue until looked at', async () => {
  const report = await approved(chosen)
  await approved(passed)
  const waiting = await rechecksOf(head)
  expect(waiting.rows.map(({ code }) => code)).toEqual([report.code])
  expect(waiting.counts.rechecks).toBe(1)
  expect((await rechecksOf(clerk)).rows).toEqual([])
  expect(must(await openCase(house.app, { officer: head, code: report.code })).recheck?.decidedBy).toBe(clerk.staffId)
  const { code } = report
  expect(objectionOf(await lookAgain(house.app, { officer: clerk, code, verdict: 'right', note: null }))).toBe(
    'other_reviewer',
  )
  expect(objectionOf(await lookAgain(house.app, { officer: head, code, verdict: 'wrong', note: ' ' }))).toBe(
    'reason_needed',
  )
  must(await lookAgain(house.app, { officer: head, code, verdict: 'wrong', note: 'Số mới chưa được gọi thử.' }))
  expect((await rechecksOf(head)).rows).toEqual([])
  const { steps, report: now } = must(await openCase(house.app, { officer: clerk, code }))
  expect(steps.at(-2)).toMatchObject({ action: 'recheck_wrong', staffName: head.fullName })
  expect(steps.at(-1)).toMatchObject({ action: 'reopen', by: 'system' })
  expect(now).toMatchObject({ state: 'queued', round: 2, takenBy: null, dueAt: report.dueAt })
})

test('E11 a decision found wrong comes back with its note, nothing of it goes out, and another officer says that it is right now', async () => {
  const report = await approved(chosen)
  const { code } = report
  must(await lookAgain(house.app, { officer: head, code, verdict: 'wrong', note: 'Số mới chưa được gọi thử.' }))
  const opened = must(await openCase(house.app, { officer: head, code }))
  expect(opened.doubts).toMatchObject([{ decision: 'approve', round: 1, staffName: head.fullName }])
  expect(opened.doubts[0]?.note).toBe('Số mới chưa được gọi thử.')
  const changes = () => house.app.store.transaction((tx) => tx.approvedChanges.ofReport(report.id))
  expect((await changes()).map(({ state }) => state)).toEqual(['dropped'])
  // Whoever found it wrong decides; the dice would spare this one, yet somebody else looks: never the same person.
  const { version } = opened.report
  must(await decide(passed, { officer: head, code, version, decision: { action: 'take' } }))
  must(await decide(passed, { officer: head, code, version: version + 1, decision: { action: 'approve' } }))
  const again = must(await openCase(house.app, { officer: clerk, code }))
  expect(again.recheck).toMatchObject({ decidedBy: head.staffId, forStaffId: clerk.staffId, round: 2 })
  expect(objectionOf(await lookAgain(house.app, { officer: head, code, verdict: 'right', note: null }))).toBe(
    'other_reviewer',
  )
  must(await lookAgain(house.app, { officer: clerk, code, verdict: 'right', note: null }))
  expect(must(await openCase(house.app, { officer: clerk, code })).report.state).toBe('approved')
  expect((await changes()).map(({ state }) => state).sort()).toEqual(['approved', 'dropped'])
})

test('E11 what is with the Platform when it is found wrong comes back when the Platform has answered', async () => {
  const report = await approved(chosen)
  const { code, personId } = report
  const actor = { kind: 'staff', staffId: clerk.staffId, role: 'clerk', unitId: clerk.unitId } as const
  must(await exportForPlatform(house.app, { officer: actor, kind: 'hand_edit' }))
  must(await lookAgain(house.app, { officer: head, code, verdict: 'wrong', note: 'Sai số.' }))
  const state = async () => must(await openCase(house.app, { officer: clerk, code })).report.state
  expect(await state()).toBe('exported')
  await house.app.store.transaction(async (tx) => {
    const pending = await tx.exports.lockPending([personId ?? ''], house.clock.now())
    const seen = { personId: personId ?? '', importId: null as never, result: null }
    expect(await settleRows(house.app, tx, pending, { ...seen, values: (row) => row.after })).toBe(1)
  })
  expect(await state()).toBe('queued')
})

test('E11 the share is five in a hundred', async () => {
  const before = await house.db.selectFrom('rechecks').select('id').execute()
  let throws = 0
  const app = { ...house.app, random: () => (throws++ % 100) / 100 }
  const report = await aReport(house, aboutPhone(await house.person()))
  const { chooseRecheck } = await import('../../../core/use-cases/desk/choose-recheck.ts')
  await house.app.store.transaction(async (tx) => {
    for (let n = 0; n < 100; n += 1) await chooseRecheck(app, tx, clerk, report, { action: 'approve' }, 'VN')
  })
  const after = await house.db.selectFrom('rechecks').select('id').execute()
  expect(after.length - before.length).toBe(5)
})

test('E11 a station of one officer has its decisions looked at by the unit above', async () => {
  await house.app.store.transaction((tx) =>
    tx.units.add(
      {
        id: 'tyt-mot',
        kind: 'station',
        name: 'Trạm Y tế xã Một',
        parentId: 'ttyt-mau',
        policeUnitId: 'ca-mau',
        address: null,
        openingHours: null,
      },
      house.clock.now(),
    ),
  )
  const alone = await anOfficer(house, { unitId: 'tyt-mot' })
  const district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  const report = await aReport(house, { ...aboutPhone(await house.person()), unitId: 'tyt-mot' })
  must(await decide(chosen, { officer: alone, code: report.code, version: 1, decision: { action: 'approve' } }))
  expect((await rechecksOf(district)).rows.map(({ code }) => code)).toEqual([report.code])
  must(await lookAgain(house.app, { officer: district, code: report.code, verdict: 'right', note: null }))
})

test('E11 the table itself refuses whoever decided as the one who looks again', async () => {
  const report = await approved(chosen)
  const forged = house.db
    .updateTable('rechecks')
    .set({ looked_by: clerk.staffId, looked_at: house.clock.now(), verdict: 'right' })
    .where('report_id', '=', report.id)
    .execute()
  await expect(forged).rejects.toThrow(/rechecks/)
})

test('E11 no dose removal and no foreign identity reaches the approved changes on one officer’s word, whatever the program does', async () => {
  const person = await house.person({ nationality: 'KR' })
  const report = await aReport(house, { personId: person.id, types: ['DOSE_NOT_MINE'], changes: [] })
  const [event] = await house.db.selectFrom('report_events').select('id').where('report_id', '=', report.id).execute()
  const write = (field: string, kind: string, correct: string, foreigner: boolean) =>
    house.db
      .insertInto('approved_changes')
      .values({
        id: crypto.randomUUID(),
        person_id: person.id,
        field,
        kind,
        correct,
        foreigner,
        health_event_id: event?.id ?? null,
        report_id: report.id,
        created_at: house.clock.now(),
      })
      .execute()
  const removal = JSON.stringify({ number: '1', removed: 'yes' })
  const alone = /needs two officers/
  await expect(write('dose', 'dose', removal, false)).rejects.toThrow(alone)
  await expect(write('id_number', 'identity', '"M12345678"', true)).rejects.toThrow(alone)
  await write('dose', 'dose', JSON.stringify({ number: '1', removed: null }), false)
  const look = { reportId: report.id, round: 1, staffId: clerk.staffId, at: house.clock.now() }
  await house.app.store.transaction((tx) => tx.secondLooks.first(look))
  await expect(write('dose', 'dose', removal, false)).rejects.toThrow(alone)
  await house.app.store.transaction((tx) => tx.secondLooks.second({ ...look, staffId: head.staffId }))
  await write('dose', 'dose', removal, false)
  await write('id_number', 'identity', '"M12345678"', true)
})

test('E11 a merge is never confirmed by whoever proposed it: the table says no', async () => {
  const [kept, joined] = [await house.person(), await house.person()]
  const report = await aReport(house, { personId: kept.id })
  const merge = house.db
    .insertInto('record_joins')
    .values({
      id: crypto.randomUUID(),
      kept_id: kept.id,
      joined_id: joined.id,
      report_id: report.id,
      proposed_by: clerk.staffId,
      proposed_at: house.clock.now(),
      confirmed_by: clerk.staffId,
      confirmed_at: house.clock.now(),
    })
    .execute()
  await expect(merge).rejects.toThrow(/record_joins/)
})
