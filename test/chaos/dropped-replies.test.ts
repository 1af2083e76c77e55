import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../core/domain/report/report.ts'
import { aReport } from '../integration/desk/desk-house.ts'
import { loggedIn, openStation, type StationPortal } from '../integration/station/station-portal.ts'
import type { FormBrowser, Page } from '../support/form-browser.ts'
import { type LossyProxy, lossyProxy } from '../support/lossy-proxy.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'

const DROPS = 1000
/** Officers at work side by side. */
const OFFICERS = 4
/** Presses on one case (take, a note, a question), and how often the reply to each gets lost before one arrives. */
const [ACTS, LOSSES] = [3, 3]

let house: TestHouse
let portal: StationPortal
let lines: { proxy: LossyProxy; browser: FormBrowser }[]
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  lines = await Promise.all(
    Array.from({ length: OFFICERS }, async () => {
      const proxy = await lossyProxy(portal.port)
      return { proxy, browser: await loggedIn(house, proxy.url) }
    }),
  )
})
afterAll(async () => {
  await Promise.all(lines.map(({ proxy }) => proxy.close()))
  await portal.close()
  await house.close()
})

test(`E15 ${DROPS} dropped replies over the case pages: nothing is lost and nothing happens twice`, async () => {
  const reports = await Promise.all(Array.from({ length: Math.ceil(DROPS / ACTS / LOSSES) }, () => aReport(house)))
  await Promise.all(
    lines.map(async (line, at) => {
      for (const report of reports.filter((_, index) => index % OFFICERS === at)) await work(line, report)
    }),
  )
  const dropped = lines.reduce((sum, { proxy }) => sum + proxy.dropped(), 0)
  expect(dropped).toBeGreaterThanOrEqual(DROPS)
  for (const { id } of reports) {
    const events = await house.db
      .selectFrom('report_events')
      .select('action')
      .where('report_id', '=', id)
      .orderBy('seq')
      .execute()
    expect(events.map(({ action }) => action)).toEqual(['record', 'take', 'ask_citizen'])
    const notes = await house.db.selectFrom('case_notes').select('id').where('report_id', '=', id).execute()
    const told = await house.db.selectFrom('outbox').select('id').where('report_id', '=', id).execute()
    expect([notes.length, told.length]).toEqual([1, 2])
  }
})

/** Each press loses its first replies; the browser sends the same form again, as browsers do. */
async function work({ proxy, browser }: (typeof lines)[number], report: Report): Promise<void> {
  const path = `/can-bo/phan-anh/${report.code}`
  const press = async (page: Page, filling: Record<string, string>, button?: string) => {
    proxy.drop(LOSSES)
    const answer = await browser.send(page, filling, button)
    expect(answer.status).toBe(200)
  }
  await press(await browser.open(path), { action: 'take' })
  await press(await browser.open(`${path}/ghi-chu`), { text: `Ghi chú của ${report.code}` })
  await press(await browser.open(path), { action: 'ask_citizen', wanted: 'card_photo', why: 'missing' })
}
