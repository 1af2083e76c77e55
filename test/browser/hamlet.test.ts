import { execFileSync } from 'node:child_process'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endHamletLink, makeHamletLink } from '../../core/use-cases/hamlet/hamlet-link.ts'
import { paths } from '../../portal/paths.ts'
import { type ChainHouse, openChainHouse, value } from '../integration/chain/chain-house.ts'
import { anAccount } from '../integration/desk/desk-house.ts'
import { aPersonWaiting, drawUp, rowsOf } from '../integration/hamlet/hamlet-house.ts'
import { focusOn, openBrowser } from '../support/browser.ts'
import { isSound } from '../support/is-sound.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: ChainHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

async function aSheet(hamlet: string, people: number) {
  for (let n = 0; n < people; n += 1) await aPersonWaiting(house, { address: `Số ${(n >> 1) + 1}, ${hamlet}, Xã Mẫu` })
  const [list] = await drawUp(house, hamlet)
  return list!
}

/** A phone with a service worker, as after a first visit. */
async function aPhone(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: portal.url })
  const page = await context.newPage()
  await page.goto('/')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
  })
  return { context, page }
}

async function atTheSheet(page: Page, listId: string) {
  const { token, pin } = value(await makeHamletLink(house.app, { officer: house.clerk, listId }))
  await page.goto(paths.hamlet.phone(token))
  await page.getByLabel('Mã PIN').fill(pin)
  await page.keyboard.press('Enter')
  await page.locator('#hamlet-sheet').waitFor()
  return { token, pin }
}

const choose = (page: Page, row: number, label: string) =>
  page.locator(`#row-${row}`).getByLabel(label, { exact: true }).check()

const answersOf = async (listId: string) => (await rowsOf(house, listId)).map((row) => row.answer)

test('E13 the hamlet’s phone: kept by choice, opened without a line after a day, sent when the line is back, gone after', async () => {
  const list = await aSheet('Thôn 21', 3)
  const { context, page } = await aPhone()
  const { token, pin } = await atTheSheet(page, list.id)
  await page.fill('#keep-pin', '999999' === pin ? '999998' : '999999')
  await page.getByRole('button', { name: 'Giữ phiếu trên máy này' }).click()
  await page.getByText('Chưa giữ được').waitFor()
  await keepOn(page, pin)

  const stored = await page.evaluate(async () => {
    const texts = [JSON.stringify(localStorage)]
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        texts.push((await (await (await caches.open(name)).match(request))?.text()) ?? '')
    return texts.join('\n')
  })
  expect(stored, 'what is kept is sealed').not.toContain('Trần Thị Mẫu')
  expect(stored).not.toContain(pin)

  await context.setOffline(true)
  await page.close()
  house.clock.advance(86_400_000)
  const later = await context.newPage()
  await later.goto(paths.hamlet.phone(token))
  expect(await later.locator('main').innerText()).not.toContain('Trần Thị Mẫu')
  await later.fill('#unlock-pin', '111111' === pin ? '222222' : '111111')
  await later.keyboard.press('Enter')
  await later.getByText('Mã PIN chưa đúng').waitFor()
  await later.fill('#unlock-pin', pin)
  await later.keyboard.press('Enter')
  await choose(later, 1, 'Đúng')
  await choose(later, 2, 'Sai')
  await later.locator('#row-2 summary').click()
  await later.locator('#row-2').getByLabel('Ngày sinh').fill('18/05/1990')
  await later.getByRole('button', { name: 'Gửi các dòng đã chọn' }).click()
  await later.getByText('đã giữ trên máy và sẽ được gửi').waitFor()
  await later.close()
  expect(await answersOf(list.id)).toEqual([null, null, null])

  const again = await context.newPage()
  await again.goto(paths.hamlet.phone(token))
  await again.fill('#unlock-pin', pin)
  await again.keyboard.press('Enter')
  await again.locator('#hamlet-sheet').waitFor()
  await again.getByText('sẽ được gửi khi có mạng').waitFor()
  await context.setOffline(false)
  await again.getByText('Đã gửi. Trạm đã nhận').waitFor()
  expect(await answersOf(list.id)).toEqual(['right', 'wrong', null])
  expect((await rowsOf(house, list.id))[1]?.corrected).toEqual({ birthDate: '1990-05-18' })
  await choose(again, 3, 'Đã chuyển đi')
  await again.getByRole('button', { name: 'Gửi các dòng đã chọn' }).click()
  await again.getByText('Bản giữ trên máy đã được xóa').waitFor()
  expect(await onPhone(again, token)).toEqual([0, false])
  expect(await answersOf(list.id)).toEqual(['right', 'wrong', 'moved'])
  await context.close()
})

const onPhone = (page: Page, token: string) =>
  page.evaluate(async (path) => [localStorage.length, Boolean(await caches.match(path))], paths.hamlet.phone(token))

async function keepOn(page: Page, pin: string) {
  await page.fill('#keep-pin', pin)
  await page.getByRole('button', { name: 'Giữ phiếu trên máy này' }).click()
  await page.getByText('Đã giữ. Khi mất mạng').waitFor()
}

test('E13 a link that ends before hand-in: the page says what became of the answers and no copy stays on the phone', async () => {
  const list = await aSheet('Thôn 25', 2)
  const end = () => endHamletLink(house.app, { officer: house.clerk, listId: list.id })
  const { context, page } = await aPhone()

  const open = await atTheSheet(page, list.id)
  await keepOn(page, open.pin)
  await choose(page, 1, 'Đúng')
  value(await end())
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.method()))
  await page.getByRole('button', { name: 'Gửi các dòng đã chọn' }).click()
  const told = page.getByText('Bạn gọi trạm y tế để đọc lại, hoặc ghi ra phiếu giấy')
  await told.waitFor()
  expect(await told.innerText()).toContain('Bản giữ trên máy đã được xóa')
  expect(await page.locator('#row-1').getByLabel('Đúng', { exact: true }).isChecked(), 'still to be read out').toBe(
    true,
  )
  expect(await onPhone(page, open.token)).toEqual([0, false])
  expect(asked, 'asked for once, and nothing handed in').toEqual(['GET'])

  const later = await atTheSheet(page, list.id)
  await keepOn(page, later.pin)
  await page.goto('/')
  value(await end())
  await page.goto(paths.hamlet.phone(later.token))
  await page.getByText('Bản giữ trên máy này đã được xóa').waitFor()
  await page.getByText('bạn gọi trạm y tế để đọc').waitFor()
  expect(await onPhone(page, later.token)).toEqual([0, false])

  const older = await atTheSheet(page, list.id)
  await keepOn(page, older.pin)
  await page.goto('/')
  await atTheSheet(page, list.id)
  await page.getByText('Bản giữ của một đường dẫn cũ đã được xóa').waitFor()
  expect(await onPhone(page, older.token)).toEqual([0, false])
  expect(await answersOf(list.id)).toEqual([null, null])
  await context.close()
})

test('E13 nothing is kept without the button: a line that breaks loses no answer while the page is open', async () => {
  const list = await aSheet('Thôn 22', 2)
  const { context, page } = await aPhone()
  await atTheSheet(page, list.id)
  await choose(page, 1, 'Không biết')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Gửi các dòng đã chọn' }).click()
  await page.getByText('xin đừng đóng trang này').waitFor()
  expect(await page.evaluate(async () => [localStorage.length, await caches.has('ra-soat')])).toEqual([0, false])
  await context.setOffline(false)
  await page.getByText('Đã gửi. Trạm đã nhận').waitFor()
  expect(await answersOf(list.id)).toEqual(['unknown', null])
  await context.close()
})

async function clerkAt(path: string, width = 1280): Promise<Page> {
  const { login, password, code } = await anAccount(house)
  const page = await (await browser.newContext({ viewport: { width, height: 900 }, baseURL: portal.url })).newPage()
  await page.goto(paths.staff.logIn)
  await page.fill('#login', login)
  await page.fill('#password', password)
  await page.keyboard.press('Enter')
  await page.fill('#code', code())
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.includes('dang-nhap'))
  await page.goto(path)
  return page
}

test('E13 a sheet of 40 rows is typed in with the keyboard alone: one key a row, corrections without leaving the row', async () => {
  const list = await aSheet('Thôn 23', 40)
  const page = await clerkAt(paths.hamlet.list(list.number))
  await focusOn(page, '#row-1 input')
  let keys = 0
  const press = async (...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
    keys += pressed.length
  }
  for (let row = 1; row <= 40; row += 1) {
    if (row !== 7) await press(row % 10 === 0 ? '4' : '1')
    else {
      await press('2')
      await page.keyboard.type('Trần Thị Mẩu')
      await press('Enter')
    }
  }
  await focusOn(page, 'button[value="save"]')
  await press('Enter')
  await page.getByText('Đã nhận 40 dòng').waitFor()
  expect(keys).toBe(42)
  const rows = await rowsOf(house, list.id)
  expect(rows.filter(({ answer }) => answer === 'right')).toHaveLength(35)
  expect(rows.filter(({ answer }) => answer === 'moved').map(({ rowNo }) => rowNo)).toEqual([10, 20, 30, 40])
  expect(rows[6]).toMatchObject({ answer: 'wrong', corrected: { fullName: 'Trần Thị Mẩu' } })
  await page.context().close()
})

test('E13 the sheet on A4: every row has its boxes, a household is never torn, each page bears the number', async () => {
  const list = await aSheet('Thôn 24', 40)
  const page = await clerkAt(paths.hamlet.print(list.number))
  const printed = await page.pdf({ preferCSSPageSize: true })
  const pages = pagesOf(printed)
  expect(pages.length).toBeLessThanOrEqual(5)
  for (const one of pages) expect(one).toContain(`${list.number} · Thôn 24`)
  const all = pages.join('\n')
  expect(all, 'a neighbour holds no whole number').not.toMatch(/001190\d{6}/)
  expect(all.match(/☐/g)).toHaveLength(200)
  for (let home = 1; home <= 20; home += 1) {
    const at = pages.filter((text) => text.includes(`Hộ ${home} (gợi ý)`))
    expect(at, `household ${home}`).toHaveLength(1)
    expect(at[0]?.match(new RegExp(`Số ${home}, Thôn 24`, 'g')), `household ${home} on one page`).toHaveLength(2)
  }
  await page.context().close()
})

function pagesOf(pdf: Buffer): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  return text.split('\f').filter((one) => one.trim() !== '')
}

test.each([360, 1280])(
  'E13 the pages of the review at %i pixels: axe finds nothing and nothing sticks out',
  async (width) => {
    const list = await aSheet(`Thôn 3${width}`, 2)
    await aPersonWaiting(house, { address: 'Xã Mẫu' })
    const { page: phone, context } = await aPhone()
    await phone.setViewportSize({ width, height: 800 })
    const { token, pin } = await atTheSheet(phone, list.id)
    const clerk = await clerkAt(paths.hamlet.desk, width)
    await isSound(phone)
    await isSound(clerk)
    await clerk.goto(paths.hamlet.list(list.number))
    await isSound(clerk)
    await clerk.goto(paths.hamlet.print(list.number))
    await isSound(clerk)
    await keepOn(phone, pin)
    await context.setOffline(true)
    await phone.goto(paths.hamlet.phone(token))
    await phone.locator('#unlock-pin').waitFor()
    await isSound(phone)
    await context.close()
    await clerk.context().close()
  },
)
