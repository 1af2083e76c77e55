import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lastCode } from '../integration/citizen/citizen-builders.ts'
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

/** 100 kbit/s, and what a phone far from its mast waits for each answer. */
const SLOW_LINE = { offline: false, latency: 400, downloadThroughput: 100_000 / 8, uploadThroughput: 100_000 / 8 }
const LARGEST_PAGE = 60_000
const LATEST_CONTENT_MS = 5_000
const PHONE = '+84912345678'

interface Seen {
  /** Bytes over the line for the page and all it loads. */
  bytes: number
  firstContentMs: number
  words: string
}

/** Opens a page as a first-time visitor with these cookies: nothing cached, no JavaScript, a slow line. */
async function firstVisit(path: string, cookies: ReadonlyMap<string, string> = new Map()): Promise<Seen> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  try {
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: portal.url })))
    const page = await context.newPage()
    const line = await context.newCDPSession(page)
    await line.send('Network.enable')
    await line.send('Network.emulateNetworkConditions', SLOW_LINE)
    const loaded = countBytes(line)
    await page.goto(portal.url + path, { waitUntil: 'load' })
    const firstContentMs = await firstContent(page)
    return { bytes: loaded(), firstContentMs, words: (await page.textContent('main')) ?? '' }
  } finally {
    await context.close()
  }
}

function countBytes(line: CDPSession): () => number {
  let bytes = 0
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return () => bytes
}

async function firstContent(page: Page): Promise<number> {
  const paint = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null'
  const at = () => page.evaluate<number | null>(paint)
  await vi.waitFor(async () => expect(await at()).not.toBeNull(), { timeout: 10_000 })
  return (await at()) ?? 0
}

const small = ({ bytes, firstContentMs }: Seen) => ({
  bytes: bytes > 1000 && bytes <= LARGEST_PAGE,
  inTime: firstContentMs > SLOW_LINE.latency && firstContentMs < LATEST_CONTENT_MS,
})

test.each([
  '/',
  '/tra-cuu',
  '/phan-anh',
  '/theo-doi',
  '/tro-chuyen',
  '/xac-thuc',
  '/tro-giup',
  '/bao-ve-du-lieu',
  '/gap-can-bo',
])(
  'A02 %s without JavaScript on 100 kbit/s: first content within 5 s, at most 60 KB with all it loads',
  async (path) => {
    const seen = await firstVisit(path)
    expect(small(seen), JSON.stringify(seen)).toEqual({ bytes: true, inTime: true })
  },
)

test('A02 the own record, the steps of a report, its receipt and its timeline come over the same line', async () => {
  await house.person({ fullName: 'Lý Thị Chậm', birthDate: '1988-08-08', phone: PHONE, doses: [{}, {}, {}] })
  const citizen = portal.browser()
  const claimant = { fullName: 'Lý Thị Chậm', birthDate: '08/08/1988', sex: 'female', phone: '0912345678' }
  const asked = await citizen.send(await citizen.open('/tra-cuu'), claimant)
  await citizen.send(asked, { code: await lastCode(house, PHONE) })
  await citizen.send(await citizen.open('/phan-anh'), { aboutMe: ['WRONG_NAME'], aboutDoses: ['WRONG_DATE'] })
  const own: [path: string, words: string][] = [
    ['/tra-cuu/ket-qua', 'Mũi 3'],
    ['/phan-anh/thong-tin-dung', 'Lý Thị Chậm'],
    ['/phan-anh/mui-tiem', 'AstraZeneca'],
    ['/phan-anh/anh', 'ảnh'],
  ]
  for (const [path, words] of own) await expectQuick(path, words, citizen.cookies)
  const report = await aReport(house, { phone: PHONE })
  await expectQuick(`/theo-doi/${report.code}`, 'Chờ tiếp nhận', citizen.cookies)
  await expectQuick(`/phan-anh/da-gui/${report.code}`, report.code, citizen.cookies)
})

async function expectQuick(path: string, words: string, cookies: ReadonlyMap<string, string>): Promise<void> {
  const seen = await firstVisit(path, cookies)
  expect(seen.words).toContain(words)
  expect({ path, ...small(seen) }, JSON.stringify(seen)).toEqual({ path, bytes: true, inTime: true })
}
