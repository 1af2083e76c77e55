import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import type { Decision } from '../../../core/use-cases/desk/decision.ts'
import { plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport, doneValue, hoa, holdPhone, newDraft } from '../citizen/citizen-builders.ts'
import { anOfficer, reportNow } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
let clerk: Officer
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  clerk = await anOfficer(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

/** A browser that holds the phone of a report the officer has just decided. */
async function decided(decision: Decision, birthDate: string) {
  const browser = portal.browser()
  await browser.open('/theo-doi')
  const provedBy = `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`
  await holdPhone(house, provedBy)
  const wish = { claimant: { ...hoa, birthDate }, provedBy, draftId: await newDraft(house, provedBy) }
  const { code, reportId } = doneValue(await recordReport(house.app, await aReport(house, wish)))
  const { version } = await reportNow(house.app, reportId)
  doneValue(await decide(house.app, { officer: clerk, code, version, decision }))
  return { browser, code, reportId }
}

test('D09 the tracking page shows both clocks: the 48 hours, and since when the station waits for the citizen', async () => {
  const ask: Decision = { action: 'ask_citizen', wanted: ['card_photo'], why: 'unreadable', sentence: null }
  const { browser, code } = await decided(ask, '1981-01-01')
  house.clock.advance(25 * 3_600_000)
  const page = await browser.open(`/theo-doi/${code}`)
  await holdPhone(house, `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`)
  const words = plain((await browser.open(page.url)).html)
  expect(words).toMatch(/Hạn trả lời \d\d:\d\d/)
  expect(words).toMatch(/Chờ bạn từ \d\d:\d\d, [\d/]+ · .*1 ngày/)
})

test('D05 a refused report is appealed from its page without JavaScript, once', async () => {
  const refusal: Decision = { action: 'refuse', reasons: ['PHOTO_BLURRED'], sentence: null }
  const { browser, code, reportId } = await decided(refusal, '1982-02-02')
  expect((await browser.open(`/theo-doi/${code}`)).html).toContain(`/theo-doi/${code}/xem-lai`)
  const form = await browser.open(`/theo-doi/${code}/xem-lai`)
  const sent = await browser.send(form, { text: 'Giấy của tôi đọc được.' }, 'Gửi đề nghị')
  expect([sent.url, sent.html.includes('/xem-lai')]).toEqual([`/theo-doi/${code}`, false])
  expect(await reportNow(house.app, reportId)).toMatchObject({ state: 'queued', note: 'Giấy của tôi đọc được.' })
  expect((await browser.open(`/theo-doi/${code}/xem-lai`)).url).toBe(`/theo-doi/${code}`)
})
