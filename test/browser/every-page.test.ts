import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { vietnameseWords } from './every-page/english.ts'
import { keyboardFaults } from './every-page/keyboard.ts'
import {
  axeFaults,
  complaintsOf,
  contrastFaults,
  type Locale,
  lookAtAll,
  openListed,
  privateHelpFaults,
  type Walk,
  widthFaults,
} from './every-page/look.ts'
import {
  everyPage,
  everyRoute,
  isForCitizens,
  type ListedPage,
  NO_PAGE,
  pagesByReader,
} from './every-page/page-list.ts'
import { openPagesHouse, type PagesHouse } from './every-page/pages-house.ts'

let house: PagesHouse
let browser: Browser
let walk: Walk
let pages: ListedPage[]
beforeAll(async () => {
  house = await openPagesHouse()
  browser = await openBrowser()
  walk = { house, browser }
  pages = everyPage(house.rows)
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('B14 every path of the portal is walked, or is no page for a reason', () => {
  const known = new Set([...pages.map(({ route }) => route), ...Object.keys(NO_PAGE)])
  expect(everyRoute().filter((route) => !known.has(route))).toEqual([])
  expect(Object.keys(NO_PAGE).filter((route) => !everyRoute().includes(route))).toEqual([])
})

/** With SCREENSHOTS=folder the pages are also pictured there, at 360 and 1280 px. */
const SCREENSHOTS = process.env.SCREENSHOTS

async function picture(page: Page, { looker, path }: ListedPage, locale: Locale): Promise<void> {
  if (!SCREENSHOTS) return
  mkdirSync(SCREENSHOTS, { recursive: true })
  const name =
    path === '/'
      ? 'trang-chu'
      : path
          .slice(1)
          .replaceAll(/[^\w-]/g, '-')
          .slice(0, 60)
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: `${SCREENSHOTS}/${looker}-${name}.${locale}.${width}.png`, fullPage: true })
  }
}

const READERS = ['anybody', 'citizen', 'staff'] as const
const LANGUAGES = ['vi', 'en'] as const
/** The strong colours are the same on every page: those that anybody opens show them. */
const EYES_OF = {
  anybody: ['dark', 'high contrast', 'forced colours'],
  citizen: ['dark', 'forced colours'],
  staff: ['dark', 'forced colours'],
} as const

/**
 * axe in light, dark, high contrast and forced colours; nothing sticks out at 360 px, at 200 % zoom and at 1280 px; English has
 * no Vietnamese sentence left.
 */
test.each(READERS.flatMap((reader) => LANGUAGES.map((locale) => [reader, locale] as const)))(
  'B14 L12 L14 the pages of %s in %s: axe finds nothing, nothing sticks out, the browser complains of nothing',
  { timeout: 600_000 },
  async (reader, locale) => {
    const faults: Record<string, string[]> = {}
    const here = pagesByReader(house.rows)[reader]
    await lookAtAll(walk, here, { viewport: { width: 360, height: 800 } }, async (page, listed) => {
      const complaints = complaintsOf(page)
      const found = await openListed(page, house.url, listed, locale)
      if (isForCitizens(listed)) found.push(...(await privateHelpFaults(page)))
      found.push(...(await axeFaults(page)), ...(await widthFaults(page)))
      found.push(...(locale === 'en' ? await vietnameseWords(page) : await contrastFaults(page, EYES_OF[reader])))
      found.push(...complaints())
      if (found.length > 0) faults[`${listed.looker} ${listed.path}`] = found
      await picture(page, listed, locale)
    })
    expect(faults).toEqual({})
  },
)

test('B14 keyboard only: on every citizen page Tab follows the reading order, is seen, and reaches the end', {
  timeout: 600_000,
}, async () => {
  const faults: Record<string, string[]> = {}
  const here = pages.filter(isForCitizens)
  await lookAtAll(walk, here, { viewport: { width: 1280, height: 900 } }, async (page, listed) => {
    await openListed(page, house.url, listed, 'vi')
    const found = await keyboardFaults(page)
    if (found.length > 0) faults[`${listed.looker} ${listed.path}`] = found
  })
  expect(faults).toEqual({})
})

test('B14 on paper: tracking, receipt, doses, passport, help and the letters desk come without the frame, black on white', async () => {
  const routes = new Set([
    '/theo-doi/:',
    '/phan-anh/da-gui/:',
    '/tra-cuu/ket-qua',
    '/ho-chieu',
    '/tro-giup',
    '/can-bo/thu-giay/:',
  ])
  const here = pages.filter(({ route }) => routes.has(route))
  expect(new Set(here.map(({ route }) => route))).toEqual(routes)
  await lookAtAll(walk, here, { colorScheme: 'dark' }, async (page, listed) => {
    await openListed(page, house.url, listed, 'vi')
    await page.emulateMedia({ media: 'print' })
    const paper = await page.evaluate(() => ({
      shown: [...document.querySelectorAll('header, nav, body > footer, .skip, .buttons, .on-screen')]
        .filter((part) => part.getBoundingClientRect().height > 0)
        .map((part) => part.className),
      ground: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.body).color,
    }))
    expect({ path: listed.path, ...paper }).toEqual({
      path: listed.path,
      shown: [],
      ground: 'rgb(255, 255, 255)',
      ink: 'rgb(0, 0, 0)',
    })
  })
})
