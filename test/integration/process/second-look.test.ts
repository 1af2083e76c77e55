import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { appealReport } from '../../../core/use-cases/citizen/appeal-report.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { resendReport } from '../../../core/use-cases/citizen/resend-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, hoa, holdPhone, newDraft } from '../citizen/citizen-builders.ts'
import { anOfficer, reportNow } from '../desk/desk-house.ts'

let house: TestHouse
let clerk: Officer
let head: Officer
let born = 1940
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
  head = await anOfficer(house, { role: 'head' })
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(2 * 3_600_000)
  await holdPhone(house)
  born += 1
})

const DAY = 24 * 3_600_000
const refusal: Decision = { action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence: null }

/** The same citizen each time within one test. */
async function send(types: 'WRONG_NAME' | 'WRONG_SEX' = 'WRONG_NAME') {
  const claimant = { ...hoa, birthDate: `${born}-03-04` }
  const changes =
    types === 'WRONG_NAME'
      ? [{ field: 'fullName' as const, correct: 'Nguyễn Thị Thơ', source: 'typed' as const }]
      : [{ field: 'sex' as const, correct: 'male', source: 'typed' as const }]
  const wish = { claimant, types: [types], changes, draftId: await newDraft(house) }
  const { code, reportId } = doneValue(await recordReport(house.app, await aReport(house, wish)))
  return { code, id: reportId }
}

async function decideAs(officer: Officer, id: string, decision: Decision) {
  const { code, version } = await reportNow(house.app, id)
  return decide(house.app, { officer, code, version, decision })
}

test('B08 there is no lifetime limit: a fourth report on a field refused three times is taken, and lands with another reviewer', async () => {
  for (let round = 1; round <= 3; round++) {
    const { id } = await send()
    expect((await reportNow(house.app, id)).takenBy).toBeNull()
    doneValue(await decideAs(clerk, id, refusal))
    house.clock.advance(10 * 60_000)
  }
  const fourth = await send()
  expect(await reportNow(house.app, fourth.id)).toMatchObject({
    state: 'queued',
    takenBy: head.staffId,
    unitId: 'tyt-mau',
  })
  expect(codeOfObjection(await decideAs(clerk, fourth.id, refusal))).toBe('other_reviewer')
  expect(doneValue(await openCase(house.app, { officer: clerk, code: fourth.code })).actions).toEqual(['hand_over'])
  // Whoever opened the case holds it for a quarter of an hour (features E04).
  house.clock.advance(16 * 60_000)
  expect(doneValue(await decideAs(head, fourth.id, refusal)).report.state).toBe('refused')
  const otherField = await send('WRONG_SEX')
  expect((await reportNow(house.app, otherField.id)).takenBy).toBeNull()
})

test('B08 the same report, refused and sent again, passes to another after its third refusal; with nobody left, to the unit above', async () => {
  const { code, id } = await send()
  for (let round = 1; round <= 4; round++) {
    doneValue(await decideAs(round <= 3 ? clerk : head, id, refusal))
    const changes = [
      { field: 'fullName' as const, correct: `Nguyễn Thị Thơ${'aăâeê'.charAt(round)}`, source: 'typed' as const },
    ]
    doneValue(await resendReport(house.app, { code, address: BROWSER, changes }))
    const { takenBy, unitId } = await reportNow(house.app, id)
    const expected = round < 3 ? [null, 'tyt-mau'] : round === 3 ? [head.staffId, 'tyt-mau'] : [null, 'ttyt-mau']
    expect([round, takenBy, unitId]).toEqual([round, ...expected])
  }
})

test('B08 the limit is by the hour, and says how long to wait', async () => {
  const outcomes = []
  for (let i = 0; i < 22; i++)
    outcomes.push(
      await recordReport(
        house.app,
        await aReport(house, { draftId: await newDraft(house), idempotencyKey: `many|${i}` }),
      ),
    )
  expect(outcomes.filter((outcome) => !outcome.ok).map(codeOfObjection)).toEqual(['too_often', 'too_often'])
  house.clock.advance(3_600_000)
  await holdPhone(house)
  const again = await aReport(house, { draftId: await newDraft(house), idempotencyKey: 'many|later' })
  expect((await recordReport(house.app, again)).ok).toBe(true)
})

test('D05 an appeal goes to somebody else, gets 48 hours of its own, and its text stands on the case', async () => {
  const { code, id } = await send()
  doneValue(await decideAs(clerk, id, refusal))
  expect(doneValue(await trackReport(house.app, { code, address: BROWSER })).mayAppeal).toBe(true)
  house.clock.advance(3 * DAY)
  await holdPhone(house)
  const { dueAt } = doneValue(await appealReport(house.app, { code, address: BROWSER, text: ' Giấy đọc được mà. ' }))
  expect(dueAt.getTime() - house.clock.now().getTime()).toBe(2 * DAY)
  expect(await reportNow(house.app, id)).toMatchObject({
    state: 'queued',
    takenBy: head.staffId,
    round: 1,
    note: 'Giấy đọc được mà.',
  })
  expect(codeOfObjection(await decideAs(clerk, id, refusal))).toBe('other_reviewer')
  const told = await house.app.store.transaction((tx) => tx.outbox.ofReport(id))
  expect(told.at(-1)).toMatchObject({ templateKey: 'report-appealed' })
})

test('D05 by its own citizen, only after a refusal; a repaired report may be appealed anew', async () => {
  const { code, id } = await send()
  const appeal = (address = BROWSER) => appealReport(house.app, { code, address, text: '' })
  expect(codeOfObjection(await appeal())).toBe('not_possible_now')
  doneValue(await decideAs(clerk, id, refusal))
  expect(codeOfObjection(await appeal('web|portal|stranger'))).toBe('no_such_report')
  doneValue(await appeal())
  doneValue(await decideAs(head, id, { ...refusal, sentence: 'Giữ nguyên.' }))
  const changes = [{ field: 'fullName' as const, correct: 'Nguyễn Thị Thảo', source: 'typed' as const }]
  doneValue(await resendReport(house.app, { code, address: BROWSER, changes }))
  const third = await anOfficer(house)
  doneValue(await decideAs(third, id, refusal))
  expect(doneValue(await trackReport(house.app, { code, address: BROWSER }))).toMatchObject({
    mayAppeal: true,
    appeals: 0,
  })
})
