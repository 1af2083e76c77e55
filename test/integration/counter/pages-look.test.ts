import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anAccount } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

let width = 0

async function atTheCounter(): Promise<Page> {
  const account = await anAccount(house)
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${portal.url}/can-bo/dang-nhap`)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.click('main button')
  await page.fill('#code', account.code())
  await page.click('main button')
  // The same code opens nothing twice.
  house.clock.advance(60_000)
  return page
}

const main = (page: Page) => page.innerText('main')

test.each([360, 1280])(
  'A04 B15 at %i pixels: find, see the paper, code, slip, the citizen’s side; axe finds nothing',
  async (pixels) => {
    width = pixels
    const number = `0791900${String(pixels).padStart(5, '0')}`
    await house.person({
      fullName: 'Lương Thị Quầy',
      idNumber: number,
      phone: '+84912000801',
      doses: [{ lot: 'QUAY77' }],
    })
    const page = await atTheCounter()
    await page.goto(`${portal.url}/can-bo/quay`)
    await page.click('text=Tìm >> nth=-1')
    await isSound(page, 'counter-empty')
    await page.fill('#number', number)
    await page.click('form:has(#number) button')
    expect(await main(page)).not.toContain(number)
    await isSound(page, 'counter-found')
    await page.click('text=Lương Thị Quầy')
    await page.click('text=Lấy mã và in phiếu')
    expect(await main(page)).toContain('Chọn giấy tờ bạn đã xem.')
    await isSound(page, 'counter-person-wrong')
    await page.check('input[value=citizen_card]')
    await page.check('input[name=numberAgrees][value=yes]')
    await page.check('#seen')
    await page.click('text=Lấy mã và in phiếu')
    await isSound(page, 'counter-slip')
    const code = (await page.innerText('.slip .code')).trim()

    const own = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage()
    await own.goto(`${portal.url}/tra-cuu`)
    await isSound(own, 'look-up')
    await own.click('text=Tôi có mã của Trạm Y tế')
    await own.fill('#code', '2345 2345')
    await own.click('text=Mở hồ sơ của tôi')
    expect(await main(own)).not.toContain('Lương')
    await isSound(own, 'counter-code-wrong')
    await own.fill('#code', code)
    await own.click('text=Mở hồ sơ của tôi')
    expect(await main(own)).toContain('QUAY77')
    expect(await main(own)).toContain(number)
    await isSound(own, 'record-by-code')
    await own.click('text=Xong, xóa khỏi máy này')
    await own.goto(`${portal.url}/tra-cuu/ho-so`)
    expect(await main(own)).not.toContain('QUAY77')

    await page.click('text=Quay lại quầy')
    await page.click('text=Ghi số điện thoại đúng')
    expect(await page.isChecked('input[value=WRONG_PHONE]')).toBe(true)
    await page.click('text=Ghi và in phiếu')
    expect(await main(page)).toContain('Mỗi mục đã chọn cần ít nhất một thông tin')
    await page.fill('#rightPhone', '0912 000 802')
    await isSound(page, 'intake')
    await page.click('text=Ghi và in phiếu')
    await isSound(page, 'intake-receipt')
    const [report = '', key = ''] = (await page.locator('.slip .code').allInnerTexts()).map((text) => text.trim())
    await own.goto(`${portal.url}/da-bao-tram`)
    await isSound(own, 'told-station')
    await own.fill('#code', key)
    await own.click('main button.primary')
    expect(await main(own)).toContain(report)
    await own.goto(`${portal.url}/phieu/${report}/${key.replace(' ', '')}`)
    await isSound(own, 'slip-page')
    await own.click('main button.primary')
    expect(await main(own)).toContain(report)
    await own.context().close()
    await page.context().close()
  },
)

test('A12 in English a foreigner looks up by passport: a list of countries, and no wrong sign passes', async () => {
  width = 360
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage()
  await page.goto(`${portal.url}/tra-cuu?lang=en`)
  expect(await page.locator('datalist option').count()).toBe(248)
  await page.fill('#fullName', 'Kim Min Ji')
  await page.fill('#birthDate', '03/02/1991')
  await page.check('input[value=female]')
  await page.fill('#phone', '0912 000 803')
  await page.fill('#passportNumber', 'M12345678')
  await page.fill('#passportCountry', 'South Korea')
  const one = 'P<KORKIM<<MIN<JI<<<<<<<<<<<<<<<<<<<<<<<<<<<<'
  const two = 'M123456788KOR9102033F3001019<<<<<<<<<<<<<<<4'
  await page.fill('#mrz', `${one}\n${two.replace('M1234', 'M1243')}`)
  await page.click('main button.primary')
  expect(await main(page)).toContain('These two lines could not be read')
  await isSound(page, 'passport-wrong')
  await page.fill('#mrz', `${one}\n${two}`)
  await page.fill('#passportCountry', 'Việt Nam')
  await page.click('main button.primary')
  expect(await main(page)).toContain('Vietnamese people are found by their personal ID')
  await page.fill('#passportCountry', 'korea')
  await page.click('main button.primary')
  expect(page.url()).toContain('/tra-cuu/ma')
  await page.context().close()
})
