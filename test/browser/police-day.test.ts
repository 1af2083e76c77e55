import { readFileSync } from 'node:fs'
import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptReturn } from '../../core/use-cases/police/accept-return.ts'
import {
  answeredList,
  type ChainHouse,
  openChainHouse,
  peopleWaiting,
  value,
  words,
} from '../integration/chain/chain-house.ts'
import { anAccount } from '../integration/desk/desk-house.ts'
import { axeOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

/** As many as a list may hold. */
const PEOPLE = 200
const FIRST_LINE = 5
const ANSWER = 5

let house: ChainHouse
let portal: WholePortal
let browser: Browser
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await house?.close()
})

const answers = () =>
  house.db
    .selectFrom('police_rows')
    .select(['row_no as row', 'answer'])
    .where('answer', 'is not', null)
    .orderBy('row_no')
    .execute()

test('F01–F09 an officer’s whole day with the keyboard only: log in, list, answers on a dropped line, partial return, workbook, log out', {
  timeout: 240_000,
}, async () => {
  await peopleWaiting(house, PEOPLE)
  const list = await answeredList(house, 0)
  const { page, context } = await logIn()

  await tabTo(page, (focused) => focused.includes(list.number))
  await enter(page)
  await answerAllByNumber(page, context)
  await expectSeen(page)

  await drawUpAndSign(page)
  await acceptAtStation()
  const [first, waiting] = [1, 2]
  await expect.poll(() => stateOfRow(first)).toBe('police_objected')
  expect(await stateOfRow(waiting)).toBe('register_wrong')

  await answerAgainByKeyboard(page, list.number)
  await workbookDay(page, list.number)
  await logOut(page)
})

async function logIn(): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  const account = await anAccount(house, { role: 'police_officer', unitId: 'ca-mau' })
  await page.goto(`${portal.url}/can-bo/dang-nhap`)
  await tabTo(page, (_, id) => id === 'login')
  await page.keyboard.type(account.login)
  await page.keyboard.press('Tab')
  await page.keyboard.type(account.password)
  await enter(page)
  await tabTo(page, (_, id) => id === 'code')
  await page.keyboard.type(account.code())
  await enter(page)
  return { page, context }
}

/** Row 1 must come, row 2 waits for the register, row 3 is wrong, three stay without an answer; all others are one key each. */
async function answerAllByNumber(page: Page, context: BrowserContext): Promise<void> {
  await focusOn(page, 'answer-1')
  await page.keyboard.press('5')
  await focusOn(page, 'come-1')
  await page.keyboard.type('25/11/2026')
  await page.keyboard.press('Tab')
  await tabTo(page, (_, id) => id === 'answer-2')
  await page.keyboard.press('8')
  await tabTo(page, (_, id) => id === 'answer-3')
  await page.keyboard.press('2')
  await page.keyboard.press('Space')
  await tabTo(page, (_, id) => id === 'answer-4')
  // The line drops for the rest of the first page: nothing is lost.
  await context.setOffline(true)
  for (let row = 4; row <= 20; row += 1) await page.keyboard.press('1')
  await page.getByText(/\d+ câu trả lời chưa gửi được/).waitFor()
  expect((await answers()).length).toBeLessThan(20)
  await context.setOffline(false)
  await expect.poll(async () => (await answers()).length, { timeout: 60_000 }).toBe(20)
  await page.waitForURL('**trang=2*')
  for (let from = 21; from < PEOPLE; from += 20) {
    await focusOn(page, `answer-${from}`)
    const last = Math.min(from + 19, PEOPLE - 3)
    for (let row = from; row <= last; row += 1) await page.keyboard.press('1')
    if (last < PEOPLE - 3) await page.waitForURL(`**trang=${(from + 19) / 20 + 1}*`)
  }
  await expect.poll(async () => (await answers()).length, { timeout: 60_000 }).toBe(PEOPLE - 3)
}

async function expectSeen(page: Page): Promise<void> {
  const found = await answers()
  expect(found.slice(0, 4).map(({ answer }) => answer)).toEqual(['must_come', 'register_wrong', 'wrong_field', 'match'])
  expect(new Set(found.slice(3).map(({ answer }) => answer))).toEqual(new Set(['match']))
  await page.reload()
  expect((await axeOn(page).analyze()).violations).toEqual([])
}

/** The hand-over of what is answered; three people stay on the clock. */
async function drawUpAndSign(page: Page): Promise<void> {
  await pressButton(page, /Lập bản bàn giao 197 người/)
  await pressButton(page, /Ký bằng chứng thư số/)
  await page.getByText('Đã ký và bàn giao cho trạm.').waitFor()
}

async function acceptAtStation(): Promise<void> {
  const { id: returnId } = await house.db.selectFrom('police_returns').select('id').executeTakeFirstOrThrow()
  const taken = await acceptReturn(house.app, { officer: house.clerk, returnId, returnedFile: null, words } as never)
  expect(value(taken)).toMatchObject({ confirmed: 194, objected: 3, stillOpen: 3 })
}

async function stateOfRow(rowNo: number): Promise<string> {
  const row = await house.db
    .selectFrom('police_rows as r')
    .innerJoin('identity_cases as c', 'c.id', 'r.identity_case_id')
    .select('c.state')
    .where('r.row_no', '=', rowNo)
    .executeTakeFirstOrThrow()
  return row.state
}

/** Days later the register is right: the same row on the same list. */
async function answerAgainByKeyboard(page: Page, number: string): Promise<void> {
  await page.goto(`${portal.url}/can-bo/cong-an/${number}`)
  await tabTo(page, (_, id) => id === 'again-2')
  await pressButton(page, /Trả lời lại/)
  await page.getByText('Đã ghi câu trả lời mới.').waitFor()
  expect((await answers()).find(({ row }) => row === 2)?.answer).toBe('match')
}

/** The three that are left, on a computer without our network. */
async function workbookDay(page: Page, number: string): Promise<void> {
  await tabTo(page, (focused) => focused.includes('tệp Excel'))
  await enter(page)
  await pressButton(page, /Lập tệp có mật khẩu/)
  const password = await page.locator('section.card b').innerText()
  const coming = page.waitForEvent('download')
  await tabTo(page, (focused) => focused.includes('Tải tệp Excel'))
  await page.keyboard.press('Enter')
  const file = await (await coming).path()
  const filled = await filledIn(readFileSync(file), password)
  await tabTo(page, (_, id) => id === 'file')
  await page
    .locator('#file')
    .setInputFiles({ name: `${number}.xlsx`, mimeType: 'application/octet-stream', buffer: filled })
  await tabTo(page, (_, id) => id === 'password')
  await page.keyboard.type(password.toLowerCase())
  await pressButton(page, /Nhận câu trả lời/)
  await page.getByText('Đã nhận 3 câu trả lời. Còn 0 người').waitFor()
  expect(await answers()).toHaveLength(PEOPLE)
  expect((await axeOn(page).analyze()).violations).toEqual([])
}

async function filledIn(bytes: Buffer, password: string): Promise<Buffer> {
  const [sheet] = (await readXlsx(bytes, { password })).sheets
  const rows: CellValue[][] = (sheet?.rows ?? []).map((row) => [...row])
  for (const row of rows.slice(FIRST_LINE + PEOPLE - 3)) row[ANSWER] = 'Khớp'
  const book = { sheets: [{ name: sheet?.name ?? '', rows }] }
  return Buffer.from(await writeXlsx({ ...book, encryption: { password, spinCount: 10 } }))
}

async function logOut(page: Page): Promise<void> {
  await pressButton(page, /Đăng xuất/)
  await page.goto(`${portal.url}/can-bo/cong-an`)
  expect(page.url()).toContain('/can-bo/dang-nhap')
}

/** What the focused link, button or field says, and its id; the page itself is neither. */
const focusedNow = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement
    const isThing = focused?.matches('a, button, input, select, textarea, summary')
    return isThing ? ([focused?.textContent?.trim() ?? '', focused?.id ?? ''] as const) : (['', ''] as const)
  })

/** Walks with Tab until the wanted thing has the focus; whatever cannot be reached fails. */
async function tabTo(page: Page, wanted: (text: string, id: string) => boolean): Promise<void> {
  for (let steps = 0; steps < 400; steps += 1) {
    if (wanted(...(await focusedNow(page)))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached with the keyboard at ${page.url()}`)
}

const focusOn = (page: Page, id: string) =>
  expect.poll(async () => (await focusedNow(page))[1], { timeout: 60_000 }).toBe(id)

async function pressButton(page: Page, label: RegExp): Promise<void> {
  await tabTo(page, (text) => label.test(text))
  await enter(page)
}

async function enter(page: Page): Promise<void> {
  const left = page.waitForEvent('load')
  await page.keyboard.press('Enter')
  await left
}
