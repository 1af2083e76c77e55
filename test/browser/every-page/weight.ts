import type { Browser, CDPSession, Page } from 'playwright-core'
import { expect, vi } from 'vitest'

/** 100 kbit/s, and what a phone far from its mast waits for each answer. */
export const SLOW_LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 100_000 / 8,
  uploadThroughput: 100_000 / 8,
}
export const LARGEST_PAGE_BYTES = 60_000
export const LATEST_CONTENT_MS = 5_000

export interface FirstVisit {
  /** Bytes over the line for the page and all it loads. */
  bytes: number
  /** When the browser has painted words for the first time. */
  firstContentMs: number
  words: string
  /** A page that faults may be light too. */
  status: number
}

/** Opens a page as a first-time visitor with these cookies: nothing cached, no JavaScript, a slow line. */
export async function firstVisit(
  browser: Browser,
  url: string,
  cookies: ReadonlyMap<string, string>,
): Promise<FirstVisit> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  try {
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: new URL(url).origin })))
    const page = await context.newPage()
    const line = await context.newCDPSession(page)
    await line.send('Network.enable')
    await line.send('Network.emulateNetworkConditions', SLOW_LINE)
    const loaded = countBytes(line)
    const answer = await page.goto(url, { waitUntil: 'load' })
    const firstContentMs = await firstContent(page)
    return {
      bytes: loaded(),
      firstContentMs,
      words: (await page.textContent('main')) ?? '',
      status: answer?.status() ?? 0,
    }
  } finally {
    await context.close()
  }
}

/** Bytes over the line from now on, as the browser counts them. */
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
