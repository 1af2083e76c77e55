import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../core/ports/app.ts'
import { createPasskeyDesk } from '../../../platform/passkeys/passkey-desk.ts'
import { plainQrSvg } from '../../../platform/passport/qr.ts'
import { createPortal } from '../../../portal/app.ts'
import { logInRoutes } from '../../../portal/staff/log-in/routes.ts'
import { noticeRoutes } from '../../../portal/staff/notices/routes.ts'
import { officerGate } from '../../../portal/staff/officer.ts'
import { queueRoutes } from '../../../portal/staff/queue/routes.ts'
import { createRenderer } from '../../../templates/render.ts'
import { axeOn } from '../../support/axe.ts'
import { openBrowser } from '../../support/browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount } from '../desk/desk-house.ts'

let house: TestHouse
let app: App
let server: Server
let url: string
let browser: Browser
beforeAll(async () => {
  house = await openTestHouse()
  // The keys belong to the address people see: here the port is known only once it is open.
  server = createServer()
  await new Promise<void>((open) => server.listen(0, open))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  app = { ...house.app, settings: { ...house.app.settings, publicUrl: url }, passkeyDesk: createPasskeyDesk(url) }
  const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
  const rooms = [
    officerGate(app, render),
    logInRoutes(app, render, plainQrSvg),
    noticeRoutes(app, render),
    queueRoutes(app, render),
  ]
  const error = (facts: object) => void process.stderr.write(`${JSON.stringify(facts)}\n`)
  const log = { info: () => undefined, warn: () => undefined, error }
  const settings = { publicUrl: url, practice: true, sessionSecret: 'only for tests' }
  server.on('request', createPortal({ render, log, settings, routers: rooms.map((router) => ({ path: '/', router })) }))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await house?.close()
})

/** A device with a verified person in front of it, or one where nobody verifies. */
async function deviceIn(page: Page, verifies: boolean): Promise<{ line: CDPSession; id: string }> {
  const line = await page.context().newCDPSession(page)
  await line.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: verifies,
  } as const
  const added = await line.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: verifies, automaticPresenceSimulation: true },
  })
  return { line, id: added.authenticatorId }
}

async function password(page: Page, account: { login: string; password: string }): Promise<void> {
  await page.goto(`${url}/can-bo/dang-nhap`)
  await page.fill('#login', account.login)
  await page.fill('#password', account.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/dang-nhap\/(ma|lap-khoa)/)
}

test('K03 a passkey: set up by its owner, named, used instead of the code, removed; its counter and challenge are ours', async () => {
  const account = await anAccount(house)
  await house.db
    .updateTable('staff')
    .set({ must_enrol_factor: true, totp_secret: Buffer.alloc(0) })
    .where('id', '=', account.staffId)
    .execute()
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const { line, id } = await deviceIn(page, true)
  await password(page, account)
  expect(page.url()).toContain('lap-khoa')
  expect((await axeOn(page).analyze()).violations.map(({ id: rule }) => rule)).toEqual([])
  await page.fill('#name', 'Máy ở trạm')
  await page.getByRole('button', { name: 'Thêm khóa' }).click()
  await page.waitForURL(/hang-cho/)
  const stored = async () =>
    house.db.selectFrom('staff_passkeys').selectAll().where('staff_id', '=', account.staffId).execute()
  expect((await stored()).map(({ name }) => name)).toEqual(['Máy ở trạm'])

  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await password(page, account)
  expect(await page.locator('#code').count()).toBe(0)
  await page.getByRole('button', { name: 'Dùng khóa bảo mật' }).press('Enter')
  await page.waitForURL(/hang-cho/)
  const [used] = await stored()
  expect(Number(used?.counter)).toBeGreaterThan(0)
  expect(used?.last_used_at).not.toBeNull()

  await page.goto(`${url}/can-bo/khoa-bao-mat`)
  expect((await axeOn(page).analyze()).violations.map(({ id: rule }) => rule)).toEqual([])
  await page.getByRole('button', { name: /^Bỏ/ }).click()
  expect(await page.textContent('.error-summary')).toContain('cách xác nhận cuối cùng')
  await line.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id })
  const second = await deviceIn(page, true)
  await page.fill('#name', 'Điện thoại')
  await page.getByRole('button', { name: 'Thêm khóa' }).click()
  await page.waitForURL(/xong=da/)
  expect(await stored()).toHaveLength(2)
  await page.getByRole('button', { name: 'Bỏ Máy ở trạm' }).click()
  await page.waitForLoadState()
  expect((await stored()).map(({ name }) => name)).toEqual(['Điện thoại'])
  await second.line.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: second.id })
  await context.close()
})

test('K03 a device that verifies nobody, an old challenge and an answer sent twice are refused, and the code still opens', async () => {
  const account = await anAccount(house)
  const context = await browser.newContext()
  const page = await context.newPage()
  const device = await deviceIn(page, true)
  await password(page, account)
  await page.fill('#code', account.code())
  await page.keyboard.press('Enter')
  await page.waitForURL(/hang-cho/)
  await page.goto(`${url}/can-bo/khoa-bao-mat`)
  await page.getByRole('button', { name: 'Thêm khóa' }).click()
  await page.waitForURL(/xong=da/)

  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await password(page, account)
  await device.line.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: false })
  await page.getByRole('button', { name: 'Dùng khóa bảo mật' }).click()
  await page.locator('[data-passkey] [role=alert]').waitFor({ state: 'visible' })

  await device.line.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: true })
  house.clock.advance(5 * 60_000 + 1)
  await page.getByRole('button', { name: 'Dùng khóa bảo mật' }).click()
  await page.locator('.error-summary').waitFor()
  expect(await page.textContent('.error-summary')).toContain('chưa được nhận')

  const answer = page.waitForRequest((request) => request.url().endsWith('/dang-nhap/khoa'))
  await page.getByRole('button', { name: 'Dùng khóa bảo mật' }).click()
  const sent = (await answer).postData() ?? ''
  await page.waitForURL(/hang-cho/)
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await password(page, account)
  const again = new URLSearchParams(sent)
  again.set('_csrf', await page.locator('form[data-passkey] [name=_csrf]').inputValue())
  const replay = await page.request.post(`${url}/can-bo/dang-nhap/khoa`, {
    data: again.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
    maxRedirects: 0,
  })
  expect([replay.status(), replay.headers().location ?? '']).toEqual([422, ''])
  await page.fill('#code', account.code())
  await page.locator('#code').press('Enter')
  await page.waitForURL(/hang-cho/)
  await context.close()
})
