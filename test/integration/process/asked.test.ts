import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { REPORT_HOURS } from '../../../core/domain/report/report-clock.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { addNote } from '../../../core/use-cases/chat/add-note.ts'
import { answerRequest } from '../../../core/use-cases/citizen/answer-request.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { remindAsked } from '../../../core/use-cases/clock/remind-asked.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { codeOfObjection, doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, reportNow } from '../desk/desk-house.ts'

let house: TestHouse
let clerk: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
})
afterAll(() => house.close())
beforeEach(() => house.clock.advance(3_600_000))

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ask: Decision = { action: 'ask_citizen', wanted: ['card_photo', 'birth_date'], why: 'unreadable', sentence: null }

async function asked(decision = ask) {
  const report = await aReport(house)
  const { code, id, version } = report
  doneValue(await decide(house.app, { officer: clerk, code, version, decision }))
  return { id, code, address: report.address ?? '' }
}

const reminders = async (id: string) => {
  const told = await house.app.store.transaction((tx) => tx.outbox.ofReport(id))
  return told.filter(({ templateKey }) => templateKey === 'more-asked-again').length
}

test('D09 a request names items and a reason; without either it is not sent', async () => {
  const { code, version } = await aReport(house)
  for (const lacking of [{ wanted: [] }, { why: null }]) {
    const decision = { ...ask, ...lacking } as Decision
    expect(codeOfObjection(await decide(house.app, { officer: clerk, code, version, decision }))).toBe('reason_needed')
  }
})

test('D09 the 48 hours go on, and a second clock says since when the station waits for the citizen', async () => {
  const { id, code, address } = await asked()
  const at = house.clock.now()
  house.clock.advance(26 * HOUR)
  const report = await reportNow(house.app, id)
  const tracking = doneValue(await trackReport(house.app, { code, address }))
  expect(tracking.asked).toEqual({ at, days: 1, wanted: ['card_photo', 'birth_date'], why: 'unreadable' })
  expect(tracking.dueAt).toEqual(new Date(report.recordedAt.getTime() + REPORT_HOURS * HOUR))
  const view = doneValue(await openCase(house.app, { officer: clerk, code }))
  expect([view.askedAt, view.report.dueAt]).toEqual([at, tracking.dueAt])
})

test('D09 the answer of the citizen stands on the case and ends the second clock, not the first', async () => {
  const { id, code, address } = await asked()
  house.clock.advance(HOUR)
  expect(codeOfObjection(await answerRequest(house.app, { code, address: 'zalo|oa|stranger', text: 'x' }))).toBe(
    'no_such_report',
  )
  expect(codeOfObjection(await answerRequest(house.app, { code, address, text: '  ' }))).toBe('reason_needed')
  doneValue(await answerRequest(house.app, { code, address, text: 'Tôi sinh ngày 05/08/1990.' }))
  const view = doneValue(await openCase(house.app, { officer: clerk, code }))
  expect([view.askedAt, view.report.note, view.report.state]).toEqual([null, 'Tôi sinh ngày 05/08/1990.', 'in_review'])
  expect(doneValue(await trackReport(house.app, { code, address })).asked).toBeNull()
  expect(id).toBe(view.report.id)
})

test('D09 reminders after 1, 3 and 7 days, once each, however often the house looks', async () => {
  const { id } = await asked()
  const seen: number[] = []
  for (let day = 0; day <= 10; day++) {
    await Promise.all([remindAsked(house.app), remindAsked(house.app)])
    await remindAsked(house.app)
    seen.push(await reminders(id))
    house.clock.advance(DAY)
  }
  expect(seen).toEqual([0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3])
})

test('D09 no reminder after an answer, however it came, nor after a decision', async () => {
  const [answered, noted, decided] = [await asked(), await asked(), await asked()]
  doneValue(await answerRequest(house.app, { ...answered, text: 'Đây ạ' }))
  doneValue(await addNote(house.app, { reportId: noted.id, address: noted.address, text: 'Đây ạ' }))
  const { version } = await reportNow(house.app, decided.id)
  const refuse: Decision = { action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence: null }
  doneValue(await decide(house.app, { officer: clerk, code: decided.code, version, decision: refuse }))
  house.clock.advance(8 * DAY)
  await remindAsked(house.app)
  for (const { id } of [answered, noted, decided]) expect(await reminders(id)).toBe(0)
})

test('D09 a house that slept a week reminds once; a second question starts its own count', async () => {
  const { id, code } = await asked()
  house.clock.advance(8 * DAY)
  await remindAsked(house.app)
  await remindAsked(house.app)
  expect(await reminders(id)).toBe(1)
  const { version } = await reportNow(house.app, id)
  doneValue(await decide(house.app, { officer: clerk, code, version, decision: { ...ask, why: 'missing' } }))
  await remindAsked(house.app)
  expect(await reminders(id)).toBe(1)
  house.clock.advance(DAY)
  await remindAsked(house.app)
  expect(await reminders(id)).toBe(2)
})
