import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { axeOn } from '../../support/axe.ts'
import type { ListedPage } from './page-list.ts'
import type { PagesHouse } from './pages-house.ts'

export type Locale = 'vi' | 'en'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The narrowest phone, 200 % of a 640 px window (WCAG 1.4.10), and a desk. */
const WIDTHS = [360, 320, 1280] as const

export interface Walk {
  house: PagesHouse
  browser: Browser
}

/** Looks at each page in turn with the eyes of its looker; one tab, so that memory stays small. */
export async function lookAtAll(
  { house, browser }: Walk,
  pages: readonly ListedPage[],
  options: Parameters<Browser['newContext']>[0],
  look: (page: Page, listed: ListedPage) => Promise<void>,
): Promise<void> {
  const contexts = new Map<string, Promise<{ context: BrowserContext; page: Page }>>()
  const tabOf = (looker: ListedPage['looker']) => {
    const known = contexts.get(looker) ?? openTab(looker)
    contexts.set(looker, known)
    return known
  }
  const openTab = async (looker: ListedPage['looker']) => {
    const context = await browser.newContext(options)
    const cookies = await house.cookiesOf(looker)
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: house.url })))
    return { context, page: await context.newPage() }
  }
  try {
    for (const listed of pages) await look((await tabOf(listed.looker)).page, listed)
  } finally {
    for (const tab of contexts.values()) await (await tab).context.close()
  }
}

/** Opens the page and says where it led: a page that sends its looker away is not the page. */
export async function openListed(page: Page, url: string, { path }: ListedPage, locale: Locale): Promise<string[]> {
  const answer = await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${locale}`, { waitUntil: 'load' })
  const led = new URL(page.url()).pathname
  const faults: string[] = []
  if (led !== path) faults.push(`led to ${led}`)
  const wanted = path.includes('khong-co') ? 404 : 200
  if (answer?.status() !== wanted) faults.push(`status ${answer?.status()}`)
  return faults
}

/** From now on, what the browser complains about: a breach of the content policy, a script that fails. */
export function complaintsOf(page: Page): () => string[] {
  const heard: string[] = []
  const hearConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) heard.push(message.text())
  }
  const hearFault = (fault: Error) => void heard.push(fault.message)
  page.on('console', hearConsole).on('pageerror', hearFault)
  return () => {
    page.off('console', hearConsole).off('pageerror', hearFault)
    return heard
  }
}

/** The way to a person in private, in the foot of every page of citizens but those made for paper (features L14). */
export async function privateHelpFaults(page: Page): Promise<string[]> {
  if (await page.locator('body.paper').count()) return []
  const ways = page.locator('footer a[href="/gap-can-bo"], footer a[href^="tel:"]')
  const seen = await Promise.all((await ways.all()).map((way) => way.isVisible()))
  return seen.filter(Boolean).length === 2 ? [] : ['no private help in the foot']
}

/** What axe finds, each as rule and place. */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = axeOn(page)
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(WCAG)).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

/** The same page for eyes that need it dark, dark and strong, or in the colours of the system. */
const EYES = {
  dark: { colorScheme: 'dark' },
  'high contrast': { colorScheme: 'dark', contrast: 'more' },
  'forced colours': { colorScheme: 'light', contrast: null, forcedColors: 'active' },
} as const

export async function contrastFaults(page: Page, eyesOf: readonly (keyof typeof EYES)[]): Promise<string[]> {
  const faults: string[] = []
  for (const name of eyesOf) {
    await page.emulateMedia(EYES[name])
    faults.push(...(await axeFaults(page, ['color-contrast'])).map((fault) => `${name}: ${fault}`))
  }
  await page.emulateMedia({ forcedColors: null, colorScheme: null, contrast: null })
  return faults
}

/** What is wider than the window, at each width. */
export async function widthFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (over > 0) faults.push(`${over} px too wide at ${width}`)
  }
  return faults
}
