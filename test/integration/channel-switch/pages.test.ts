import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeUploadLink } from '../../../core/use-cases/channel-switch/upload-link.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anAccount } from '../desk/desk-house.ts'
import { deskVisitor } from '../desk/desk-visitor.ts'

const PAGE = '/can-bo/kenh/cong-tac'
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

async function loggedIn(role: 'province' | 'head') {
  const desk = deskVisitor(portal.url)
  const unitId = role === 'province' ? 'syt-mau' : 'tyt-mau'
  await desk.logIn(await anAccount(house, { role, unitId }))
  return desk
}

const stateOf = (channel: 'telegram' | 'zalo' | 'sms') =>
  house.app.store.transaction((tx) => tx.channelSwitches.of(channel, 'syt-mau'))

async function looksWell(context: BrowserContext, path: string, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(portal.url + path)
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await isSound(page, name)
  }
  return page
}

test('L10 the province turns its channels on a page of its own; nobody else gets in', async () => {
  const desk = await loggedIn('province')
  expect((await desk.get(PAGE)).html).toContain('Công tắc kênh của tỉnh')
  const turned = await desk.send(PAGE, { channel: 'telegram', state: 'hand_over' })
  expect([turned.status, turned.location]).toEqual([303, `${PAGE}?done=telegram`])
  expect((await desk.get(`${PAGE}?done=telegram`)).html).toContain('Đã lưu kênh Telegram')
  expect([await stateOf('telegram'), await stateOf('zalo')]).toEqual(['hand_over', 'on'])
  expect((await desk.send(PAGE, { channel: 'sms', state: 'hand_over' })).status).toBe(409)
  expect((await desk.send(PAGE, { channel: 'web', state: 'off' })).status).toBe(422)
  expect(await stateOf('sms')).toBe('on')
  expect((await (await loggedIn('head')).get(PAGE)).status).toBe(403)
})

test('B14 the switches and the page behind an upload link read well on a phone and on a desk', async () => {
  const desk = await loggedIn('province')
  const context = await browser.newContext()
  const cookies = [...desk.cookies].map(([name, value]) => ({ name, value, url: portal.url }))
  await context.addCookies(cookies)
  await looksWell(context, PAGE, 'switches')
  const token = await house.app.store.transaction((tx) => makeUploadLink(house.app, tx, 'telegram|1|9500'))
  const page = await looksWell(await browser.newContext({ locale: 'vi-VN' }), `/gui-anh/${token}`, 'upload')
  await page.click('main button[type=submit]')
  await page.waitForSelector('.error-summary')
  await isSound(page, 'upload-wrong')
})
