import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChainHouse, openChainHouse } from '../integration/chain/chain-house.ts'
import { matched, prove, signAndIssue } from '../integration/passport/passport-house.ts'
import { openBrowser } from '../support/browser.ts'
import { isSound } from '../support/is-sound.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: ChainHouse
let portal: WholePortal
let browser: Browser
let context: BrowserContext
let page: Page
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: portal.url })
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

const ownAddress = async () => {
  await page.goto('/')
  const session = (await context.cookies()).find(({ name }) => name === 'phien')?.value.split('.')[0]
  return `web|portal|${session}`
}

async function isWell(name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await isSound(page, `passport-${name}`)
  }
}

test('H12 H06 before the signature: one reason with who acts, the names compared with a travel passport, by keyboard', async () => {
  const person = await matched(house, 1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  await prove(house, person, await ownAddress())
  await page.goto('/ho-chieu')
  const main = page.locator('main')
  expect(await main.innerText()).toMatch(/Bạn chưa có hộ chiếu vắc xin[\s\S]*Đang chờ ký[\s\S]*Trạm Y tế xã Mẫu/)
  await isWell('none')
  await page.getByRole('link', { name: 'So tên với hộ chiếu đi nước ngoài' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('#mrz').fill('P<VNM')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await main.getByText('Chưa đọc được hai dòng').first().waitFor()
  await page.locator('#mrz').fill(mrzOf('NGUYEN<<THI<THUY'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Tên không giống nhau' }).waitFor()
  expect(await main.innerText()).toMatch(/NGUYEN THI THU[\s\S]*NGUYEN THI THUY/)
  expect(await page.locator('#mrz').inputValue(), 'not given back').toBe('')
  await isWell('name-different')
  await page.locator('#mrz').fill(mrzOf('NGUYEN<<THI<THU'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Tên giống nhau' }).waitFor()
})

test('H03 H04 H09 H10 H14 the holder’s page: a code for each dose, the papers, a link, other formats and one tap to renew', async () => {
  const people = await house.db.selectFrom('people').select('id').execute()
  const person = await house.app.store.transaction((tx) => tx.records.get(people[0]?.id ?? ''))
  if (!person) throw new Error('nobody')
  const codes = await signAndIssue(house, person)
  await page.goto('/ho-chieu')
  expect(await page.locator('img.passport-qr').count()).toBe(codes.length)
  await isWell('ready')
  const get = (path: string) => page.request.get(path)
  const [usual, large] = [await get('/ho-chieu/giay.pdf'), await get('/ho-chieu/giay.pdf?size=large')]
  for (const paper of [usual, large]) {
    expect(paper.headers()['content-type']).toBe('application/pdf')
    expect((await paper.body()).length).toBeLessThanOrEqual(100 * 1024)
  }
  expect((await (await get('/ho-chieu/fhir.json')).json()).resourceType).toBe('Bundle')
  expect((await (await get('/ho-chieu/the-suc-khoe')).json()).verifiableCredential).toHaveLength(1)
  await page.getByRole('button', { name: 'Tạo liên kết tải một lần' }).press('Enter')
  const link = new URL((await page.locator('main a[href*="/ho-chieu/tai/"]').getAttribute('href')) ?? '').pathname
  await page.goto(link)
  await isWell('link-open')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải giấy để in (PDF)' }).press('Enter')
  expect((await download).suggestedFilename()).toBe('ho-chieu-vac-xin.pdf')
  await page.goto(link)
  await page.getByRole('button', { name: 'Bản chữ to (PDF)' }).press('Enter')
  await page.getByRole('heading', { name: 'Liên kết không còn dùng được' }).waitFor()
  house.clock.advance(340 * 86_400_000)
  await prove(house, person, await ownAddress())
  await page.goto('/ho-chieu')
  expect(await page.locator('main').innerText()).toContain('Mã QR sắp hết hạn')
  await page.getByRole('button', { name: 'Lấy mã mới' }).press('Enter')
  await page.getByText('Đã có mã mới').waitFor()
})

/** Two whole lines with their check digits (ICAO 9303-4). */
function mrzOf(name: string): string {
  const digit = (text: string) => {
    const values = [...text].map((sign) => (sign === '<' ? 0 : Number.parseInt(sign, 36)))
    return String(values.reduce((sum, value, at) => sum + value * [7, 3, 1][at % 3]!, 0) % 10)
  }
  const [number, birth, expiry, own] = ['C12345678', '900517', '300101', '<'.repeat(14)]
  const parts = [number + digit(number), birth + digit(birth), expiry + digit(expiry) + own + digit(own)] as const
  const second = `${parts[0]}VNM${parts[1]}F${parts[2]}`
  return `P<VNM${name.padEnd(39, '<')}\n${second}${digit(parts.join(''))}`
}
