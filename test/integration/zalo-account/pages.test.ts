import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/browser.ts'
import { plain } from '../../support/form-browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { anAccount } from '../desk/desk-house.ts'
import { CHANNELS, type ChannelsPortal, openChannelsPortal } from './channels-portal.ts'

let house: ChannelsPortal
let browser: Browser
beforeAll(async () => {
  house = await openChannelsPortal()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await isSound(page, name)
  }
}

test('I03 an officer connects Zalo with the keyboard alone; the page is readable on a telephone and silent under axe', {
  timeout: 120_000,
}, async () => {
  const account = await anAccount(house, { role: 'district', unitId: 'ttyt-mau' })
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(house.portal.url + CHANNELS)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.keyboard.press('Enter')
  await page.fill('#code', account.code())
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${CHANNELS}`)
  await looksRight(page, 'not-connected')
  await page.focus('button[value=connect]')
  await page.keyboard.press('Enter')
  // To Zalo's host and back: the content policy of this page must let the form lead there.
  await page.waitForURL(`**${CHANNELS}?done=connect`)
  house.zalo.quota.zns = 100
  await page.focus('button[value=look]')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${CHANNELS}?done=look`)
  expect(await page.textContent('main')).toContain('Còn 100 trên 5.000')
  await looksRight(page, 'connected')
  await page.goto(`${house.portal.url}/can-bo/kenh/zalo/tra-ve?state=x&code=y&oa_id=1`)
  await looksRight(page, 'refused')
  expect(complaints.filter((one) => one.includes('Content Security Policy'))).toEqual([])
  await context.close()
})

test('B14 a stranger without JavaScript finds the guide, in both languages, with this house’s own addresses and no secret', async () => {
  const visitor = house.portal.browser()
  for (const from of ['/', '/tro-giup', '/tin-nhan-thu']) {
    expect((await visitor.open(from)).html).toContain('href="/ket-noi-bot"')
  }
  const page = await visitor.open('/ket-noi-bot')
  expect(page.status).toBe(200)
  const said = plain(page.html)
  for (const wanted of [
    `${house.portal.url}/can-bo/kenh/zalo/tra-ve`,
    `${house.portal.url}/webhooks/zalo`,
    'TELEGRAM_WEBHOOK_SECRET=',
    'ZALO_OA_SECRET=',
    'Từ ngoài chưa vào được',
  ])
    expect(said).toContain(wanted)
  for (const secret of [house.zalo.appSecret, house.zalo.oaSecret, house.zalo.appId])
    expect(page.html).not.toContain(secret)
  expect(plain((await visitor.open('/ket-noi-bot?lang=en')).html)).toContain('Stop the program with Ctrl+C')
})

test('B14 the guide tells what is set up, and is silent under axe', { timeout: 120_000 }, async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${house.portal.url}/ket-noi-bot`)
  expect(await page.textContent('#telegram + p')).toContain('Chưa cài đặt')
  expect(await page.textContent('#zalo + p')).toContain('Đã cài đặt')
  await looksRight(page, 'guide')
  await context.close()
})
