import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue } from '../citizen/citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

test.each([360, 1280])(
  'A13 I12 the pages of contact at %i pixels: axe finds nothing and nothing sticks out',
  async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    const { code } = doneValue(await makeLinkCode(house.app, { address: `telegram|bot|${width}` }))
    await page.goto(`${portal.url}/kenh-lien-lac`)
    await page.fill('#code', code)
    await page.getByRole('button', { name: 'Liên kết vào đây' }).click()
    await page.getByRole('button', { name: 'Lấy mã liên kết' }).click()
    await isSound(page)
    await page.fill('#code', '22222222')
    await page.getByRole('button', { name: 'Liên kết vào đây' }).click()
    await isSound(page)
    await page.goto(`${portal.url}/khong-phai-toi/${'0'.repeat(22)}`)
    await isSound(page)
    await context.close()
  },
)
