import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { readSlipOfPhoto } from '../../../core/use-cases/citizen/read-slip-of-photo.ts'
import { axeOn } from '../../support/axe.ts'
import { openBrowser } from '../../support/browser.ts'
import { cardPhoto } from '../../support/card-photos.ts'
import { paperSlip } from '../../support/paper-slips.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { type Account, anAccount, aReport, type DeskPortal, must, openDesk, reportNow } from './desk-house.ts'

let house: TestHouse
let desk: DeskPortal
let browser: Browser
let account: Account
let report: Report
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
  browser = await openBrowser()
  account = await anAccount(house)
  report = await aReport(house, { personId: (await house.person()).id, types: ['MISSING_DOSE'], changes: [] })
  await attached('card_front', await cardPhoto({ turned: -6 }))
  await attached('dose_paper', (await paperSlip({ seed: 2 })).jpeg)
})
afterAll(async () => {
  await browser.close()
  await desk.close()
  await house.close()
})

async function attached(kind: PhotoKind, bytes: Buffer): Promise<void> {
  const photo = { kind, bytes, dedupeKey: `look-${kind}`, consentVersion: PHOTO_CONSENT_VERSION }
  const command = { address: report.address ?? '', caseId: report.id, ...photo }
  const { photoId } = must(await attachPhoto(house.app, command))
  await readCardOfPhoto(house.app, photoId)
  await readSlipOfPhoto(house.app, photoId)
}

async function casePage(options: { width: number; javaScriptEnabled?: boolean }): Promise<Page> {
  const { width, javaScriptEnabled = true } = options
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    baseURL: desk.url,
    javaScriptEnabled,
  })
  const page = await context.newPage()
  await page.goto('/can-bo/dang-nhap')
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.keyboard.press('Enter')
  house.clock.advance(30_000)
  await page.fill('#code', account.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/can-bo/hang-cho')
  await page.goto(`/can-bo/phan-anh/${report.code}`)
  return page
}

/** Presses Tab until the keyboard stands on this. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}

const isOpen = (page: Page) => page.getByText('Ảnh đang mở với bạn đến').isVisible()

test.each([360, 1280])(
  'C08 C13 the case with its photos at %i pixels: axe finds nothing, nothing sticks out',
  async (width) => {
    const page = await casePage({ width })
    for (const step of ['', '?phong=4&xoay=90']) {
      await page.goto(`/can-bo/phan-anh/${report.code}${step}`)
      const { violations } = await axeOn(page).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.context().close()
  },
)

test.each([true, false])(
  'C13 C08 by keyboard alone, JavaScript %s: turn, take over a value, uncover',
  async (javaScriptEnabled) => {
    const page = await casePage({ width: 1280, javaScriptEnabled })
    await tabTo(page, '.tools a')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => location.search.includes('xoay=90'))
    expect(await page.locator('.viewer img').getAttribute('src')).toContain('xoay=90')
    const before = (await reportNow(house.app, report.id)).version
    await tabTo(page, '.paper button')
    await page.keyboard.press('Enter')
    await page.getByText('Đang dùng giá trị này').first().waitFor()
    expect((await reportNow(house.app, report.id)).version).toBe(before + 1)
    await page.goto(`/can-bo/phan-anh/${report.code}`)
    await tabTo(page, '#xem-anh summary')
    await page.keyboard.press('Enter')
    await tabTo(page, '#unmaskReason')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByText('Ảnh đang mở với bạn đến').waitFor()
    expect(await isOpen(page)).toBe(true)
    house.clock.advance(5 * 60_000)
    await page.context().close()
  },
)
