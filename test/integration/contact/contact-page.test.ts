import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { useLinkCode } from '../../../core/use-cases/contact/use-link-code.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue } from '../citizen/citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
let telegram: string
let count = 0
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})
beforeEach(() => {
  house.clock.advance(2 * 3_600_000)
  count += 1
  telegram = `telegram|bot|${count}`
})

const PATH = '/kenh-lien-lac'
const codeIn = (html: string) => /class="big-code"[^>]*>([0-9A-Z]{4}) ([0-9A-Z]{4})</.exec(html)?.slice(1).join('')
const preferred = (address: string) => house.app.store.transaction((tx) => tx.contacts.preferredOf(address))

test('A13 the page makes a code, shows it once, and the chat joins with it', async () => {
  const browser = portal.browser()
  const made = await browser.send(await browser.open(PATH), {}, 'Lấy mã liên kết')
  const code = codeIn(made.html) ?? ''
  expect(made.html).toContain('không bao giờ hỏi mã')
  doneValue(await useLinkCode(house.app, { address: telegram, code }))
  const page = await browser.open(PATH)
  expect([page.html.includes('Telegram'), page.html.includes(code)]).toEqual([true, false])
  expect(page.html).not.toContain(telegram)
})

test('A13 a code from the chat joins here; a wrong one is told beside the field', async () => {
  const browser = portal.browser()
  const wrong = await browser.send(await browser.open(PATH), { code: '22222222' }, 'Liên kết vào đây')
  expect([wrong.status, wrong.html.includes('Mã liên kết chưa đúng')]).toEqual([422, true])
  const { code } = doneValue(await makeLinkCode(house.app, { address: telegram }))
  const joined = await browser.send(await browser.open(PATH), { code: ` ${code.toLowerCase()} ` }, 'Liên kết vào đây')
  expect(joined.html).toContain('Danh sách phản ánh nay là một')
})

test('A13 the person chooses where notices go, and unlinks a channel, from the page', async () => {
  const browser = portal.browser()
  const { code } = doneValue(await makeLinkCode(house.app, { address: telegram }))
  const linked = await browser.send(await browser.open(PATH), { code }, 'Liên kết vào đây')
  const web = /name="preferred" value="([0-9a-f]{16})"/.exec(linked.html)?.[1] ?? ''
  await browser.send(linked, { preferred: web }, 'Lưu lựa chọn')
  expect(await preferred(telegram)).toMatch(/^web\|/)
  const foreign = await browser.send(await browser.open(PATH), { preferred: 'zalo|oa|1' }, 'Lưu lựa chọn')
  expect(foreign.status).toBe(422)
  await browser.send(await browser.open(PATH), {}, 'Bỏ liên kết Telegram')
  expect(await preferred(telegram)).toBe(telegram)
})

test('I10 the page stops every way at once, and starts again', async () => {
  const browser = portal.browser()
  const { code } = doneValue(await makeLinkCode(house.app, { address: telegram }))
  await browser.send(await browser.open(PATH), { code }, 'Liên kết vào đây')
  const stopped = await browser.send(await browser.open(PATH), {}, 'Dừng mọi tin nhắn')
  const optedOut = () => house.app.store.transaction((tx) => tx.contacts.optedOut(telegram))
  expect([await optedOut(), stopped.html.includes('Đã dừng tin')]).toEqual([true, true])
  await browser.send(stopped, {}, 'Nhận tin trở lại')
  expect(await optedOut()).toBe(false)
})

test('A13 the page speaks English, and a form answers only to its own browser', async () => {
  const browser = portal.browser()
  expect((await browser.open(`${PATH}?lang=en`)).html).toContain('Your ways of contact')
  const answer = await fetch(new URL(`${PATH}/dung-tin`, portal.url), {
    method: 'POST',
    body: new URLSearchParams({ act: 'stop' }),
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
})
