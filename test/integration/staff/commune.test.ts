import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { type Account, anAccount } from '../desk/desk-house.ts'

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

async function come(account: Account, width = 360): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${portal.url}/can-bo/dang-nhap`)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await enter(page, '#password')
  await page.fill('#code', account.code())
  await enter(page, '#code')
  page.setDefaultTimeout(15_000)
  return page
}

/** Enter on this part, and the page it leads to. */
async function enter(page: Page, part: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.locator(part).press('Enter')
  await loaded
}

test('K07 a commune is opened in seven forms by keyboard, left and taken up by a colleague; both leaders wait for a second person', async () => {
  const [first, second] = [
    await anAccount(house, { role: 'province', unitId: 'syt-mau' }),
    await anAccount(house, { role: 'province', unitId: 'syt-mau' }),
  ]
  const began = Date.now()
  let forms = 0
  const page = await come(first)
  const send = async (at: Page, fields: Record<string, string>) => {
    for (const [id, value] of Object.entries(fields)) await at.fill(`#${id}`, value)
    await enter(at, 'main form:last-of-type button')
    forms += 1
  }
  await page.goto(`${portal.url}/can-bo/mo-xa`)
  await isSound(page)
  await enter(page, 'main form button')
  await isSound(page)
  await send(page, { code: 'An Bình', name: 'xã An Bình' })
  expect(await page.textContent('.error-summary')).toContain('không dấu')
  await send(page, { code: 'an-binh', name: 'xã An Bình' })
  await send(page, {})
  const here = page.url()

  const other = await come(second)
  await other.goto(here)
  expect(await other.textContent('h1')).toContain('Bước 3 trên 7')
  await send(other, { fullName: 'Trần Thị Trưởng', login: 'truong-an-binh' })
  expect(await other.textContent('main')).toContain('truong-an-binh')
  await isSound(other)
  await enter(other, 'main a:text-is("Tiếp tục")')
  await send(other, { fullName: 'Lê Văn Cảnh', login: 'canh-an-binh' })
  await enter(other, 'main a:text-is("Tiếp tục")')
  await isSound(other)
  expect(await other.textContent('main')).toContain('Hiện nay: Chưa cài đặt.')
  await other.getByLabel('Đã nối').check()
  await enter(other, 'main form:last-of-type button')
  expect(await other.textContent('.error-summary')).toContain('chưa kết nối')
  await other.getByLabel('Để sau').check()
  await send(other, {})
  await send(other, { phone: '0912 345 678' })
  expect(await other.textContent('main')).toContain('đã nằm trong hàng chờ')
  await send(other, {})
  expect(await other.textContent('h1')).toBe('Xã đã sẵn sàng.')

  await page.goto(`${portal.url}/can-bo/nhan-su`)
  await isSound(page)
  for (const _leader of ['head', 'chief']) {
    await enter(page, 'main form:has([name=act]) >> nth=0 >> button[value=yes]')
    forms += 1
  }
  const holders = (unit: string, role: 'head' | 'police_chief') =>
    house.app.store.transaction((tx) => tx.staffPosts.holders(unit, [role], '2026-11-16'))
  expect((await holders('tyt-an-binh', 'head')).length).toBe(1)
  expect((await holders('ca-an-binh', 'police_chief')).length).toBe(1)
  const sample = await house.db.selectFrom('reports').selectAll().where('unit_id', '=', 'tyt-an-binh').execute()
  expect(sample.map(({ state }) => state)).toEqual(['withdrawn'])
  const told = await house.db
    .selectFrom('outbox')
    .select('address')
    .where('report_id', '=', sample[0]?.id ?? '')
    .execute()
  expect(told[0]?.address).toContain('+84912345678')
  expect(forms).toBe(10)
  process.stdout.write(`K07: ${forms} forms, ${Math.round((Date.now() - began) / 1000)} s by a script\n`)
})

test('K02 the pages of staff stand at 360 and 1280 px, and the menu is one line on a phone', async () => {
  for (const width of [360, 1280]) {
    const page = await come(await anAccount(house, { role: 'head' }), width)
    const menu = await page.locator('.side').boundingBox()
    expect(width === 360 ? (menu?.height ?? 0) < 80 : (menu?.height ?? 0) > 300).toBe(true)
    for (const path of ['nhan-su', 'thong-bao', 'the-huong-dan', 'tu-kiem-tra', 'khoa-bao-mat']) {
      await page.goto(`${portal.url}/can-bo/${path}`)
      await isSound(page)
    }
    await page.goto(`${portal.url}/can-bo/nhan-su`)
    await enter(page, 'main table a >> nth=0')
    await isSound(page, 'person')
    await page.context().close()
  }
})

test('K11 the help card of each role is one A4 sheet in both languages', async () => {
  for (const role of [
    'clerk',
    'head',
    'police_officer',
    'police_chief',
    'district',
    'province',
    'helper',
    'auditor',
  ] as const) {
    const unitId = {
      district: 'ttyt-mau',
      province: 'syt-mau',
      auditor: 'syt-mau',
      police_officer: 'ca-mau',
      police_chief: 'ca-mau',
    }
    const page = await come(await anAccount(house, { role, unitId: unitId[role as 'auditor'] ?? 'tyt-mau' }), 1280)
    for (const lang of ['vi', 'en']) {
      await page.goto(`${portal.url}/can-bo/the-huong-dan?lang=${lang}`)
      const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
      expect([role, lang, (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length]).toEqual([role, lang, 1])
    }
    await page.context().close()
  }
})

test('K11 a new clerk does the 20 practice cases and is told the errors; the self-test has ten', async () => {
  const page = await come(await anAccount(house))
  const walk = async (path: string, wrong: number) => {
    await page.goto(`${portal.url}/can-bo/${path}`)
    await enter(page, 'button[name=act]')
    const cases = house.app.training.station.cases
    let done = 0
    for (; (await page.locator('[name=case]').count()) > 0; done += 1) {
      const id = await page.locator('[name=case]').inputValue()
      const right = cases.find((one) => one.id === id)?.right ?? ''
      const given = done < wrong ? (right === 'ask' ? 'refuse' : 'ask') : right
      await page.check(`[name=given][value=${given}]`)
      await enter(page, 'main form button')
    }
    return { done, said: await page.locator('main section h2').textContent() }
  }
  expect(await walk('bai-tap', 2)).toEqual({ done: 20, said: expect.stringMatching(/18 trên 20\.\s+Đạt/) })
  expect(await walk('tu-kiem-tra', 3)).toEqual({ done: 10, said: expect.stringMatching(/7 trên 10\.\s+Chưa đạt/) })
})

test('K11 a hint stands on the first use of a page and goes when it was understood', async () => {
  const page = await come(await anAccount(house))
  await page.goto(`${portal.url}/can-bo/hang-cho`)
  await isSound(page)
  expect(await page.locator('.first-use').count()).toBe(1)
  await enter(page, '.first-use button')
  expect(page.url()).toContain('/can-bo/hang-cho')
  expect(await page.locator('.first-use').count()).toBe(0)
})
