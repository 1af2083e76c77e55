import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askHuman } from '../../core/use-cases/thread/ask-human.ts'
import { type Account, aboutPhone, anAccount, aReport, must, reportNow } from '../integration/desk/desk-house.ts'
import { newPerson, openTime, say } from '../integration/thread/thread-builders.ts'
import { focusOn, openBrowser } from '../support/browser.ts'
import { type Hands, openHands } from '../support/hands.ts'
import { openTestHouse, type TestHouse } from '../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: TestHouse
let portal: WholePortal
let browser: Browser
let page: Page
let hands: Hands
let nurse: Account
beforeAll(async () => {
  house = await openTestHouse()
  house.clock.set(openTime)
  portal = await openWholePortal(house)
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: portal.url })
  page = await context.newPage()
  hands = await openHands(page)
  nurse = await anAccount(house)
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

const link = (name: string) => page.getByRole('link', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
/** Where the eye and the screen reader go after an act on a case: to what was done, with the next case beside it. */
const DONE = '.notice.success [role=status]'
const hoursAgo = (hours: number) => new Date(house.clock.now().getTime() - hours * 3_600_000)

/** Five reports, the oldest first in the queue, and one person who asked for a human. */
async function aMorning() {
  const dose = { types: ['MISSING_DOSE' as const], changes: [], note: 'Thiếu mũi 2.' }
  const person = (n: number) =>
    house.person({ fullName: 'Trần Thị Mẫu', idNumber: `00119000002${n}`, address: 'Thôn 3, xã Mẫu' })
  const [first, second, third, fourth, fifth] = [
    await aReport(house, { ...aboutPhone(await person(1)), recordedAt: hoursAgo(30) }),
    await aReport(house, { ...dose, personId: (await person(2)).id, recordedAt: hoursAgo(25) }),
    await aReport(house, { ...dose, personId: (await person(3)).id, recordedAt: hoursAgo(20) }),
    await aReport(house, { personId: (await person(4)).id, recordedAt: hoursAgo(15) }),
    await aReport(house, { ...aboutPhone(await person(5)), recordedAt: hoursAgo(10) }),
  ]
  const citizen = newPerson()
  const record = await house.person({ fullName: 'Lê Văn Mẫu' })
  await aReport(house, { ...aboutPhone(record), address: citizen.zalo, recordedAt: hoursAgo(1) })
  await say(house, citizen.zalo, { at: openTime, text: 'toi muon gap can bo' })
  must(await askHuman(house.app, { address: citizen.zalo, personId: record.id, text: 'Tôi cần gặp cán bộ' }))
  return { first, second, third, fourth, fifth }
}

test('E05 a nurse’s whole day by keyboard alone: the focus is always seen, and after each act it is where the work goes on', async () => {
  const { first, second, third, fourth, fifth } = await aMorning()

  // Log in.
  await page.goto('/can-bo/dang-nhap')
  await hands.to(page.locator('#login'))
  await hands.type(nurse.login)
  await hands.to(page.locator('#password'))
  await hands.type(nurse.password)
  await hands.go('Enter')
  await hands.to(page.locator('#code'))
  await hands.type(nurse.code())
  await hands.go('Enter')

  // The queue, past the menu in one stroke; the most urgent report stands first.
  await page.waitForURL('**/can-bo/hang-cho')
  await hands.press('Tab')
  await hands.press('Enter')
  await focusOn(page, 'main')
  await hands.to(link(first.code))
  await hands.go('Enter')

  // Claim: the badge carries a name, the focus goes to what was done.
  expect(await page.textContent('#ai-dang-mo')).toContain('Bạn đang mở phản ánh này')
  await hands.go('Alt+n')
  await focusOn(page, DONE)

  // Approve, and on to the next.
  await hands.go('Alt+y')
  await focusOn(page, DONE)
  expect((await reportNow(house.app, first.id)).state).toBe('approved')
  await hands.go('Alt+k')

  // A refusal without a reason: the focus goes to the sentence that says so, and from there to the field.
  expect(page.url()).toContain(second.code)
  await hands.press('Alt+t')
  await hands.to(button('Từ chối phản ánh này'))
  await hands.go('Enter')
  await focusOn(page, '.error-summary')
  await hands.press('Alt+8')
  await hands.go('Enter')
  await focusOn(page, DONE)
  expect((await reportNow(house.app, second.id)).refusalReasons).toEqual(['PHOTO_BLURRED'])
  await hands.go('Alt+k')

  // Ask the citizen.
  expect(page.url()).toContain(third.code)
  await hands.press('Alt+h')
  await hands.press('Tab')
  await hands.press('Space')
  await hands.go('Enter')
  await focusOn(page, DONE)
  await hands.go('Alt+k')

  // Identity: to the hamlet's list and from there to the police.
  expect(page.url()).toContain(fourth.code)
  await hands.go('Alt+g')
  await focusOn(page, DONE)
  await hands.go('Alt+k')

  // Hand over to another unit; the queue says so.
  expect(page.url()).toContain(fifth.code)
  await hands.press('Alt+u')
  await focusOn(page, 'details[open] > summary')
  await hands.to(page.locator('#unitId'))
  await hands.type('Trung')
  await hands.to(button('Chuyển phản ánh'))
  await hands.go('Enter')
  await page.waitForURL('**/can-bo/hang-cho?chuyen=*')
  await focusOn(page, DONE)
  expect((await reportNow(house.app, fifth.id)).unitId).toBe('ttyt-mau')

  await throughTheHamletList()
  await throughTheInbox()
  await throughTheNotes(first.code)
  await throughTheCounter()

  // Log out.
  await hands.to(button('Đăng xuất'))
  await hands.go('Enter')
  await page.waitForURL('**/can-bo/dang-nhap**')
})

/** Whoever waits for the hamlet's review goes onto a list with a number (2262 step 2). */
async function throughTheHamletList(): Promise<void> {
  await hands.to(link('Rà soát thôn, ấp'))
  await hands.go('Enter')
  await page.waitForURL('**/can-bo/thon-ap')
  await hands.to(page.getByRole('button', { name: 'Lập phiếu rà soát' }).first())
  await hands.go('Enter')
  const cases = await house.db.selectFrom('identity_cases').select('state').execute()
  expect(cases).toEqual([{ state: 'with_hamlet' }])
}

/** A ready answer, looked at before it leaves (features E07). */
async function throughTheInbox(): Promise<void> {
  await hands.to(page.getByRole('link', { name: 'Hộp thư' }))
  await hands.go('Enter')
  await hands.to(page.getByRole('link', { name: 'L••• V••• M•••' }))
  await hands.go('Enter')
  await hands.to(page.getByLabel('Câu trả lời mẫu'))
  await hands.press('Tab')
  await hands.go('Enter')
  await page.waitForURL(/\?mau=/)
  await hands.to(button('Gửi tin này'))
  await hands.go('Enter')
  await page.waitForURL(/\?da=send/)
}

/** A note for the colleagues, which nobody else reads (features E12). */
async function throughTheNotes(code: string): Promise<void> {
  await page.goto(`/can-bo/phan-anh/${code}/ghi-chu`)
  await hands.to(page.locator('textarea'))
  await hands.type('Đã gọi số mới, đúng người.')
  await hands.to(button('Ghi'))
  await hands.go('Enter')
  await page.getByText('Đã gọi số mới, đúng người.').first().waitFor()
}

/** Somebody stands at the counter with a card: found by the number, their report is taken down. */
async function throughTheCounter(): Promise<void> {
  await hands.to(page.getByRole('link', { name: 'Quầy tiếp dân' }))
  await hands.go('Enter')
  await hands.to(page.locator('#number'))
  await hands.type('001190000021')
  await hands.go('Enter')
  await hands.to(page.locator('main table a').first())
  await hands.go('Enter')
  await page.waitForURL('**/can-bo/quay/nguoi/*')
}
