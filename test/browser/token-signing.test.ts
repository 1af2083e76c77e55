import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerPoliceRows } from '../../core/use-cases/police/answer-police-row.ts'
import { drawUpReturn } from '../../core/use-cases/police/draw-up-return.ts'
import { answeredList, peopleWaiting, value } from '../integration/chain/chain-house.ts'
import { anAccount } from '../integration/desk/desk-house.ts'
import { openSignatureHouse, type SignatureHouse } from '../integration/signatures/signature-house.ts'
import { axeOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { type FakeMachine, startFakeMachine } from '../support/fake-token-agents.ts'
import { openWholePortal, type WholePortal } from '../support/whole-portal.ts'

let house: SignatureHouse
let portal: WholePortal
let browser: Browser
let machine: FakeMachine
let list: { id: string; number: string }
let police: Awaited<ReturnType<typeof anAccount>>
let clerk: Awaited<ReturnType<typeof anAccount>>

beforeAll(async () => {
  house = await openSignatureHouse()
  portal = await openWholePortal(house)
  browser = await openBrowser()
  police = await anAccount(house, { role: 'police_officer', unitId: 'ca-mau' })
  clerk = await anAccount(house, { role: 'clerk' })
  machine = await startFakeMachine(await house.certified(police, await house.ca.issue({ kind: 'rsa' }), 'browser'))
  await peopleWaiting(house, 4)
  list = await answeredList(house, 0)
})
afterAll(async () => {
  await machine.close()
  await browser.close()
  await portal.close()
  await house.close()
})

/** Logs in once: a code cannot be used twice. */
const pages = new Map<string, Promise<Page>>()
function pageOf(account: typeof police): Promise<Page> {
  const known = pages.get(account.login) ?? openPageOf(account)
  pages.set(account.login, known)
  return known
}

async function openPageOf(account: typeof police): Promise<Page> {
  const visitor = portal.browser()
  const { login, password, code } = account
  await visitor.send(await visitor.send(await visitor.open('/can-bo/dang-nhap'), { login, password }), { code: code() })
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } })
  await context.addCookies([...visitor.cookies].map(([name, cookie]) => ({ name, value: cookie, url: portal.url })))
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

/** One more row answered and drawn up: the part that is signed next. */
async function nextPart(rowNo: number): Promise<string> {
  const officer = { ...house.police, staffId: police.staffId }
  const answers = [{ rowNo, answer: 'match' as const, wrongFields: [], note: null }]
  value(await answerPoliceRows(house.app, { officer, listId: list.id, answers }))
  return value(await drawUpReturn(house.app, { officer, listId: list.id })).id
}

const startSigning = async (page: Page, path: string, returnId: string) => {
  await page.goto(`${portal.url}${path}`)
  const form = page.locator(`form[action="/can-bo/ky-token"]:has(input[value="${returnId}"])`)
  await form.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ký bằng USB ký số' }).waitFor()
}

const signWith = async (page: Page, agent: string) => {
  await page.locator(`[data-agent="${agent}"]`).focus()
  await page.keyboard.press('Enter')
}

const returnNow = (id: string) =>
  house.db.selectFrom('police_returns').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test.each([
  ['vgca', 1, ['vgca']],
  ['vnpt', 2, ['vnpt SetLicenseKey', 'vnpt SignPDF']],
  ['viettel', 3, ['viettel getSession', 'viettel signHash']],
])(
  'F06 %s signs the list at the officer’s machine, and the page learns it from our server',
  async (agent, row, asked) => {
    const [page, id] = [await pageOf(police), await nextPart(row)]
    machine.asked.length = 0
    await startSigning(page, `/can-bo/cong-an/${list.number}`, id)
    expect((await axeOn(page).analyze()).violations).toEqual([])
    await signWith(page, agent)
    await page.getByText('Đã ký xong.').waitFor()
    expect(machine.asked).toEqual(agent === 'vnpt' ? asked.slice(1) : asked)
    expect(await returnNow(id)).toMatchObject({ state: 'signed', driver: 'browser', method: 'certificate' })
  },
)

test('F06 a file changed on its way is refused in words; the addresses work once; no program, another way', async () => {
  const [page, id] = [await pageOf(police), await nextPart(4)]
  await startSigning(page, `/can-bo/cong-an/${list.number}`, id)
  const { download, upload } = await page
    .locator('[data-token-signing]')
    .evaluate((box) => ({ ...(box as HTMLElement).dataset }))
  machine.spoil = (file) => {
    const place = file.indexOf('ETSI.CAdES') + 2
    file[place] = (file[place] ?? 0) ^ 1
    return file
  }
  await signWith(page, 'vgca')
  await page.getByText('Tệp đã bị sửa sau khi ký').waitFor()
  expect((await returnNow(id)).state).toBe('drawn_up')
  expect((await fetch(`${portal.url}${download}`)).status).toBe(404)
  const again = await fetch(`${portal.url}${upload}`, { method: 'POST', body: new FormData() })
  expect(again.status).toBe(404)
  machine.spoil = (file) => file
  machine.token = await house.ca.issue({ kind: 'rsa' })
  await startSigning(page, `/can-bo/cong-an/${list.number}`, id)
  await signWith(page, 'vnpt')
  await page.getByText('Chứng thư này chưa đăng ký cho cán bộ nào').waitFor()
  await machine.close()
  await startSigning(page, `/can-bo/cong-an/${list.number}`, id)
  await signWith(page, 'vgca')
  await page.getByText('Không gặp được chương trình ký').waitFor()
  const rules = (await page.request.get(page.url())).headers()['content-security-policy'] ?? ''
  expect(rules).toContain('wss://127.0.0.1:8987')
  const elsewhere = (await page.request.get(`${portal.url}/can-bo/cong-an`)).headers()['content-security-policy'] ?? ''
  expect(elsewhere).not.toContain('8987')
})

test('F06 the station signs the same paper with its own token', async () => {
  await machine.close()
  machine = await startFakeMachine(await house.certified(clerk, await house.ca.issue({ kind: 'rsa' }), 'browser'))
  machine.side = 'station'
  const { id } = await house.db
    .selectFrom('police_returns')
    .select('id')
    .where('state', '=', 'signed')
    .orderBy('part')
    .executeTakeFirstOrThrow()
  const page = await pageOf(clerk)
  await startSigning(page, `/can-bo/danh-sach/${list.number}`, id)
  await signWith(page, 'vgca')
  await page.getByText('Đã ký xong.').waitFor()
  expect(await returnNow(id)).toMatchObject({ state: 'accepted', accepted_driver: 'browser' })
  await page.getByRole('link', { name: 'Về danh sách' }).press('Enter')
  await page.getByText(/Trạm ký số: Cán bộ Thử/).waitFor()
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect((await axeOn(page).analyze()).violations).toEqual([])
  }
})
