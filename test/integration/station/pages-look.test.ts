import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import { findWrongBatches } from '../../../core/use-cases/batches/find-wrong-batches.ts'
import { searchDuplicates } from '../../../core/use-cases/duplicates/search-duplicates.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, aReport } from '../desk/desk-house.ts'
import { aMergePlan } from './a-merge-plan.ts'
import { openStation, type StationPortal } from './station-portal.ts'

let house: TestHouse
let portal: StationPortal
let browser: Browser
let code: string
let mergePlan: string
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  browser = await openBrowser()
  code = (await aReport(house)).code
  for (let at = 0; at < 12; at += 1) await aReport(house)
  await somePeople()
  mergePlan = await aMergePlan(house)
  await searchDuplicates(house.app, { unitId: 'tyt-mau' })
  await findWrongBatches(house.app)
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

async function somePeople(): Promise<void> {
  const twice = { fullName: 'Giàng A Trùng', phone: '+84912000111' }
  await house.person({ ...twice, idNumber: '024356789' })
  const known = await house.person({ ...twice, idNumber: '079090000360' })
  await aReport(house, { personId: known.id, types: ['DUPLICATE_OR_SPLIT_PROFILE'], changes: [] })
  for (let day = 1; day <= 8; day += 1)
    for (let at = 0; at < 8; at += 1) {
      const givenOn = `2021-09-0${day}`
      const person = await house.person({
        class: 'right',
        birthDate: `19${50 + at}-0${day}-11`,
        doses: [{ givenOn, facility: 'Điểm tiêm A' }],
      })
      if (day < 8) continue
      const dose = await house.db
        .selectFrom('doses')
        .select('id')
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow()
      await aReport(house, {
        personId: person.id,
        types: ['WRONG_DATE'],
        changes: [],
        doses: [{ ...NO_CLAIM, doseId: dose.id, givenOn: '2021-10-08' }],
      })
    }
}

async function logIn(context: BrowserContext, role: 'head' | 'district' = 'head'): Promise<Page> {
  const account = await anAccount(house, { role, unitId: role === 'head' ? 'tyt-mau' : 'ttyt-mau' })
  const page = await context.newPage()
  await page.goto(`${portal.url}/can-bo/dang-nhap`)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/ma/)
  await page.fill('#code', account.code())
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.includes('dang-nhap'))
  return page
}

/** Sound, and small enough for a slow line. */
async function isWell(page: Page, name: string): Promise<void> {
  await isSound(page, name)
  expect(Buffer.byteLength(await page.content())).toBeLessThan(60 * 1024)
}

test.each([360, 1280])(
  'the pages of a station’s other work at %i pixels: axe finds nothing and nothing sticks out',
  async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await logIn(context)
    const look = async (path: string, name: string) => {
      expect((await page.goto(portal.url + path))?.status()).toBe(200)
      await isWell(page, name)
    }
    await look('/can-bo/hang-loat', 'bulk')
    await page.check('#action-3')
    await page.getByText('Để xử lý sau').last().click()
    await page.fill('#until', '31/01/2099')
    await page.fill('#sentence', 'Chờ sổ tiêm của cơ sở.')
    await page.check('#rows')
    await page.getByRole('button', { name: 'Xem trước từng dòng' }).click()
    await page.waitForURL(/hang-loat\/[0-9a-f-]+/)
    await isWell(page, 'bulk-planned')
    await page.getByRole('button', { name: /^Xác nhận/ }).click()
    await page.getByText('Còn bỏ được đến').waitFor()
    await isWell(page, 'bulk-waiting')
    await page.getByRole('button', { name: 'Bỏ lần này' }).click()
    await look('/can-bo/ho-so-trung', 'duplicates')
    await page.locator('table a').first().click()
    await page.waitForURL(/ho-so-trung\/.+\/.+/)
    await isWell(page, 'duplicate-pair')
    await look(`/can-bo/ho-so-trung/ke-hoach/${mergePlan}`, 'merge-plan')
    await look(`/can-bo/phan-anh/${code}/ghi-chu`, 'notes')
    await look('/can-bo/nhac-den-toi', 'mentions')
    await look('/can-bo/danh-sach-loi', 'error-list')
    await look('/can-bo/lo-nhap-sai', 'batches')
    await page.locator('table a').first().click()
    await page.waitForURL(/lo-nhap-sai\/.+/)
    await isWell(page, 'batch')
    await look('/can-bo/phan-viec', 'workload')
    await look('/can-bo/quay', 'counter')
    const above = await logIn(await browser.newContext({ viewport: { width, height: 800 } }), 'district')
    await above.goto(`${portal.url}/can-bo/cho-muon-can-bo`)
    await isWell(above, 'loans')
    await context.close()
  },
)

test('E17 by keyboard alone: scan, Enter, Enter, and the slip stands there; scanner and keys need a few seconds of the minute', async () => {
  await house.person({ fullName: 'Nguyễn Thị Quet', idNumber: '079190000360' })
  const page = await logIn(await browser.newContext())
  await page.goto(`${portal.url}/can-bo/quay`)
  await page.locator('#cardText:focus').waitFor()
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  await page.keyboard.insertText('079190000360||Nguyễn Thị Quét|17051990|Nữ|Thôn 3, Xã Mẫu|10052021')
  await press('Enter')
  await page.locator('#rightName').waitFor()
  await page.locator('#note').focus()
  await press('Tab')
  await press('Enter')
  await page.locator('.slip').waitFor()
  expect(await page.locator('.slip .code').first().textContent()).toMatch(/^PA-/)
  expect(keys).toBeLessThanOrEqual(6)
})

test('E15 the queue is usable without script and small enough for a bad line', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await logIn(context)
  const response = await page.goto(`${portal.url}/can-bo/hang-cho`)
  expect((await response?.body())?.length).toBeLessThan(60 * 1024)
  await page.locator('.queue a').first().click()
  await page.waitForURL(/phan-anh/)
  expect(await page.getByRole('button').count()).toBeGreaterThan(0)
})
