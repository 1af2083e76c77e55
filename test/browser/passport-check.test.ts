import { createPrivateKey } from 'node:crypto'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { passportClaims } from '../../core/domain/papers/dcc-payload.ts'
import { writeCose } from '../../platform/passport/cose.ts'
import { encodePassport, newUvci } from '../../platform/passport/encode.ts'
import { packHc1, unpackHc1 } from '../../platform/passport/hc1.ts'
import { passportQrPng } from '../../platform/passport/qr.ts'
import { makePracticeSigner, readPassportSigner } from '../../platform/passport/signer.ts'
import { readVaccines } from '../../platform/passport/vaccine-table.ts'
import { type ChainHouse, openChainHouse } from '../integration/chain/chain-house.ts'
import { correctName, matched, signAndIssue } from '../integration/passport/passport-house.ts'
import { openBrowser } from '../support/browser.ts'
import { isSound } from '../support/is-sound.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: ChainHouse
let portal: WholePortal
let browser: Browser
let context: BrowserContext
let page: Page
/** `later`: valid until a test takes it back. */
let codes: Record<'later' | 'valid' | 'replaced' | 'expired' | 'badSignature' | 'unknownKey' | 'nothing', string>

beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  codes = await fixtureCodes()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: portal.url })
  page = await context.newPage()
})
afterEach(() => context.close())

/** One code for each answer; the house's own clock made them, and the browser's decides whether they have run out. */
async function fixtureCodes() {
  house.clock.advance(Date.now() - house.clock.now().getTime() - 366 * 86_400_000)
  const late = await matched(house, 1)
  const [expired] = await signAndIssue(house, late)
  house.clock.advance(364 * 86_400_000)
  const [later] = await signAndIssue(house, await matched(house, 3))
  const person = await matched(house, 2)
  const [replaced] = await signAndIssue(house, person)
  house.clock.advance(86_400_000)
  await correctName(house, person, 'Nguyễn Thị Thu')
  const [valid] = await signAndIssue(house, person)
  house.clock.advance(Date.now() - house.clock.now().getTime())
  const stranger = await makePracticeSigner(new Date(Date.now() - 86_400_000))
  const other = readPassportSigner(stranger.certificatePem, stranger.keyPem)
  const taken = unpackHc1(valid!.hc1)
  if (!taken.ok || !taken.cose.kid) throw new Error('the own code is read')
  const forged = packHc1(writeCose(taken.cose.payloadBytes, taken.cose.kid, createPrivateKey(stranger.keyPem)))
  const doses = [{ number: 1, total: 2, vaccine: 'Pfizer', givenOn: '2021-10-10' }]
  const facts = { fullName: 'Nguyễn Thị Lạ', birthDate: '1990-01-01', issuer: 'Nơi khác', doses, issuedAt: new Date() }
  const claims = passportClaims({ ...facts, uvci: newUvci() }, readVaccines())
  if (!claims.ok) throw new Error(claims.objection)
  return {
    later: later!.hc1,
    valid: valid!.hc1,
    replaced: replaced!.hc1,
    expired: expired!.hc1,
    badSignature: forged,
    unknownKey: encodePassport(claims.claims, other),
    nothing: 'https://example.org/',
  }
}

const ANSWERS: Record<Exclude<keyof typeof codes, 'later'>, string> = {
  valid: 'Hợp lệ',
  replaced: 'Mã đã được thay',
  expired: 'Mã QR đã hết hạn',
  badSignature: 'Chữ ký không đúng',
  unknownKey: 'Không biết nơi ký',
  nothing: 'Đây không phải hộ chiếu vắc xin',
}

/** Opened once with a network; the page says when it has kept what it needs. */
async function openOnce(): Promise<void> {
  await page.goto('/xac-thuc')
  await page.locator('[data-verifier][data-ready]').waitFor({ state: 'attached' })
}

test('H07 opened once, then without a network: a valid code and four different refusals, each in its own words', async () => {
  await openOnce()
  await context.setOffline(true)
  await page.reload()
  const answer = page.locator('#answer')
  for (const [kind, heading] of Object.entries(ANSWERS)) {
    await page.fill('#code', codes[kind as keyof typeof codes])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await answer.getByRole('heading', { name: heading }).waitFor()
    expect(await page.locator('#code').inputValue(), 'nothing stays on the page').toBe('')
    const shown = await answer.innerText()
    if (kind === 'valid') expect(shown).toMatch(/Nguyễn Thị Thu[\s\S]*17\/05\/1990/)
    else expect(shown).not.toContain('1990')
    expect(shown, 'name and birth date only').not.toMatch(/Vaxzevria|AstraZeneca|2021/)
  }
  await page.fill('#code', codes.replaced)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  const day = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  const on = day.format(Date.now() - 86_400_000).replaceAll('-', '/')
  await answer.getByText(new RegExp(`ngày (${on}|${day.format(Date.now())})`)).waitFor()
  expect(await page.locator('#lists-age').innerText()).toMatch(/lấy lúc \d\d:\d\d \d\d\/\d\d\/\d{4}/)
  expect(await page.locator('#lists-stale').isVisible()).toBe(false)
})

test('H07 a picture of the code is read on the device, without a network', async () => {
  await openOnce()
  await context.setOffline(true)
  await page.reload()
  const file = { name: 'anh.png', mimeType: 'image/png', buffer: passportQrPng(codes.valid, 4) }
  await page.getByLabel('Ảnh có mã QR').setInputFiles(file)
  await page.locator('#answer').getByRole('heading', { name: 'Hợp lệ' }).waitFor()
  await page.getByLabel('Ảnh có mã QR').setInputFiles({ ...file, buffer: blank })
  await page.locator('#answer').getByRole('heading', { name: 'Không thấy mã QR trong ảnh' }).waitFor()
})

/** One white pixel. */
const blank = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9KobjigAAAABJRU5ErkJggg==',
  'base64',
)

test('H05 a list that has run out is said to be old, and the code is still judged', async () => {
  await openOnce()
  await context.setOffline(true)
  await page.clock.setFixedTime(new Date(Date.now() + 2 * 86_400_000))
  await page.reload()
  await page.fill('#code', codes.valid)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await page.locator('#answer').getByRole('heading', { name: 'Hợp lệ' }).waitFor()
  expect(await page.locator('#lists-stale').innerText()).toContain('Danh sách mã bị thay đã cũ')
})

test('H05 a page that stays open tells of a replaced code within five minutes', async () => {
  await openOnce()
  const answer = page.locator('#answer')
  await page.fill('#code', codes.later)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await answer.getByRole('heading', { name: 'Hợp lệ' }).waitFor()
  const back = { revoked_at: house.clock.now(), revoked_why: 'corrected' }
  await house.db.updateTable('passports').set(back).where('hc1', '=', codes.later).execute()
  await page.clock.setFixedTime(new Date(Date.now() + 5 * 60_000))
  await page.fill('#code', codes.later)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await answer.getByRole('heading', { name: 'Mã đã được thay' }).waitFor()
})

test('H07 with a network the code is not sent either: nothing but the two lists is asked for', async () => {
  await openOnce()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.fill('#code', codes.valid)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await page.locator('#answer').getByRole('heading', { name: 'Hợp lệ' }).waitFor()
  const lists = ['GET /xac-thuc/khoa.jws', 'GET /xac-thuc/thu-hoi.jws']
  expect(asked.filter((one) => !one.startsWith('GET /assets/') && !lists.includes(one))).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
})

test('H07 without JavaScript the server answers the same, and stores nothing', async () => {
  const plain = portal.browser()
  for (const [kind, heading] of Object.entries(ANSWERS)) {
    const answered = await plain.send(await plain.open('/xac-thuc'), { code: codes[kind as keyof typeof codes] })
    expect(answered.html).toContain(heading)
  }
  expect(await tablesWith(codes.unknownKey.slice(4, 60))).toEqual([])
  expect(await tablesWith(codes.valid.slice(4, 60)), 'where our own codes are kept').toEqual(['passports'])
})

/** Tables of the whole database with this text in any row. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(house.db)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await sql`select 1 from ${sql.table(name)} t where position(${text} in t::text) > 0 limit 1`.execute(
      house.db,
    )
    if (rows.rows.length > 0) found.push(name)
  }
  return found
}

test.each([360, 1280])(
  'H07 the page at %i px: no violation before and after an answer, nothing wider than the screen',
  async (width) => {
    await page.setViewportSize({ width, height: 900 })
    await openOnce()
    await page.fill('#code', codes.valid)
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
    await page.locator('#answer').getByRole('heading', { name: 'Hợp lệ' }).waitFor()
    await isSound(page, 'passport-check')
  },
)
