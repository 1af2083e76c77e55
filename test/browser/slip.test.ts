import { PDFDocument } from 'pdf-lib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { provePhone } from '../../core/use-cases/citizen/prove-phone.ts'
import { aReport } from '../integration/desk/desk-house.ts'
import { openBrowser } from '../support/browser.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})
test('B11 the receipt prints on one A6 slip: code, due time, unit, QR of the tracking page, and nothing of the frame', async () => {
  const citizen = portal.browser()
  await citizen.open('/')
  const session = citizen.cookies.get('phien')?.split('.')[0]
  const phone = '+84912345678'
  await provePhone(house.app, { phone, address: `web|portal|${session}` })
  const report = await aReport(house, { phone })
  const context = await browser.newContext()
  await context.addCookies([...citizen.cookies].map(([name, value]) => ({ name, value, url: portal.url })))
  const page = await context.newPage()
  await page.goto(`${portal.url}/phan-anh/da-gui/${report.code}`)
  const margin = { top: '7mm', right: '7mm', bottom: '7mm', left: '7mm' }
  const slip = await PDFDocument.load(await page.pdf({ width: '105mm', height: '148mm', margin }))
  expect(slip.getPageCount()).toBe(1)
  expect((await PDFDocument.load(await page.pdf({ format: 'A4' }))).getPageCount()).toBe(1)
  await page.emulateMedia({ media: 'print' })
  const text = await page.locator('body').innerText()
  for (const words of [report.code, '12:00 thứ Tư, 18/11/2026', 'Trạm Y tế xã Mẫu', `/theo-doi/${report.code}`])
    expect(text).toContain(words)
  expect(await page.locator('header.masthead, footer.foot, .buttons').evaluateAll(shown)).toEqual([])
  const [body, qr] = await Promise.all([page.locator('body').boundingBox(), page.locator('.slip img').boundingBox()])
  const millimetres = 96 / 25.4
  expect(body?.width).toBeLessThanOrEqual(91 * millimetres)
  expect(qr?.width).toBeGreaterThan(30 * millimetres)
  await context.close()
})

/** Runs in the page: those that take any room. */
function shown(elements: readonly { getBoundingClientRect(): { height: number }; className: string }[]): string[] {
  return elements.filter((one) => one.getBoundingClientRect().height > 0).map((one) => one.className)
}
