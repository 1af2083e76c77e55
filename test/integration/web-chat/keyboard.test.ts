import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { focusOn, openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openChatPages } from '../bot/chat-pages.ts'

let pages: Awaited<ReturnType<typeof openChatPages>>
let browser: Browser

beforeAll(async () => {
  pages = await openChatPages()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
})

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } }

async function openAt(size: keyof typeof SIZES, wish: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], reducedMotion: 'reduce', ...wish })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${pages.url}/tro-chuyen`)
  return page
}

const answers = (page: Page, count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.ours').length >= wanted, count)

for (const size of ['phone', 'desk'] as const) {
  test(`by keyboard alone a question is asked and a button pressed (${size})`, async () => {
    const page = await openAt(size)
    await page.focus('#text')
    await page.keyboard.type('bao sai')
    await page.keyboard.press('Enter')
    await answers(page, 1)
    await focusOn(page, '#text')
    for (let n = 0; n < 10; n++) {
      await page.keyboard.press('Shift+Tab')
      if (await page.evaluate(() => document.activeElement?.textContent === 'Hủy')) break
    }
    await page.keyboard.press('Enter')
    await answers(page, 2)
    expect(await page.textContent('.ours:last-of-type p')).toContain('Đã dừng')
    expect(await page.locator('[role=log]').count()).toBe(1)
    expect(await page.locator('.ours b.hidden').allTextContents()).toEqual(['Trợ lý:', 'Trợ lý:'])
    expect(await page.locator('.mine b.hidden').allTextContents()).toEqual(['Bạn:', 'Bạn:'])
    expect(await page.locator('#talk li').count()).toBe(await page.locator('#talk li time[datetime]').count())
    await isSound(page, 'chat')
    await page.context().close()
  })

  test(`without JavaScript the same page says the same (${size})`, async () => {
    const page = await openAt(size, { javaScriptEnabled: false })
    await page.fill('#text', 'tro giup')
    await page.press('#text', 'Enter')
    await page.waitForURL(/tro-chuyen#moi-nhat$/)
    while ((await page.locator('.ours').count()) === 0) await page.click('text=Tải lại')
    expect(await page.textContent('.ours p')).toContain('1900 9095')
    // axe is a script itself: it says nothing where scripts are switched off.
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    await page.context().close()
  })
}

test('where the stream is turned away the answers are asked for every five seconds', async () => {
  const page = await openAt('phone')
  await page.route('**/su-kien**', (route) => route.fulfill({ status: 429 }))
  await page.reload()
  const asked = page.waitForResponse((answer) => answer.url().includes('/tin-moi') && answer.status() === 200)
  await page.fill('#text', 'tro giup')
  await page.press('#text', 'Enter')
  await asked
  await answers(page, 1)
  expect(await page.locator('.ours').count()).toBe(1)
  await page.context().close()
})

test('a tab that is hidden for a while gives its stream back, and takes it up again without a gap', async () => {
  const page = await openAt('phone')
  const open = () => page.evaluate(() => performance.getEntriesByType('resource').length)
  expect(await open()).toBeGreaterThan(0)
  await page.clock.install()
  await page.reload()
  const hide = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { value: now, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  const closed = page.waitForEvent('requestfailed', (request) => request.url().includes('/su-kien'))
  await hide(true)
  await page.clock.fastForward(31_000)
  await closed
  await page.fill('#text', 'tro giup')
  await page.press('#text', 'Enter')
  await page.waitForSelector('.mine')
  expect(await page.locator('.ours').count()).toBe(0)
  await hide(false)
  await answers(page, 1)
  await page.context().close()
})

test('what could not be sent is told where the reader stands, and stays to be sent again', async () => {
  const page = await openAt('phone')
  await page.route('**/tro-chuyen/tin', (route) => route.abort())
  await page.fill('#text', 'tro giup')
  await page.press('#text', 'Enter')
  await focusOn(page, '[role=alert]')
  expect(await page.textContent('[role=alert]')).toContain('Chưa gửi được')
  expect(await page.inputValue('#text')).toBe('tro giup')
  await page.unroute('**/tro-chuyen/tin')
  await page.press('#text', 'Enter')
  await answers(page, 1)
  expect(await page.locator('[role=alert]:visible').count()).toBe(0)
  await page.context().close()
})

test('a file that is too large is told to be so, not that the network failed, and what was typed stays', async () => {
  const page = await openAt('phone')
  await page.fill('#text', 'ảnh của tôi')
  const file = { name: 'ho-so.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(9 * 1024 * 1024) }
  await page.setInputFiles('#file', file)
  await page.click('#talk-send')
  await focusOn(page, '[role=alert]')
  expect(await page.textContent('[role=alert]')).toContain('Ảnh quá lớn')
  expect(await page.inputValue('#text')).toBe('ảnh của tôi')
  await page.context().close()
})

test('B09 an answer lost on the way: said again it is one message, said otherwise it is a new one, and nothing typed is gone', async () => {
  const page = await openAt('phone')
  const heard = () =>
    pages.house.db
      .selectFrom('inbox')
      .select('event')
      .where('channel', '=', 'web')
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
  await page.route('**/tro-chuyen/tin', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.fill('#text', 'tra cuu')
  await page.press('#text', 'Enter')
  await focusOn(page, '[role=alert]')
  expect(await page.inputValue('#text')).toBe('tra cuu')
  await page.unroute('**/tro-chuyen/tin')
  await page.press('#text', 'Enter')
  await page.waitForSelector('.mine')
  await answers(page, 1)
  await page.reload()
  expect(await page.locator('.mine').count()).toBe(1)
  expect(await page.textContent('.ours:last-of-type p')).toContain('Bạn tra cứu cho ai')
  await page.route('**/tro-chuyen/tin', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.fill('#text', 'quay lai')
  await page.press('#text', 'Enter')
  await focusOn(page, '[role=alert]')
  await page.unroute('**/tro-chuyen/tin')
  await page.fill('#text', 'tro giup')
  await page.press('#text', 'Enter')
  await page.waitForSelector('.mine:last-of-type')
  await expect
    .poll(async () => (await heard()).map(({ event }) => (event as { text?: string }).text), { timeout: 10_000 })
    .toEqual(['tro giup', 'quay lai'])
  await page.context().close()
})
