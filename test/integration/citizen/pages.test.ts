import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { moveReport } from '../../../core/use-cases/move-report.ts'
import { axeOn } from '../../support/axe.ts'
import { openBrowser } from '../../support/browser.ts'
import { statementsOf } from '../../support/count-queries.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { visitor } from '../portal-shell/visitor.ts'
import { doneValue, lastCode } from './citizen-builders.ts'
import { openCitizenPortal } from './citizen-portal.ts'

let house: TestHouse
let portal: Awaited<ReturnType<typeof openCitizenPortal>>
let browser: Browser
let phones = 0
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openCitizenPortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})
beforeEach(() => house.clock.advance(2 * 3_600_000))

const newPhone = () => `+8491300${String(1000 + phones++)}`
const go = (page: Page) => page.click('main form .button.primary')

async function withoutScript<T>(walk: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  try {
    return await walk(await context.newPage())
  } finally {
    await context.close()
  }
}

async function fillWho(page: Page, who: { name: string; born: string; phone: string }): Promise<void> {
  await page.fill('#fullName', who.name)
  await page.fill('#birthDate', who.born)
  await page.check('#sex')
  await page.fill('#phone', who.phone)
  await go(page)
}

async function enterCode(page: Page, phone: string): Promise<void> {
  expect(await page.getAttribute('#code', 'autocomplete')).toBe('one-time-code')
  await page.fill('#code', await lastCode(house, phone))
  await go(page)
}

const main = async (page: Page) => ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ')

test('A02 A03 look-up without JavaScript: form, code, record with every dose and its state', async () => {
  const phone = newPhone()
  await house.person({ fullName: 'Lý Thị Tra', birthDate: '1988-08-08', phone, idNumber: '001188000001' })
  await withoutScript(async (page) => {
    await page.goto(`${portal.url}/tra-cuu`)
    await go(page)
    expect(await main(page)).toContain('Nhập họ, chữ đệm và tên.')
    await fillWho(page, { name: 'Lý Thị Tra', born: '08/08/1988', phone })
    expect(await main(page)).not.toContain(phone.slice(3))
    await enterCode(page, phone)
    expect(await main(page)).toContain('Lý Thị Tra')
    expect(await main(page)).toContain('Chưa ký xác nhận')
    expect(await main(page)).not.toContain('001188000001')
    await page.click('button[value=end]')
    await page.goto(`${portal.url}/tra-cuu/ket-qua`)
    expect(await main(page)).not.toContain('Lý Thị Tra')
  })
})

test('A05 over HTTP unknown, wrong phone and not proved are the same bytes for the same work', async () => {
  const phone = newPhone()
  const own = newPhone()
  await house.person({ fullName: 'Võ Thị Kín', birthDate: '1977-01-07', phone })
  const seen = async (name: string, born: string, prove: boolean) => {
    const guest = visitor(portal.url)
    const token = /name="_csrf" value="([^"]+)"/.exec(await (await guest.ask('/tra-cuu')).text())?.[1] ?? ''
    const form = new URLSearchParams({
      _csrf: token,
      fullName: name,
      birthDate: born,
      sex: 'female',
      phone: own,
      idNumber: '',
    })
    const first = await guest.post('/tra-cuu', form)
    if (prove && first.headers.get('location') === '/tra-cuu/ma') {
      await guest.post('/tra-cuu/ma', new URLSearchParams({ _csrf: token, code: await lastCode(house, own) }))
    }
    let body = ''
    const work = await statementsOf(async () => {
      body = await (await guest.ask('/tra-cuu/ket-qua')).text()
    })
    house.clock.advance(3_600_000)
    return { code: first.status, to: first.headers.get('location'), body, work }
  }
  const unknown = await seen('Không Có Ai', '2000-02-02', true)
  const wrongPhone = await seen('Võ Thị Kín', '1977-01-07', true)
  const notProved = await seen('Võ Thị Kín', '1977-01-07', false)
  expect(wrongPhone.body).toBe(unknown.body)
  expect(notProved.body).toBe(unknown.body)
  expect([wrongPhone.to, notProved.to, wrongPhone.code]).toEqual([unknown.to, unknown.to, unknown.code])
  // The time follows from the work, and the work can be compared on a busy machine too.
  expect(unknown.work.length).toBeGreaterThan(0)
  expect(wrongPhone.work).toEqual(unknown.work)
  expect(notProved.work).toEqual(unknown.work)
})

test('B03 B09 B11 L09 C01 a report without JavaScript: every step, back and reload, card, read-back, receipt', async () => {
  const phone = newPhone()
  await house.person({ fullName: 'Phạm Ngoc Oanh', birthDate: '1977-10-11', phone, idNumber: '001177012345' })
  await withoutScript(async (page) => {
    await page.goto(`${portal.url}/phan-anh`)
    await go(page)
    expect(await main(page)).toContain('Chọn ít nhất một mục.')
    await page.check('text=Sai họ tên')
    await page.check('text=Sai hoặc thiếu số CCCD')
    await go(page)
    await fillWho(page, { name: 'Pham Ngoc Oanh', born: '11/10/1977', phone })
    expect(await main(page)).toContain('Tên cần đủ họ, chữ đệm, tên và có dấu')
    await page.click('button[value=card]')
    await enterCode(page, phone)
    expect(page.url()).toContain('/phan-anh/thong-tin-dung')
    expect(await main(page)).toContain('Đang ghi: Phạm Ngoc Oanh')
    expect(await main(page)).toContain('•••••••••345')
    await page.goto(`${portal.url}/phan-anh/anh`)
    expect(await page.locator('#photo').count()).toBe(0)
    await page.check('#consent')
    await go(page)
    await page.check('#kind')
    await page.setInputFiles('#photo', sharedData('cccd/images/dev-001.jpg'))
    await page.click('text=Gửi ảnh này')
    expect(await main(page)).toContain('Đang đọc mã QR')
    const { id } = await house.db
      .selectFrom('photos')
      .select('id')
      .orderBy('received_at', 'desc')
      .executeTakeFirstOrThrow()
    await readCardOfPhoto(house.app, id)
    await page.reload()
    await page.click('button[value=fill]')
    expect(await main(page)).toContain('Thông tin đúng đã được điền theo thẻ.')
    await page.click('button[value=next]')
    const readBack = await main(page)
    for (const words of [
      'Phạm Ngoc Oanh',
      'Phạm Ngọc Oanh',
      '080177976617',
      'theo thẻ căn cước',
      'Số ảnh gửi kèm: 1',
    ]) {
      expect(readBack).toContain(words)
    }
    await page.goBack()
    await page.goForward()
    await page.reload()
    const form = Object.fromEntries(
      await page
        .locator('form#form input')
        .evaluateAll((inputs) =>
          inputs.map((input) => [(input as HTMLInputElement).name, (input as HTMLInputElement).value]),
        ),
    )
    await go(page)
    expect(await main(page)).toMatch(/PA-\w{4}-\w{4}/)
    expect(await page.getAttribute('main img', 'src')).toMatch(/^data:image\/svg\+xml;base64,/)
    const url = page.url()
    const tap = await page.request.post(`${portal.url}/phan-anh/doc-lai`, { form, maxRedirects: 0 })
    expect(tap.headers().location).toBe(new URL(url).pathname)
  })
  const rows = await house.db.selectFrom('reports').selectAll().where('phone', '=', phone).execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    claimant: { fullName: 'Phạm Ngọc Oanh' },
    changes: [
      { field: 'fullName', recorded: 'Phạm Ngoc Oanh', correct: 'Phạm Ngọc Oanh', source: 'card_qr' },
      { field: 'idNumber', recorded: '001177012345', correct: '080177976617', source: 'card_qr' },
    ],
  })
  const photo = await house.db
    .selectFrom('photos')
    .selectAll()
    .where('report_id', '=', rows[0]?.id ?? '')
    .execute()
  expect(photo).toHaveLength(1)
})

async function reportMissingDose(page: Page, phone: string): Promise<string> {
  await page.goto(`${portal.url}/phan-anh?loai=MISSING_DOSE`)
  await go(page)
  await fillWho(page, { name: 'Bùi Thị Mũi', born: '01/02/1969', phone })
  await enterCode(page, phone)
  await page.selectOption('#number', '2')
  await page.fill('#givenOn', '05/08/2021')
  await page.selectOption('#vaccine', 'Vero Cell')
  await page.fill('#place', 'Trạm Y tế xã Mẫu')
  await page.click('button[value=more]')
  expect(await main(page)).toContain('Mũi 2 · Ngày tiêm: 05/08/2021 · Loại vắc xin: Vero Cell')
  await go(page)
  await page.click('button[value=next]')
  await go(page)
  return /PA-\w{4}-\w{4}/.exec(await main(page))?.[0] ?? ''
}

test('D01 D03 D04 tracking without JavaScript: code and tail, refusal with its remedy, fixed and sent again', async () => {
  const phone = newPhone()
  const code = await withoutScript((page) => reportMissingDose(page, phone))
  const clerk = await house.staff({ role: 'clerk' })
  await house.app.store.transaction(async (tx) => {
    const report = await tx.reports.byCode(code)
    const taken = doneValue(await moveReport(house.app, tx, report!, { action: 'take', actor: clerk }))
    const change = { refusalReasons: ['PAPER_MASKED' as const], answer: 'Giấy bị che tên.' }
    doneValue(await moveReport(house.app, tx, taken.report, { action: 'refuse', actor: clerk, change }))
  })
  house.clock.advance(3 * 3_600_000)
  await withoutScript(async (page) => {
    await page.goto(`${portal.url}/theo-doi/${code}`)
    expect(await main(page)).not.toContain('Từ chối')
    await page.fill('#tail', '000')
    await go(page)
    expect(await main(page)).toContain('Mã hoặc 3 số cuối chưa đúng')
    await page.fill('#tail', phone.slice(-3))
    await go(page)
    const words = await main(page)
    expect(words).toContain('Thông tin cá nhân trên giấy bị che')
    expect(words).not.toMatch(/Bùi|Vero Cell|Giấy bị che tên/)
    await page.click('button[value=again]')
    await enterCode(page, phone)
    expect(await main(page)).toContain('Giấy bị che tên.')
    await page.click('main a.button.primary')
    await go(page)
    expect(await main(page)).toContain('Chưa có gì thay đổi')
    await page.selectOption('#kind', 'dose_paper')
    await page.setInputFiles('#photo', sharedData('cccd/images/dev-001.jpg'))
    await go(page)
    expect(await page.textContent('.error-summary')).toContain('đồng ý')
    await page.fill('#givenOn-0', '31/12/2098')
    await go(page)
    expect(await page.textContent('.error-summary')).toContain('tương lai')
    await page.fill('#givenOn-0', '06/08/2021')
    await page.check('#consent')
    await page.selectOption('#kind', 'dose_paper')
    await page.setInputFiles('#photo', sharedData('cccd/images/dev-001.jpg'))
    await go(page)
    expect(await main(page)).toContain('Bạn đã sửa và gửi lại')
    expect(await main(page)).toContain('Chờ tiếp nhận')
  })
  const row = await house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    state: 'queued',
    round: 2,
    doses: [{ number: 2, givenOn: '2021-08-06', vaccine: 'Vero Cell' }],
  })
})

test('9458 note: whoever is asked for more sends it from the link of the message, and is no longer waited for', async () => {
  const phone = newPhone()
  const code = await withoutScript((page) => reportMissingDose(page, phone))
  const clerk = await house.staff({ role: 'clerk' })
  await house.app.store.transaction(async (tx) => {
    const report = await tx.reports.byCode(code)
    const taken = doneValue(await moveReport(house.app, tx, report!, { action: 'take', actor: clerk }))
    const change = { answer: 'Xin gửi ảnh mũi 2.' }
    doneValue(await moveReport(house.app, tx, taken.report, { action: 'ask_citizen', actor: clerk, change }))
  })
  house.clock.advance(3 * 3_600_000)
  await withoutScript(async (page) => {
    await page.goto(`${portal.url}/theo-doi/${code}`)
    await page.fill('#tail', phone.slice(-3))
    await go(page)
    expect(await main(page)).toContain('Cán bộ y tế cần bạn bổ sung')
    await page.goto(`${portal.url}/theo-doi/${code}/gui-them`)
    expect(page.url()).toBe(`${portal.url}/theo-doi/${code}`)
    await page.click('button[value=again]')
    await enterCode(page, phone)
    expect(await main(page)).toContain('Xin gửi ảnh mũi 2.')
    await page.click('main a.button.primary')
    await go(page)
    expect(await page.textContent('.error-summary')).toContain('Chọn một ảnh hoặc viết vài lời')
    await page.setInputFiles('#photo', sharedData('cccd/images/dev-001.jpg'))
    await go(page)
    expect(await page.textContent('#consent-error')).toContain('đồng ý')
    await page.fill('#note', 'Đây là giấy mũi 2.')
    await page.check('#consent')
    await page.selectOption('#kind', 'dose_paper')
    await page.setInputFiles('#photo', sharedData('cccd/images/dev-001.jpg'))
    await go(page)
    expect(await main(page)).toContain('Đã gửi cho cán bộ')
    expect(await main(page)).not.toContain('Đang chờ bạn bổ sung')
  })
  const row = await house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'in_review', round: 1 })
  expect(row.note).toContain('Đây là giấy mũi 2.')
})

test('A02 every citizen page is small', async () => {
  const guest = visitor(portal.url)
  for (const path of [
    '/tra-cuu',
    '/tra-cuu/ket-qua',
    '/phan-anh',
    '/theo-doi',
    '/tro-giup',
    '/bao-ve-du-lieu',
    '/gap-can-bo',
  ]) {
    const html = await (await guest.ask(path)).text()
    expect({ path, small: Buffer.byteLength(html) < 60_000 && gzipSync(html).length < 15_000 }).toEqual({
      path,
      small: true,
    })
  }
})

test('a stranger who knows a receipt address or a draft sees nothing', async () => {
  const phone = newPhone()
  const code = await withoutScript((page) => reportMissingDose(page, phone))
  const guest = visitor(portal.url)
  expect((await guest.ask(`/phan-anh/da-gui/${code}`)).headers.get('location')).toBe('/theo-doi')
  expect(await (await guest.ask(`/theo-doi/${code}`)).text()).not.toContain('Chờ tiếp nhận')
  for (const path of ['doc-lai', 'anh', 'mui-tiem', 'thong-tin-dung']) {
    expect((await guest.ask(`/phan-anh/${path}`)).headers.get('location')).toBe('/phan-anh')
  }
})

test('B14 the entrance pages: axe finds nothing and nothing sticks out', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  for (const path of [
    '/tra-cuu',
    '/tra-cuu/ket-qua',
    '/phan-anh',
    '/theo-doi',
    '/tro-giup',
    '/bao-ve-du-lieu',
    '/gap-can-bo',
  ]) {
    await page.setViewportSize({ width: 360, height: 800 })
    await page.goto(portal.url + path)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const { violations } = await axeOn(page).analyze()
    expect({ path, tooWide, violations }).toEqual({ path, tooWide: 0, violations: [] })
  }
  await context.close()
})
