import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aboutPhone, aReport, reportNow } from '../integration/desk/desk-house.ts'
import { loggedIn, openStation, type StationPortal } from '../integration/station/station-portal.ts'
import { openBrowser } from '../support/browser.ts'
import { openHands } from '../support/hands.ts'
import { type LossyProxy, lossyProxy } from '../support/lossy-proxy.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'

/** Three seconds there and back, and one packet in fifty lost (features E15). */
const LINE = { delayMs: 1500, loss: 0.02 }

/** As many as the browser tries by itself, so that it gives up. */
const LOST = 2
const TOLD = '.notice.success [role=status]'

let house: TestHouse
let portal: StationPortal
let line: LossyProxy
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  line = await lossyProxy(portal.port, LINE)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await line?.close()
  await portal?.close()
  await house?.close()
})

/** Logged in on a good line: cookies do not know of ports. */
async function atTheQueue(): Promise<Page> {
  const { cookies } = await loggedIn(house, portal.url)
  const context = await browser.newContext()
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: line.url })))
  const page = await context.newPage()
  await page.goto(`${line.url}/can-bo/hang-cho`)
  return page
}

test('E15 one nurse’s decision at 3 s latency and 2 % loss, when the replies to claim and decision get lost as well: done once, and the page says so', async () => {
  const person = await house.person({ fullName: 'Trần Thị Mẫu' })
  const report = await aReport(house, aboutPhone(person))
  const page = await atTheQueue()
  const hands = await openHands(page)
  await page.getByRole('link', { name: report.code }).click()
  await page.waitForURL(`**/phan-anh/${report.code}`)

  // The claim arrives and its answer does not: the browser sends the form again by itself, and is led to what the first one did.
  line.drop(1)
  await hands.press('Alt+n')
  await page.waitForURL('**?da=take')
  expect(await page.textContent(TOLD)).toContain('Bạn đã nhận xử lý phản ánh này.')

  // More answers get lost than the browser tries: it says so, and the nurse presses "load again".
  line.drop(LOST)
  await page.waitForLoadState()
  const answer = page.waitForURL('**?da=approve')
  await Promise.all([expect(answer).rejects.toThrow('ERR_EMPTY_RESPONSE'), hands.press('Alt+y')])
  await expect.poll(() => page.url()).toMatch(/^chrome-error:/)
  await page.reload()
  expect(await page.textContent(TOLD)).toContain('Đã duyệt.')

  expect(line.dropped()).toBe(1 + LOST)
  expect((await reportNow(house.app, report.id)).state).toBe('approved')
  const events = house.db.selectFrom('report_events').select('action').where('report_id', '=', report.id).orderBy('seq')
  expect((await events.execute()).map(({ action }) => action)).toEqual(['record', 'take', 'approve'])
  const told = house.db.selectFrom('outbox').select('id').where('report_id', '=', report.id)
  expect(await told.execute()).toHaveLength(2)
})
