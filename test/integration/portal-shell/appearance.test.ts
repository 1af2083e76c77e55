import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeOn } from '../../support/axe.ts'
import { focusOn, openBrowser } from '../../support/browser.ts'
import { openShell, type ShellUnderTest } from './shell-under-test.ts'

let shell: ShellUnderTest
let browser: Browser
beforeAll(async () => {
  shell = await openShell()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await shell?.close()
})

async function looking(options: Parameters<Browser['newContext']>[0], look: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options)
  try {
    await look(await context.newPage())
  } finally {
    await context.close()
  }
}

const widths = [320, 360, 640, 1280]
const pages = ['/', '/gallery', '/desk', '/khong-co']

describe.each(['light', 'dark'] as const)('B14 accessibility in the %s scheme', (colorScheme) => {
  test.each(pages)('%s: axe finds nothing and nothing sticks out', async (path) => {
    await looking({ colorScheme }, async (page) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(shell.url + path)
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect({ width, tooWide }).toEqual({ width, tooWide: 0 })
        if (width === 360 || width === 1280) expect((await axeOn(page).analyze()).violations).toEqual([])
      }
    })
  })
})

test('B14 targets of a citizen are at least 44 px high', async () => {
  await looking({ viewport: { width: 360, height: 800 } }, async (page) => {
    await page.goto(`${shell.url}/gallery`)
    await page.click('.small-menu summary')
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.button, input:not([type=hidden], [type=radio], [type=checkbox]), select, header a, footer p > a, summary, .choice',
        ),
      ]
        .filter((target) => target.checkVisibility())
        .map((target) => ({ text: target.textContent?.trim(), height: target.getBoundingClientRect().height }))
        .filter(({ height }) => height < 44),
    )
    expect(small).toEqual([])
  })
})

test('B14 keyboard: the first stop skips to the content, an error summary leads to its field', async () => {
  await looking({}, async (page) => {
    await page.goto(shell.url)
    await page.keyboard.press('Tab')
    await focusOn(page, '[href="#main"]')
    await page.goto(`${shell.url}/gallery`)
    await focusOn(page, '.error-summary')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await focusOn(page, '#citizen-id:target')
  })
})

test('K02 the folded menu of officers says where one is and how much waits', async () => {
  const html = await (await fetch(`${shell.url}/desk`)).text()
  expect(html).toMatch(/<summary>Các trang: <b>Hàng chờ<\/b> <span class="count">1\.316 việc chờ<\/span><\/summary>/)
})

test('L12 the browser reports no breach of the content policy', async () => {
  await looking({}, async (page) => {
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    for (const path of ['/', '/gallery', '/desk']) await page.goto(shell.url + path)
    expect(complaints).toEqual([])
  })
})

test('a running job is followed until it is done', async () => {
  await looking({}, async (page) => {
    await page.goto(`${shell.url}/job`)
    await page.getByRole('heading', { name: 'Đã đọc xong' }).waitFor({ timeout: 10_000 })
  })
})

test('A02 without JavaScript a running job reloads by itself and by a link', async () => {
  const itself = await openShell()
  await looking({ javaScriptEnabled: false }, async (page) => {
    const response = await page.goto(`${itself.url}/job`)
    expect(await response?.text()).toContain('<noscript><meta http-equiv="refresh" content="1"></noscript>')
    await page.getByRole('link', { name: 'Tải lại' }).click()
    await page.getByRole('link', { name: 'Tải lại' }).click()
    await page.getByRole('heading', { name: 'Đã đọc xong' }).waitFor()
  })
  await itself.close()
})
