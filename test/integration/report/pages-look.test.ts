import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPoints } from '../../../core/use-cases/imports/load-points.ts'
import practice from '../../../data/practice/points.json' with { type: 'json' }
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue, lastCode } from '../citizen/citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
let phones = 0
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  doneValue(await loadPoints(house.app, practice))
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

const go = (page: Page) => page.click('main form .button.primary')

test.each([
  [360, 'vi'],
  [1280, 'en'],
])(
  'B04 B12 C02 L14 the pages of a report at %i pixels in %s: axe finds nothing and nothing sticks out',
  async (width, lang) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: true })
    const page = await context.newPage()
    phones += 1
    const phone = `+8497001${1000 + phones}`
    await house.person({ fullName: 'Lò Thị Bưởi', birthDate: '1990-05-17', sex: 'female', phone })
    const seen = (name: string) => isSound(page, `${name}-${lang}`)
    await page.goto(`${portal.url}/phan-anh?loai=MISSING_DOSE&loai=OTHER&loai=WRONG_NAME&lang=${lang}`)
    await go(page)
    await page.fill('#fullName', 'Lò Thị Bưởi')
    await page.fill('#birthDate', '17/05/1990')
    await page.check('#sex')
    await page.fill('#phone', phone)
    await go(page)
    await page.fill('#code', await lastCode(house, phone))
    await go(page)
    await page.fill('#fullName', 'Lò Thị Bưởi Đỏ')
    await go(page)
    await page.selectOption('#number', '2')
    await page.fill('#givenOn', '01/07/2021')
    await page.fill('#lot', 'không rõ')
    await page.fill('#place', 'luu dong')
    await go(page)
    await seen('place-which')
    await page.check('input[name=point][value=none]')
    await go(page)
    await seen('place-area')
    await page.selectOption('#area', 'Tỉnh Mẫu|Huyện Mẫu')
    await go(page)
    await page.fill('#note', 'Gọi chị Lan 0912 345 678 để hỏi thêm')
    await go(page)
    await seen('private')
    await page.click('button[value=remove]')
    await seen('photos')
    await page.click('button[value=next]')
    await page.waitForSelector('#risks')
    await seen('review')
    await page.goto(`${portal.url}/phan-anh/viec-gap`)
    await seen('urgent')
    await page.check('#reason')
    await page.fill('#neededOn', '30/11/2026')
    await go(page)
    await page.goto(`${portal.url}/phan-anh/doc-lai`)
    await go(page)
    const code = /PA-\w{4}-\w{4}/.exec((await page.textContent('main')) ?? '')?.[0]
    await page.goto(`${portal.url}/theo-doi/${code}`)
    await seen('tracking')
    expect(await page.locator('.card h3').count()).toBeGreaterThanOrEqual(2)
    await context.close()
  },
)
