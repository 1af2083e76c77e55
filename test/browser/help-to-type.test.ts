import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
let context: BrowserContext
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
afterEach(() => context.close())

async function aPhone(javaScriptEnabled: boolean): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: portal.url, javaScriptEnabled })
  return context.newPage()
}

/** To the page that asks who I am, with everything right but the marks of the name. */
async function whoWithoutMarks(page: Page): Promise<void> {
  await page.goto('/phan-anh')
  await page.getByLabel('Sai họ tên').check()
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.fill('#fullName', 'Nguyen Thi Hoa')
  await page.fill('#birthDate', '17/05/1990')
  await page.getByLabel('Nữ').check()
  await page.fill('#phone', '0912345678')
}

test('C02 without JavaScript: a name without marks is offered with marks; one press goes on and nothing typed is lost', async () => {
  const page = await aPhone(false)
  await whoWithoutMarks(page)
  await page.getByRole('button', { name: 'Tiếp tục' }).first().click()
  expect(await page.locator('.error-summary').innerText()).toContain('dấu')
  expect(await page.inputValue('#phone')).toBe('0912345678')
  await page.getByRole('button', { name: 'Nguyễn Thị Hòa' }).click()
  expect(new URL(page.url()).pathname).toBe('/phan-anh/ma')
  await page.goto('/phan-anh/nguoi-phan-anh')
  expect(await page.inputValue('#fullName')).toBe('Nguyễn Thị Hòa')
})

test('C02 the Enter key never chooses a name', async () => {
  const page = await aPhone(true)
  await whoWithoutMarks(page)
  await page.locator('#phone').press('Enter')
  await page.locator('.name-ideas').waitFor()
  const answered = page.waitForEvent('load')
  await page.locator('#phone').press('Enter')
  await answered
  await page.locator('.name-ideas').waitFor()
  expect(await page.inputValue('#fullName')).toBe('Nguyen Thi Hoa')
})

test('C02 with JavaScript: the typing help comes when asked, turns keys into marks, and has marks to tap', async () => {
  const page = await aPhone(true)
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.goto('/tra-cuu')
  const ask = page.getByRole('button', { name: 'Máy không gõ được dấu?' })
  await ask.waitFor()
  expect(loaded.filter((url) => url.includes('marks'))).toEqual([])
  await ask.click()
  await page.getByRole('group', { name: 'Dấu và chữ để chạm' }).waitFor()
  await page.locator('#fullName').pressSequentially('Nguyeenx Thij Hoa')
  await page.getByRole('button', { name: 'dấu huyền' }).click()
  expect(await page.inputValue('#fullName')).toBe('Nguyễn Thị Hòa')
  await page.getByRole('button', { name: 'Tắt trợ giúp' }).click()
  await page.fill('#fullName', '')
  await page.locator('#fullName').pressSequentially('Hoaf')
  expect(await page.inputValue('#fullName')).toBe('Hoaf')
})

test('B13 voice prompts: nothing is loaded until asked, a link works without JavaScript, a language is kept and marked a draft', async () => {
  const page = await aPhone(false)
  const sounds: string[] = []
  page.on('request', (request) => void (request.url().endsWith('.mp3') && sounds.push(request.url())))
  await page.goto('/tra-cuu')
  await page.locator('.listen summary').first().click()
  await page.waitForLoadState('networkidle')
  expect(sounds).toEqual([])
  const href = (await page.locator('.listen a').first().getAttribute('href')) ?? ''
  const sound = await page.request.get(href)
  expect([sound.status(), sound.headers()['content-type']]).toEqual([200, 'audio/mpeg'])
  expect((await sound.body()).length).toBeLessThanOrEqual(25_000)

  await page.goto('/nghe')
  await page.getByRole('button', { name: 'Thêm tiếng Tày' }).click()
  await page.goto('/tra-cuu')
  expect(await page.locator('[lang=tyz]').first().innerText()).toBe('Ngòi tiêm chủng.')
  expect(await page.locator('main').innerText()).toContain('chưa được người bản ngữ duyệt')
  await page.goto('/nghe')
  await page.getByRole('button', { name: 'Chỉ tiếng Việt' }).click()
  await page.goto('/tra-cuu')
  expect(await page.locator('[lang=tyz]').count()).toBe(0)
})
