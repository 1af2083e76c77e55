import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newIdNumber, SCAN } from '../integration/chain/chain-house.ts'
import { type Account, anAccount } from '../integration/desk/desk-house.ts'
import { openSignatureHouse, type SignatureHouse } from '../integration/signatures/signature-house.ts'
import { axeOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { type Hands, openHands } from '../support/hands.ts'
import { makeP12 } from '../support/test-ca.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: SignatureHouse
let portal: WholePortal
let browser: Browser
let page: Page
let hands: Hands
let head: Account
const folder = mkdtempSync(join(tmpdir(), 'signer-day-'))
beforeAll(async () => {
  house = await openSignatureHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: portal.url })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
  hands = await openHands(page)
  head = await anAccount(house, { role: 'head' })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await browser?.close()
  await portal?.close()
  await house?.close()
})

const button = (name: string | RegExp) => page.getByRole('button', { name })
const reads = (text: string | RegExp) => page.getByText(text).first().waitFor()

/** Nothing wrong on the page, wide and narrow. */
async function looksRight(): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect((await axeOn(page).analyze()).violations).toEqual([])
  }
}

test('H01 H11 a signer’s whole day by keyboard alone: minutes first, then a certificate, then everybody signed', async () => {
  const people = []
  for (const n of [1, 2, 3]) {
    const wish = { fullName: `Trần Thị Ký ${['Một', 'Hai', 'Ba'][n - 1]}`, idNumber: newIdNumber(n) }
    people.push(await house.person({ ...wish, class: 'right', matchResult: 'right' }))
  }
  await house.person({ fullName: 'Lê Văn Chưa' })

  // Log in.
  await page.goto('/can-bo/dang-nhap')
  await hands.to(page.locator('#login'))
  await hands.type(head.login)
  await hands.to(page.locator('#password'))
  await hands.type(head.password)
  await hands.go('Enter')
  await hands.to(page.locator('#code'))
  await hands.type(head.code())
  await hands.go('Enter')
  await page.waitForURL((url) => !url.pathname.includes('dang-nhap'))

  // The list of the day: three are ready, one waits for a reason.
  await page.goto('/can-bo/ky')
  await reads('Sẵn sàng để ký')
  await reads('Chưa có số định danh')
  await looksRight()

  // No certificate yet: the page says so and leads to the minutes.
  await hands.to(page.locator('#confirmed'))
  await hands.press('Space')
  await hands.to(button(/Ký số những người đã chọn/))
  await hands.go('Enter')
  await reads('Bạn chưa có chứng thư số. Hãy lập biên bản ở dưới.')
  await hands.to(page.locator('#date'))
  await hands.type('16/11/2026')
  await hands.to(page.locator('#parties'))
  await hands.type('Trạm Y tế xã Mẫu và Công an xã Mẫu')
  await hands.to(button('Lập biên bản để in'))
  await hands.go('Enter')
  await reads('Chờ bản chụp')
  await looksRight()
  writeFileSync(join(folder, 'bien-ban.pdf'), SCAN)
  await page.locator('#scan').setInputFiles(join(folder, 'bien-ban.pdf'))
  await hands.to(button(/Ghi nhận biên bản/))
  await hands.go('Enter')
  await reads('Những người này vẫn chưa được ký số.')
  expect(await house.db.selectFrom('people').selectAll().where('signed_at', 'is not', null).execute()).toEqual([])

  // The certificate arrives.
  await page.goto('/can-bo/chung-thu-so')
  await looksRight()
  const file = join(folder, 'chung-thu.p12')
  writeFileSync(file, makeP12(await house.ca.issue({ kind: 'rsa', name: 'Phạm Thị Ký' }), 'mật khẩu'))
  await page.locator('#file').setInputFiles(file)
  await hands.to(page.locator('#password'))
  await hands.type('sai')
  await hands.go('Enter')
  await reads('Mật khẩu của tệp chứng thư chưa đúng.')
  await page.locator('#file').setInputFiles(file)
  await hands.to(page.locator('#password'))
  await hands.type('mật khẩu')
  await hands.go('Enter')
  await reads('Đã đăng ký chứng thư.')
  await reads(/Phạm Thị Ký/)
  await looksRight()

  // Back at the list: those with minutes are offered, and signed for real in one confirmed act.
  await page.goto('/can-bo/ky')
  await reads('3 người có biên bản nhưng chưa được ký số.')
  await hands.to(page.locator('#confirmed'))
  await hands.press('Space')
  await hands.to(button(/Ký số những người đã chọn/))
  await hands.go('Enter')
  await reads('Đã ký số 3 người.')
  await reads('Đã ký số 3 người. Có biên bản, chưa ký số: 0 người.')
  await looksRight()
  const signed = await house.db.selectFrom('signed_records').selectAll().where('method', '=', 'certificate').execute()
  expect(signed.map((row) => row.person_id).sort()).toEqual(people.map((one) => one.id).sort())
})
