import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { focusOn, openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openChatPages } from './chat-pages.ts'

let pages: Awaited<ReturnType<typeof openChatPages>>
let browser: Browser

beforeAll(async () => {
  pages = await openChatPages()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await pages.close()
})

test('with JavaScript the answer appears on the same page, its buttons work, and focus stays in the field', async () => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(fault.message))
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
  await page.goto(`${pages.url}/tro-chuyen`)
  const [opened] = [page.url()]
  await page.fill('#text', 'bao sai')
  await page.press('#text', 'Enter')
  await page.waitForSelector('.ours')
  expect(await page.textContent('.ours:last-of-type p')).toContain('Họ và tên')
  await focusOn(page, '#text')
  await page.fill('#text', 'Nguyễn Thị Hoa, 17/05/1990, nữ')
  await page.click('#talk-send')
  await page.waitForFunction(() => document.querySelectorAll('.ours').length === 2)
  await page.click('#talk-choices >> text=Hủy')
  await page.waitForFunction(() => document.querySelectorAll('.ours').length === 3)
  expect(await page.textContent('.ours:last-of-type p')).toContain('Đã dừng')
  expect(page.url()).toBe(opened)
  expect(faults).toEqual([])
  await isSound(page, 'chat')
})

test('B14 the chat and the message box are sound as they open', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  for (const path of ['/tro-chuyen', '/tin-nhan-thu']) {
    await page.goto(pages.url + path)
    await isSound(page)
  }
})
