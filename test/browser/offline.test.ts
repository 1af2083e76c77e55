import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { provePhone } from '../../core/use-cases/citizen/prove-phone.ts'
import { aReport } from '../integration/desk/desk-house.ts'
import { openBrowser } from '../support/browser.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
let context: BrowserContext
let page: Page
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
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: portal.url })
  page = await context.newPage()
  await page.goto('/')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
  })
})
afterEach(() => context.close())

const PHONE = '+84912345678'

/** The receipt of the person who holds this browser. */
async function ownCase(): Promise<string> {
  const session = (await context.cookies()).find(({ name }) => name === 'phien')?.value.split('.')[0]
  await provePhone(house.app, { phone: PHONE, address: `web|portal|${session}` })
  const { code } = await aReport(house, { phone: PHONE })
  return `/phan-anh/da-gui/${code}`
}

const heading = () => page.locator('h1').innerText()

test('B14 without a line: the home page and help are read as before, a page never seen says what works', async () => {
  await page.goto('/')
  await context.setOffline(true)
  await page.goto('/')
  expect(await page.locator('main').innerText()).toContain('Tra cứu')
  await page.goto('/tro-giup')
  expect(await heading()).toBe('Trợ giúp')
  await page.goto('/theo-doi')
  expect(await heading()).toBe('Máy đang mất mạng')
})

test('B14 what is personal is kept only on the own press, can send nothing, and goes with one press', async () => {
  const path = await ownCase()
  await page.goto(path)
  await context.setOffline(true)
  await page.goto(path)
  expect(await heading()).toBe('Máy đang mất mạng')
  await context.setOffline(false)
  await page.goto(path)
  await page.getByRole('button', { name: 'Giữ trên máy này' }).click()
  await page.getByRole('status').getByText('Đã giữ').waitFor()
  await context.setOffline(true)
  await page.goto(path)
  expect(await page.locator('main').innerText()).toMatch(/Bản giữ trên máy này[\s\S]*Trạm Y tế xã Mẫu/)
  expect(await page.locator('form').count()).toBe(0)
  await page.goto('/khong-co-trang-nay')
  await page.getByRole('link', { name: 'Đã gửi phản ánh' }).waitFor()
  await page.getByRole('button', { name: 'Xóa khỏi máy này' }).click()
  await page.getByText('Đã xóa mọi trang').waitFor()
  await page.goto(path)
  expect(await heading()).toBe('Máy đang mất mạng')
})

test('B14 whoever ends on a shared machine leaves no kept page behind', async () => {
  await house.person({ phone: PHONE })
  const path = await ownCase()
  await page.goto(path)
  await page.getByRole('button', { name: 'Giữ trên máy này' }).click()
  await page.getByRole('status').getByText('Đã giữ').waitFor()
  const token = await page.evaluate(async () => {
    const html = await (await fetch('/tra-cuu')).text()
    return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  })
  const ended = await page.request.post('/tra-cuu/ket-qua', { form: { _csrf: token, act: 'end' }, maxRedirects: 0 })
  expect(ended.headers()['clear-site-data']).toBe('"storage"')
})

test('B14 a form sent without a line is not kept for later: the page says that nothing was sent', async () => {
  await page.goto('/theo-doi')
  await page.fill('#code', 'PA-0000-0000')
  await page.fill('#tail', '678')
  await context.setOffline(true)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Bạn vừa bấm gửi?' }).waitFor()
  const kept = await page.evaluate(async () => {
    const caught = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).match('/theo-doi')),
    )
    return {
      answers: caught.filter(Boolean).length,
      databases: await indexedDB.databases(),
      stored: localStorage.length,
    }
  })
  expect(kept).toEqual({ answers: 0, databases: [], stored: 0 })
})

test('L12 staff pages, answers to forms and addresses with a person in them are never in the cache', async () => {
  await page.goto('/can-bo/dang-nhap')
  await page.goto(await ownCase())
  await page.goto('/tra-cuu')
  const paths = await page.evaluate(async () => {
    const found: string[] = []
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
    return found.filter((path) => !path.startsWith('/assets/')).sort()
  })
  expect(paths).toEqual(['/mat-mang', '/tro-giup'])
})

test('B14 the manifest names icons that exist, each at most 10 KB', async () => {
  const manifest = await (await page.request.get('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone', lang: 'vi' })
  for (const { src, type } of manifest.icons as { src: string; type: string }[]) {
    const icon = await page.request.get(src)
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type])
    expect((await icon.body()).length).toBeLessThanOrEqual(10_000)
  }
})
