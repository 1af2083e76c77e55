import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterEach, expect, test, vi } from 'vitest'
import { practiceAccounts } from '../../platform/practice/practice-staff.ts'
import { type HouseProcess, startProcess } from '../chaos/support/processes.ts'
import { openBrowser } from '../support/browser.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { startRedis } from '../support/redis.ts'
import { sharedData } from '../support/shared-data.ts'

const CARD = sharedData('cccd/images/dev-002.jpg')
const CHAT = 2_000_000_077
const WEBHOOK_SECRET = 'only-for-the-browser-test'

/** Invented: the first is the holder of the card on the photo, whose record has a wrong name and no number. */
const RECORDS = `record_id,full_name,dob,gender,id_number,phone,commune,facility
S_ROAD_1,Kiêm Thị Sa Ry,23/09/1980,Nữ,,0911000001,Xã Mẫu,Trạm Y tế xã Mẫu
S_ROAD_2,Trần Thị Hoà Binh,02/03/1975,Nữ,001175004321,0911000002,Xã Mẫu,Trạm Y tế xã Mẫu
`
const DOSES = `record_id,dose_id,dose_no,vaccine,date,lot,facility,province
S_ROAD_1,D_ROAD_1,1,AstraZeneca,12/10/2021,AZ1,Trạm Y tế xã Mẫu,Tỉnh Mẫu
S_ROAD_1,D_ROAD_2,2,AstraZeneca,20/12/2021,AZ2,Trạm Y tế xã Mẫu,Tỉnh Mẫu
S_ROAD_2,D_ROAD_3,1,Pfizer,12/10/2021,PF1,Trạm Y tế xã Mẫu,Tỉnh Mẫu
S_ROAD_2,D_ROAD_4,2,Pfizer,20/12/2021,PF2,Trạm Y tế xã Mẫu,Tỉnh Mẫu
`

const closers: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

test('the whole road in Chromium and on Telegram, queue on PostgreSQL', { timeout: 600_000 }, async () => {
  await walk({})
})

test('the whole road in Chromium and on Telegram, queue on Redis', { timeout: 600_000 }, async () => {
  const redis = await startRedis()
  closers.push(() => redis.close())
  await walk({ REDIS_URL: redis.url })
})

async function walk(more: Record<string, string>): Promise<void> {
  const { house, telegram, browser, folder, accounts } = await openRoad(more)
  const clerk = await logIn(browser, house, accounts('tram'))
  await importSheet(clerk, house, folder, 'ho-so.csv', RECORDS, 2)
  await importSheet(clerk, house, folder, 'mui-tiem.csv', DOSES, 4)

  const citizen = await phoneOf(browser)
  const code = await reportOnPortal(citizen, house)
  await reportOnTelegram(telegram)
  const codes = [code, await codeOnTelegram(telegram)]

  for (const each of codes) await sendToPolice(clerk, house, each)
  await reviewByHamlet(clerk, house)
  await clerk.goto(`${house.url}/can-bo/danh-sach`)
  await press(clerk, /Lập danh sách.*tất cả|tất cả/i)
  const number = /DS-\d{4}-\d+/.exec(await clerk.locator('main').innerText())?.[0] ?? ''
  expect(number).toMatch(/^DS-/)

  const police = await logIn(browser, house, accounts('congan'))
  await answerAndSign(police, house, number)
  await clerk.goto(`${house.url}/can-bo/danh-sach/${number}`)
  await clerk.locator('form:has(input[name="returnId"]) button[type="submit"]').first().click()
  await exportEverything(clerk, house)
  await readBack(clerk, house, folder)

  const head = await logIn(browser, house, accounts('truongtram'))
  await head.goto(`${house.url}/can-bo/ky`)
  for (const name of ['Kiêm Thị Sa Rây', 'Trần Thị Hoà Bình']) await head.getByLabel(name).first().check()
  await head.locator('#confirmed').check()
  await head.locator('button[value="certificate"]').click()

  await seesItDone(citizen, house, code)
  await toldOnTelegram(telegram, codes[1] ?? '')
  await showsPassport(citizen, house)
}

async function openRoad(more: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-browser-'))
  chmodSync(folder, 0o755)
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const telegram = await startFakeTelegram()
  closers.push(() => telegram.close())
  const masterKey = randomBytes(32)
  const env = {
    DATA_DIR: join(folder, 'var'),
    MASTER_KEY: masterKey.toString('hex'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    TELEGRAM_API_ROOT: telegram.url,
    ...more,
  }
  mkdirSync(env.DATA_DIR)
  const house = await startProcess({ roles: 'portal,bot,workers', env })
  closers.push(() => house.stop())
  telegram.webhook = { url: `${house.url}/webhooks/telegram`, secret: WEBHOOK_SECRET }
  const browser = await openBrowser()
  closers.push(() => browser.close())
  const accounts = (login: string) => () => practiceAccounts(masterKey, new Date()).find((one) => one.login === login)!
  return { house, telegram, browser, folder, accounts }
}

async function logIn(
  browser: Browser,
  house: HouseProcess,
  account: () => { login: string; password: string; code: string },
): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await page.goto(`${house.url}/can-bo`)
  await page.getByLabel('Tên đăng nhập').fill(account().login)
  await page.getByLabel('Mật khẩu').fill(account().password)
  await page.keyboard.press('Enter')
  await page.getByLabel('Mã 6 chữ số').fill(account().code)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.includes('dang-nhap'))
  return page
}

/** An old phone: narrow and without JavaScript. */
async function phoneOf(browser: Browser): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  })
  return context.newPage()
}

async function importSheet(
  page: Page,
  house: HouseProcess,
  folder: string,
  name: string,
  text: string,
  rows: number,
): Promise<void> {
  const file = join(folder, name)
  writeFileSync(file, text)
  await page.goto(`${house.url}/can-bo/nhap-du-lieu`)
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByLabel('Số dòng theo Nền tảng').fill(String(rows))
  await press(page, 'Tải lên và xem trước')
  await press(page, 'Ghi vào sổ')
  await page.getByRole('button', { name: 'Hoàn tác cả lần nhập' }).waitFor()
}

async function reportOnPortal(page: Page, house: HouseProcess): Promise<string> {
  await page.goto(`${house.url}/tra-cuu`)
  await page.getByLabel('Họ, chữ đệm và tên').fill('Kiêm Thị Sa Ry')
  await page.getByLabel('Ngày sinh').fill('23/09/1980')
  await page.getByLabel('Nữ', { exact: true }).check()
  await page.getByLabel('Số điện thoại').fill('0911000001')
  await press(page, 'Gửi mã cho tôi')
  await page.getByLabel('Mã 6 số').fill(await codeInMessageBox(page, house))
  await press(page, 'Xác nhận')
  await page.getByText('AstraZeneca').first().waitFor()

  await page.goto(`${house.url}/phan-anh`)
  await page.getByLabel(/Sai họ tên/).check()
  await page.getByLabel(/Sai hoặc thiếu số CCCD/).check()
  await press(page, 'Tiếp tục')
  if (page.url().includes('nguoi-phan-anh')) await press(page, 'Tiếp tục')
  await page.getByText('Đang ghi: Kiêm Thị Sa Ry').waitFor()
  await page.goto(`${house.url}/phan-anh/anh`)
  await page.locator('#consent').check()
  await press(page, 'Tiếp tục')
  await page.getByLabel(/Mặt trước thẻ căn cước/).check()
  await page.locator('input[type="file"]').setInputFiles(CARD)
  await press(page, 'Gửi ảnh này')
  await vi.waitFor(
    async () => {
      await page.reload()
      expect(await page.getByRole('button', { name: 'Điền theo thẻ' }).count()).toBe(1)
    },
    { timeout: 30_000, interval: 500 },
  )
  await press(page, 'Điền theo thẻ')
  await page.goto(`${house.url}/phan-anh/doc-lai`)
  await page.getByText('072180900118').first().waitFor()
  await press(page, 'Gửi phản ánh')
  return /PA-\w{4}-\w{4}/.exec(await page.locator('main').innerText())?.[0] ?? ''
}

async function codeInMessageBox(page: Page, house: HouseProcess): Promise<string> {
  const box = await page.context().newPage()
  const code = await vi.waitFor(
    async () => {
      await box.goto(`${house.url}/tin-nhan-thu`)
      const found = /Ma xac nhan cua ban la (\d{6})/.exec(await box.locator('main').innerText())?.[1]
      expect(found).toBeDefined()
      return found ?? ''
    },
    { timeout: 20_000, interval: 300 },
  )
  await box.close()
  return code
}

async function reportOnTelegram(telegram: FakeTelegram): Promise<void> {
  const heard = (count: number) => expect(telegram.sent(CHAT).length).toBeGreaterThan(count)
  const next = async (act: () => Promise<number>) => {
    const before = telegram.sent(CHAT).length
    expect(await act()).toBe(200)
    await vi.waitFor(() => heard(before), PATIENTLY)
  }
  // A chat hears one message a second, so the one with the button may still be on its way.
  const press = async (label: string) => {
    await vi.waitFor(() => expect(hasButton(telegram, label)).toBe(true), PATIENTLY)
    await next(() => telegram.press(CHAT, label))
  }
  await next(() => telegram.say(CHAT, '/start'))
  await press('Tra cứu mũi tiêm')
  await next(() => telegram.say(CHAT, 'Trần Thị Hoà Binh, 02/03/1975, nữ'))
  await next(() => telegram.sendContact(CHAT, '+84911000002'))
  await press('Báo sai thông tin này')
  await press('Sai họ tên')
  await next(() => telegram.say(CHAT, 'Trần Thị Hoà Bình'))
  await press('Không còn, đi tiếp')
  await press('Không đồng ý')
  const mayGoOn = () => hasButton(telegram, 'Gửi phản ánh') || hasButton(telegram, 'Đủ rồi, đi tiếp')
  await vi.waitFor(() => expect(mayGoOn()).toBe(true), PATIENTLY)
  if (!hasButton(telegram, 'Gửi phản ánh')) await press('Đủ rồi, đi tiếp')
  await press('Gửi phản ánh')
}

const PATIENTLY = { timeout: 30_000, interval: 100 }

const hasButton = (telegram: FakeTelegram, label: string) =>
  telegram.last(CHAT).buttons.some((button) => button.text.includes(label))

async function codeOnTelegram(telegram: FakeTelegram): Promise<string> {
  return vi.waitFor(
    () => {
      const text = telegram
        .sent(CHAT)
        .map((message) => message.text)
        .join('\n')
      const code = /PA-\w{4}-\w{4}/.exec(text)?.[0]
      expect(code).toBeDefined()
      return code ?? ''
    },
    { timeout: 20_000 },
  )
}

async function sendToPolice(page: Page, house: HouseProcess, code: string): Promise<void> {
  await page.goto(`${house.url}/can-bo/phan-anh/${code}`)
  await page.locator('form:has(input[value="send_to_police"]) button').click()
  await page.getByText('Đang xác minh nhân thân').first().waitFor()
}

/** One sheet, answered over the phone: everybody on it is right (2262 step 2). */
async function reviewByHamlet(page: Page, house: HouseProcess): Promise<void> {
  await page.goto(`${house.url}/can-bo/thon-ap`)
  await press(page, 'Lập phiếu rà soát')
  await page.getByRole('link', { name: /^RS-/ }).first().click()
  await page.locator('button[value="rest"]').click()
  await page.getByText('Đã trả lời đủ').first().waitFor()
}

async function answerAndSign(page: Page, house: HouseProcess, number: string): Promise<void> {
  await page.goto(`${house.url}/can-bo/cong-an/${number}`)
  expect(await page.locator('main').innerText()).not.toMatch(/AstraZeneca|Pfizer/)
  for (const answer of await page.locator('select[name^="answer-"]').all()) await answer.selectOption('match')
  await page.locator('button[value="save"]').click()
  await page.locator('button[value="draw_up"]').click()
  await page.locator('button[value="certificate"]').click()
  await page.getByRole('status').or(page.locator('.notice')).first().waitFor()
}

async function exportEverything(page: Page, house: HouseProcess): Promise<void> {
  for (const kind of ['import_file', 'hand_edit']) {
    await page.goto(`${house.url}/can-bo/xuat-du-lieu`)
    const button = page.locator(`button[value="${kind}"]`)
    if (await button.count()) await button.click()
  }
}

async function readBack(page: Page, house: HouseProcess, folder: string): Promise<void> {
  const file = join(folder, 'ket-qua.csv')
  writeFileSync(
    file,
    'Mã đối tượng,Kết quả xác minh,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND/Hộ chiếu\nS_ROAD_1,Đúng,Kiêm Thị Sa Rây,23/09/1980,Nữ,072180900118\nS_ROAD_2,Đúng,Trần Thị Hoà Bình,02/03/1975,Nữ,001175004321\n',
  )
  await page.goto(`${house.url}/can-bo/ket-qua`)
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.locator('form:has(input[type="file"]) button').click()
  await page.locator('main form button').first().click()
  await vi.waitFor(
    async () => {
      await page.reload()
      expect(await page.locator('main').innerText()).toMatch(/Đã ghi|Đã đối chiếu|Đã khớp/)
    },
    { timeout: 30_000, interval: 500 },
  )
}

async function seesItDone(page: Page, house: HouseProcess, code: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await page.goto(`${house.url}/theo-doi/${code}`)
      expect(await page.locator('main').innerText()).toMatch(/ký/)
    },
    { timeout: 30_000, interval: 500 },
  )
}

/** Six steps after the receipt, which is an answer and no notice: six notices, each once. */
async function toldOnTelegram(telegram: FakeTelegram, code: string): Promise<void> {
  const notices = () =>
    telegram
      .sent(CHAT)
      .map((message) => message.text)
      .filter((text) => !text.includes('Mã phản ánh:') && text.includes(code) && text.includes('/theo-doi/'))
  await vi.waitFor(() => expect(new Set(notices()).size).toBe(6), { timeout: 30_000, interval: 300 })
  expect(notices().length).toBe(6)
  expect(notices().join('\n')).not.toMatch(/Trần|Hoà|0911|AstraZeneca|Pfizer/)
}

/** After the police match the citizen is at level 2: the look-up leads to the passport, and the public page finds it valid. */
async function showsPassport(page: Page, house: HouseProcess): Promise<void> {
  await page.goto(`${house.url}/tra-cuu`)
  await page.getByLabel('Họ, chữ đệm và tên').fill('Kiêm Thị Sa Rây')
  await page.getByLabel('Ngày sinh').fill('23/09/1980')
  await page.getByLabel('Nữ', { exact: true }).check()
  await page.getByLabel('Số điện thoại').fill('0911000001')
  await press(page, 'Gửi mã cho tôi')
  if (await page.getByLabel('Mã 6 số').count()) {
    await page.getByLabel('Mã 6 số').fill(await codeInMessageBox(page, house))
    await press(page, 'Xác nhận')
  }
  await page.goto(`${house.url}/ho-chieu`)
  await page.locator('img.passport-qr').first().waitFor()
  const hc1 = (await page.locator('.copy').first().textContent())?.trim() ?? ''
  expect(hc1).toMatch(/^HC1:/)
  await page.goto(`${house.url}/xac-thuc`)
  await page.locator('textarea[name="code"]').fill(hc1)
  await page.locator('form:has(textarea) button').click()
  const verdict = await page.locator('main').innerText()
  expect(verdict).toContain('Kiêm Thị Sa Rây')
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
}
