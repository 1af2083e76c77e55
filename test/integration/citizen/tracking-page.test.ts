import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRenderer } from '../../../templates/render.ts'
import { formatDeadline } from '../../../templates/rendering/formatters.ts'
import { plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport } from '../desk/desk-house.ts'
import { hoa } from './citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const HOUR = 3_600_000
const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
const say = (key: string, params?: Record<string, number>) => render.sentence(key, 'vi', params)
const PHONE = '+84912345678'

/** Somebody at a new browser who knows a code and guesses the end of the phone. */
async function track(code: string, tail: string): Promise<{ status: number; text: string }> {
  const browser = portal.browser()
  const page = await browser.send(await browser.open('/theo-doi'), { code, tail })
  return { status: page.status, text: plain(page.html) }
}

test('D03 ten tries an hour from one place, however many browsers: the eleventh is refused, right or wrong', async () => {
  const { code } = await aReport(house, { phone: PHONE })
  for (let n = 0; n < 10; n += 1) expect((await track(code, String(100 + n))).status).toBe(404)
  const eleventh = await track(code, '678')
  expect(eleventh.status).toBe(429)
  expect(eleventh.text).not.toContain(say('track.states.queued.name'))
  house.clock.advance(HOUR)
  const later = await track(code, '678')
  expect([later.status, later.text]).toEqual([200, expect.stringContaining(say('track.states.queued.name'))])
})

test('D03 code and tail show status words: no name, no value, no number, no answer of the officer', async () => {
  house.clock.advance(HOUR)
  const { code } = await aReport(house, {
    phone: PHONE,
    state: 'in_review',
    note: 'Nhà tôi ở cạnh trường học',
    answer: 'Xin mang giấy của chị Thử đến trạm.',
    claimant: { ...hoa, idNumber: '001190000018' },
  })
  const { text } = await track(code, '678')
  expect(text).toContain(say('track.states.in_review.name'))
  expect(text).not.toMatch(/Thử|Thừ|1990|001190000018|912345678|trường học|AstraZeneca/)
})

test('D02 the page says who holds the report, for how many days and until when', async () => {
  house.clock.advance(HOUR)
  const recordedAt = house.clock.now()
  const person = await house.person()
  const report = await aReport(house, { phone: PHONE, personId: person.id, recordedAt })
  const read = async () => {
    house.clock.advance(HOUR)
    return (await track(report.code, '678')).text
  }
  house.clock.advance(25 * HOUR)
  expect(await read()).toContain('Đang ở Trạm Y tế xã Mẫu từ 1 ngày nay, hạn ')
  house.clock.advance(24 * HOUR)
  const late = await read()
  expect(late).toContain('Đang ở Trạm Y tế xã Mẫu từ 2 ngày nay, đã quá hạn ')
  expect(late).toContain(`Hạn trả lời ${formatDeadline(report.dueAt, 'vi')}`)
  await atThePolice(report.id, person.id)
  const police = await read()
  expect(police).toMatch(/Công an xã Mẫu đang kiểm tra, ngày \d trên 2, hạn 23:59 thứ Sáu, 20\/11\/2026/)
})

async function atThePolice(reportId: string, personId: string): Promise<void> {
  const [caseId, listId, at] = [randomUUID(), randomUUID(), house.clock.now()]
  const clerk = await house.staff({ role: 'clerk' })
  const common = { created_at: at, unit_id: 'tyt-mau', state: 'with_police' }
  const facts = { full_name: 'Nguyễn Thị Thử', birth_date: '1990-05-17', sex: 'female', id_number: '001190000018' }
  await house.db.updateTable('reports').set({ state: 'needs_identity' }).where('id', '=', reportId).execute()
  await house.db
    .insertInto('identity_cases')
    .values({ id: caseId, person_id: personId, class: 'no_id', proposed: '{}', updated_at: at, ...common })
    .execute()
  await house.db.insertInto('identity_case_reports').values({ identity_case_id: caseId, report_id: reportId }).execute()
  const list = { number: 'DS-1', police_unit_id: 'ca-mau', drawn_up_by: clerk.staffId, canonical: '', sha256: '' }
  const days = { drawn_up_on: '2026-11-18', due_at: new Date('2026-11-20T23:59:59+07:00') }
  await house.db
    .insertInto('police_lists')
    .values({ id: listId, ...list, ...days, ...common })
    .execute()
  await house.db
    .insertInto('police_rows')
    .values({ id: randomUUID(), list_id: listId, row_no: 1, identity_case_id: caseId, ...facts })
    .execute()
}
