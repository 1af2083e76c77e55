import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askHuman } from '../../../core/use-cases/thread/ask-human.ts'
import { chooseCallback } from '../../../core/use-cases/thread/choose-callback.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { type Account, anAccount, aReport, must } from '../desk/desk-house.ts'
import { closedTime, newPerson, openTime, say } from './thread-builders.ts'
import { openThreadPortal } from './thread-portal.ts'

let house: TestHouse
let portal: Awaited<ReturnType<typeof openThreadPortal>>
let browser: Browser
let context: BrowserContext
let account: Account
let path: string
const person = newPerson()

beforeAll(async () => {
  house = await openTestHouse()
  house.clock.set(openTime)
  portal = await openThreadPortal(house.app)
  browser = await openBrowser()
  account = await anAccount(house)
  path = `/can-bo/hop-thu/${await aTalk()}`
  await aCallback()
  await aCall()
  context = await loggedIn(account)
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

/** Two channels, words without marks, a photo, a button, an answer of the assistant. */
async function aTalk(): Promise<string> {
  const record = await house.person({ fullName: 'Trần Văn Mẫu' })
  const at = (minutes: number) => new Date(openTime.getTime() + minutes * 60_000)
  await house.app.store.transaction((tx) => tx.contacts.join(person.telegram, person.zalo, openTime))
  await aReport(house, { address: person.telegram, personId: record.id })
  const turn = {
    kind: 'choices',
    text: 'Bạn cần làm gì?',
    choices: [{ token: 'm1', label: 'Gặp cán bộ', small: false }],
  }
  const content = { kind: 'turn' as const, content: { ...turn, links: [], closesContact: false } }
  const whole = { id: randomUUID(), idempotencyKey: 'r|1|0', channel: 'telegram' as const, purpose: 'reply' as const }
  await house.app.store.transaction((tx) => tx.outbox.put({ ...whole, address: person.telegram, content }))
  await say(house, person.telegram, { at: at(1), event: { kind: 'choice', token: 'm1' } })
  await say(house, person.zalo, { at: at(2), text: 'toi da tiem hai mui o tram y te xa ma chi thay mot mui' })
  const item = { source: 'zalo', url: 'https://photo.invalid/1', messageId: 'z1', bytes: 1, form: 'photo' }
  await say(house, person.zalo, { at: at(3), event: { kind: 'media', items: [item], caption: null, albumKey: null } })
  must(await askHuman(house.app, { address: person.zalo, personId: record.id, text: 'Tôi cần gặp cán bộ' }))
  return (await house.app.store.transaction((tx) => tx.helpRequests.openFor(person.zalo)))?.id ?? ''
}

async function aCallback(): Promise<void> {
  house.clock.set(closedTime)
  const { telegram } = newPerson()
  must(await askHuman(house.app, { address: telegram, personId: null, text: null }))
  const choice = { address: telegram, day: '2026-11-18', part: 'morning' as const, phone: '0912345678' }
  must(await chooseCallback(house.app, choice))
  house.clock.set(new Date(openTime.getTime() + 12 * 60_000))
}

async function aCall(unitId = 'tyt-mau'): Promise<string> {
  const report = await aReport(house, { phone: '+84912345679' })
  const id = randomUUID()
  const content = {
    kind: 'notice' as const,
    templateKey: 'report-approved' as const,
    locale: 'vi' as const,
    params: { code: report.code, link: 'https://so-tiem.test' },
  }
  const key = { id, idempotencyKey: `n|${id}`, channel: 'zalo' as const, purpose: 'notification' as const }
  await house.app.store.transaction(async (tx) => {
    await tx.outbox.put({ ...key, address: newPerson().zalo, content, reportId: report.id })
    const about = { id: randomUUID(), outboxId: id, unitId, reportId: report.id, phone: report.phone }
    await tx.callList.add({ ...about, notice: 'report-approved', reason: 'not_reached' })
  })
  return report.code
}

async function loggedIn(who: Account, javaScriptEnabled = true): Promise<BrowserContext> {
  const fresh = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    baseURL: portal.url,
    javaScriptEnabled,
  })
  const page = await fresh.newPage()
  await page.goto('/can-bo/dang-nhap')
  await page.fill('#login', who.login)
  await page.fill('#password', who.password)
  await page.keyboard.press('Enter')
  house.clock.advance(30_000)
  await page.fill('#code', who.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/can-bo/hang-cho').catch(() => undefined)
  await page.close()
  return fresh
}

async function looksWell(page: Page, name: string): Promise<void> {
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await isSound(page, name)
  }
}

const PAGES: [name: string, at: () => string][] = [
  ['inbox', () => '/can-bo/hop-thu'],
  ['thread', () => path],
  ['preview', () => `${path}?mau=more-card-photo`],
  ['unfilled', () => `${path}?mau=come-in`],
  ['call-list', () => '/can-bo/danh-sach-goi'],
]

test.each(PAGES)('B14 %s: axe finds nothing and nothing sticks out', async (name, at) => {
  const page = await context.newPage()
  await page.goto(at())
  await looksWell(page, name)
  await page.close()
})

test('B14 every page of the room speaks English too', async () => {
  const english = await loggedIn(account)
  const page = await english.newPage()
  for (const at of ['/can-bo/hop-thu', path, `${path}?mau=received`, `${path}?mau=come-in`, '/can-bo/danh-sach-goi']) {
    await page.goto(`${at}${at.includes('?') ? '&' : '?'}lang=en`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('h1').textContent()).toMatch(/Citizens' messages|Conversation:|People to call/)
  }
  await english.close()
})

test('E20 the thread shows the channel of each line, and words without marks with a guess beside them', async () => {
  const page = await context.newPage()
  await page.goto(path)
  const line = page.locator('.thread li', { hasText: 'toi da tiem hai mui' })
  await expect.poll(() => line.locator('.guess').textContent()).toContain('tôi đã tiêm hai mũi ở trạm y tế xã')
  expect(await line.locator('.guess .tag').textContent()).toBe('đoán dấu')
  expect(await line.textContent()).toContain('Zalo')
  expect(await page.locator('.thread li').allTextContents()).toHaveLength(4)
  expect(await page.locator('.thread').textContent()).toContain('Bấm nút: Gặp cán bộ')
  expect(await page.locator('h1').textContent()).toContain('T••• V••• M•••')
  await page.close()
})

test('D11 E07 by keyboard and without JavaScript: choose a ready answer, look at it, send it', async () => {
  const bare = await loggedIn(account, false)
  const page = await bare.newPage()
  await page.goto('/can-bo/hop-thu')
  const link = page.getByRole('link', { name: 'T••• V••• M•••' })
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${path}`)
  await page.getByLabel('Câu trả lời mẫu').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\?mau=received/)
  const message = (await page.locator('#message').textContent()) ?? ''
  await page.getByRole('button', { name: 'Gửi tin này' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\?da=send/)
  const row = await house.db
    .selectFrom('outbox')
    .select(['address', 'content'])
    .where('idempotency_key', 'like', 'h|%')
    .executeTakeFirstOrThrow()
  const { text, unitName } = row.content as { text: string; unitName: string }
  expect({ address: row.address, message }).toEqual({ address: person.zalo, message: `${unitName}: ${text}` })
  expect(await page.locator('.thread li').last().textContent()).toContain('Chờ gửi')
  expect(await page.locator('.in-row').textContent()).toContain('Bạn đang trả lời')
  await page.goto('/can-bo/hop-thu')
  expect(await page.textContent('main')).toMatch(/8 trên 10 người được trả lời trong 1\d phút \(đếm trên 1 người/)
  await bare.close()
})

test('E04 a colleague sees who answers, has no box to write in, and takes over on purpose', async () => {
  const colleague = await loggedIn(await anAccount(house))
  const page = await colleague.newPage()
  await page.goto(path)
  expect(await page.locator('.in-row').textContent()).toContain('Phạm Thị Thử đang trả lời người này')
  expect(await page.locator('textarea').count()).toBe(0)
  await page.getByRole('button', { name: 'Nhận thay' }).click()
  await page.waitForURL(/\?da=take_over/)
  expect(await page.locator('textarea').count()).toBe(1)
  await looksWell(page, 'taken-over')
  await colleague.close()
})

test('I02 I04 the call list says whom to call, why and about what, and a call is noted', async () => {
  const code = await aCall()
  const page = await context.newPage()
  await page.goto('/can-bo/danh-sach-goi')
  const row = page.locator('tr', { hasText: code })
  expect(await row.textContent()).toMatch(/Không kênh nào gửi tới được.*Đã duyệt.*0912345679/s)
  await row.getByRole('button', { name: 'Đã gọi, đã báo' }).click()
  await page.waitForURL(/\?da=reached/)
  expect(await page.locator('tr', { hasText: code }).count()).toBe(0)
  const done = await house.db.selectFrom('call_list').select('outcome').where('done_at', 'is not', null).execute()
  expect(done).toEqual([{ outcome: 'reached' }])
  await page.close()
})

test('K02 the district sees the list and the talk of its stations, never a phone', async () => {
  await aCall()
  const district = await loggedIn(await anAccount(house, { role: 'district', unitId: 'ttyt-mau' }))
  const page = await district.newPage()
  for (const at of ['/can-bo/danh-sach-goi', '/can-bo/hop-thu']) {
    await page.goto(at)
    expect(await page.textContent('main')).toContain('Chỉ đơn vị gọi mới thấy')
    expect(await page.textContent('main')).not.toMatch(/09123456/)
  }
  expect(await page.locator('select[name="don-vi"] option').count()).toBe(3)
  await looksWell(page, 'district')
  await district.close()
})

test('D11 the number of people who wait stands beside the inbox', async () => {
  const page = await context.newPage()
  await page.goto('/can-bo/hop-thu')
  expect(await page.locator('.side a[href="/can-bo/hop-thu"]').textContent()).toMatch(/Hộp thư\s*1/)
  await page.close()
})

test('B14 D11 the page of the citizen in each of its states: axe finds nothing and nothing sticks out', async () => {
  house.clock.set(closedTime)
  const citizen = await browser.newContext({ baseURL: portal.url, javaScriptEnabled: true })
  const page = await citizen.newPage()
  await page.goto('/gap-can-bo')
  await looksWell(page, 'citizen-ask')
  await page.getByRole('button', { name: 'Nhắn cho cán bộ' }).click()
  await page.getByRole('button', { name: 'Hẹn gọi lại' }).click()
  expect(await page.locator('.error-summary').textContent()).toContain('Chọn một buổi')
  await looksWell(page, 'citizen-slots')
  await page.getByLabel('sáng 18/11/2026').check()
  await page.getByLabel('Số điện thoại').fill('0912345678')
  await page.getByRole('button', { name: 'Hẹn gọi lại' }).click()
  expect(await page.getByRole('status').textContent()).toContain('sẽ gọi cho bạn: sáng 18/11/2026')
  await looksWell(page, 'citizen-kept')
  await citizen.close()
})
