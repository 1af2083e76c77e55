import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { lookAtHurry } from '../../../core/use-cases/desk/look-at-hurry.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import {
  aReport,
  BROWSER,
  codeOfObjection,
  doneValue,
  holdPhone,
  lastCode,
  newDraft,
} from '../citizen/citizen-builders.ts'
import { anOfficer, aReport as queued } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
let clerk: Officer
let phones = 0
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  clerk = await anOfficer(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})
beforeEach(async () => {
  house.clock.advance(3_600_000)
  await house.db.updateTable('reports').set({ state: 'closed' }).execute()
})

const flight = { reason: 'flight' as const, neededOn: '2026-11-30' }

async function urgent(urgency: typeof flight | null = flight) {
  phones += 1
  const phone = `+8491232${1000 + phones}`
  await holdPhone(house, BROWSER, phone)
  const command = await aReport(house, { draftId: await newDraft(house), phone, urgency })
  return doneValue(await recordReport(house.app, command)).code
}
const noFilter = { state: null, type: null, colour: null, code: null, mine: false, open: true }
const queue = async () => {
  const page = await listWork(house.app, { officer: clerk, filter: noFilter, order: 'due', after: null })
  return doneValue(page).rows.map(({ code }) => code)
}
const awaitingLook = async () => {
  const filter = { ...noFilter, open: false, awaitsLook: true }
  const { rows, counts } = doneValue(await listWork(house.app, { officer: clerk, filter, order: 'due', after: null }))
  expect(counts.awaitLook).toBe(rows.length)
  return rows.map(({ code }) => code)
}
const laneOf = async (code: string) => doneValue(await trackReport(house.app, { code, address: BROWSER })).urgentLane

test('B12 an urgent report stands first, whatever is due earlier, and its citizen reads so', async () => {
  const early = (await queued(house)).code
  const code = await urgent()
  expect(await queue()).toEqual([code, early])
  expect([await laneOf(code), await laneOf(await urgent(null))]).toEqual(['urgent', null])
})

test('B12 the lane holds a tenth of what is open: the next one is handled as usual and told', async () => {
  for (let count = 0; count < 17; count += 1) await queued(house)
  const [first, second] = [await urgent(), await urgent()]
  expect([await laneOf(first), await laneOf(second)]).toEqual(['urgent', 'full'])
  expect((await queue()).indexOf(second)).toBeGreaterThan(0)
})

test('B12 every use is looked at by somebody else; proof that shows nothing leads back, kindly', async () => {
  const code = await urgent()
  const report = await house.app.store.transaction((tx) => tx.reports.byCode(code))
  doneValue(
    await decide(house.app, { officer: clerk, code, version: report?.version ?? 0, decision: { action: 'take' } }),
  )
  expect(codeOfObjection(await lookAtHurry(house.app, { officer: clerk, code, proved: false }))).toBe('other_reviewer')
  const second = await anOfficer(house)
  expect(await awaitingLook(), 'the list of what still waits for its look').toContain(code)
  doneValue(await lookAtHurry(house.app, { officer: second, code, proved: false }))
  expect(await laneOf(code)).toBe('refused')
  expect(await awaitingLook()).not.toContain(code)
  expect(codeOfObjection(await lookAtHurry(house.app, { officer: second, code, proved: true }))).toBe(
    'not_possible_now',
  )
  const told = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('report_id', '=', report?.id ?? '')
    .execute()
  expect(told.map(({ content }) => (content as { templateKey: string }).templateKey)).toContain('urgent-refused')
  const looks = await house.db
    .selectFrom('urgent_uses')
    .selectAll()
    .where('report_id', '=', report?.id ?? '')
    .execute()
  expect(looks).toMatchObject([{ lane: 'refused', looked_by: second.staffId }])
})

test('B12 on the page: published criteria, a reason, a day within 30, and the proof is asked for', async () => {
  const phone = '+84970008888'
  const browser = portal.browser()
  let page = await browser.send(await browser.open('/phan-anh'), { aboutOther: 'NO_PASSPORT_YET' })
  page = await browser.send(page, {
    fullName: 'Lò Thị Bưởi',
    birthDate: '17/05/1990',
    sex: 'female',
    phone: '0970008888',
  })
  page = await browser.send(page, { code: await lastCode(house, phone) })
  page = await browser.send(page, { note: '' })
  page = await browser.send(page, {}, 'next')
  expect(page.html).toContain('Tôi cần gấp vì chuyến bay')
  page = await browser.open('/phan-anh/viec-gap')
  for (const words of ['một phần mười', '30 ngày', 'cán bộ khác xem lại']) expect(page.html).toContain(words)
  page = await browser.send(page, { neededOn: '30/11/2026' })
  expect([page.status, page.html.includes('Chọn một lý do.')]).toEqual([422, true])
  page = await browser.send(page, { reason: 'school', neededOn: '30/01/2027' })
  expect([page.status, page.html.includes('đến 30 ngày tới')]).toEqual([422, true])
  page = await browser.send(page, { reason: 'school', neededOn: '30/11/2026' })
  expect(page.url).toBe('/phan-anh/anh')
  page = await browser.open('/phan-anh/doc-lai')
  expect(page.html).toContain('Nhập học, cần trước 30/11/2026')
})
