import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeStateOf, watchRestingRows } from '../../../core/use-cases/exchange/exchange-state.ts'
import { readImport } from '../../../core/use-cases/imports/read-import.ts'
import { uploadImport } from '../../../core/use-cases/imports/upload-import.ts'
import { dosesList } from '../../fakes/platform/lists.ts'
import { openBrowser } from '../../support/browser.ts'
import { isSound } from '../../support/is-sound.ts'
import { toTcvn3 } from '../../support/old-fonts.ts'
import { approve, aReport, value } from '../chain/chain-house.ts'
import { type ChainPortal, openChainPortal } from '../chain/chain-portal.ts'
import {
  confirmedPeople,
  DAY,
  importNow,
  openPlatformHouse,
  type PlatformHouse,
  recordsOf,
  sendOut,
  UNIT,
} from './platform-house.ts'

let house: PlatformHouse
let portal: ChainPortal
let browser: Browser
const paths: Record<string, string> = {}
beforeAll(async () => {
  house = await openPlatformHouse(30)
  portal = await openChainPortal(house)
  browser = await openBrowser()
  await prepare()
})
afterAll(async () => {
  await browser.close()
  await portal.close()
  await house.close()
})

async function prepare() {
  await confirmedPeople(house, 3)
  paths.import = `/can-bo/xuat-du-lieu/${(await sendOut(house)).id}`
  await phoneReports(['S00000001', 'S00000002', 'S00000004', 'S00000005'])
  paths.sheet = `/can-bo/xuat-du-lieu/${(await sendOut(house, 'hand_edit')).id}`
  const first = house.book.doses.get('D000000071')!
  house.book.doses.set('D-dup', { ...first, doseId: 'D-dup', lot: '' })
  const other = house.book.doses.get('D000000081')!
  house.book.doses.set('D-close', { ...other, doseId: 'D-close', number: '3', vaccine: 'Moderna', lot: 'M-1' })
  await importNow(house, dosesList(house.book, UNIT), 'mui-tiem-2.csv')
  await phoneReports(['S00000010', 'S00000011'])
  await house.db.updateTable('people').set({ phone: '+84922222222' }).where('record_id', '=', 'S00000011').execute()
  house.clock.advance(3 * DAY + 60_000)
  await watchRestingRows(house.app)
  const name = toTcvn3('Vũ Thị Hương')
  const lines = [`S00000001,${name},30/12/1990,Nữ,`, 'S00000002,Trần Văn Mẫu,12/1990,Nam,']
  const bytes = Buffer.from(['Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD', ...lines].join('\n'))
  const upload = { officer: null, unitId: UNIT, fileName: 'danh-sach-cu.csv', bytes, rowsDeclared: null }
  const { importId } = value(await uploadImport(house.app, upload))
  await readImport(house.app, { importId })
  paths.repairs = `/can-bo/nhap-du-lieu/${importId}`
  Object.assign(paths, {
    desk: '/can-bo/xuat-du-lieu',
    imports: '/can-bo/nhap-du-lieu',
    tasks: '/can-bo/viec-nen-tang',
    doubles: '/can-bo/mui-trung',
    story: '/can-bo/ho-so/S00000001/nguon-goc',
  })
}

async function phoneReports(recordIds: string[]) {
  for (const record of await recordsOf(house, recordIds)) {
    const phone = { field: 'phone', recorded: record.phone, correct: '+84977000111', source: 'typed' } as const
    await approve(house, await aReport(house, record, { types: ['WRONG_PHONE'], changes: [phone] }))
  }
}

const openAs = async (who: string, width: number) => {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    extraHTTPHeaders: { 'X-Test-Officer': who },
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  return context.newPage()
}

test.each([360, 1280])(
  'G02–G14 the Platform’s pages at %i pixels: axe finds nothing and nothing sticks out',
  async (width) => {
    const page = await openAs('clerk', width)
    for (const [name, path] of Object.entries(paths)) {
      const answer = await page.goto(`${portal.url}${path}`)
      expect([name, answer?.status()]).toEqual([name, 200])
      await isSound(page, name)
    }
    await page.goto(`${portal.url}/can-bo/mui-trung`)
    await page.getByRole('button', { name: 'Đề nghị' }).first().click()
    expect(await page.locator('.error-summary').textContent()).toContain('Hãy ghi căn cứ')
    await isSound(page, 'doubles-error')
    await page.context().close()
  },
)

test('G14 the preview names every repaired cell before anybody writes it: what stood there, what was read, and why', async () => {
  const page = await openAs('clerk', 1280)
  await page.goto(`${portal.url}${paths.repairs}`)
  const rows = await page.locator('table', { hasText: 'Đọc là' }).locator('tbody tr').allTextContents()
  expect(rows).toEqual([
    `2Họ và tên${toTcvn3('Vũ Thị Hương')}Vũ Thị HươngPhông cũ`,
    '3Ngày sinh12/199001/12/1990Chỉ có tháng',
  ])
  await page.context().close()
})

test('G05 the desk offers was, is and approved with every choice there is, and says what became of the one that was made', async () => {
  const page = await openAs('clerk', 1280)
  await page.goto(`${portal.url}${paths.desk}`)
  const line = page.locator('tbody tr', { hasText: '0922222222' })
  expect(await line.getByRole('button').allTextContents()).toEqual([
    expect.stringContaining('Vẫn dùng giá trị đã duyệt'),
    expect.stringContaining('Giữ giá trị của Nền tảng'),
    expect.stringContaining('Xem lại phản ánh'),
  ])
  await line.getByRole('button', { name: 'Giữ giá trị của Nền tảng' }).focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.notice.success').textContent()).toContain('Đã giữ giá trị của Nền tảng')
  expect(await page.getByText('0922222222').count()).toBe(0)
  await page.context().close()
})

test('G06 G04 carried by hand: another count than the file’s is refused with the difference, the right one makes the row accepted', async () => {
  const page = await openAs('clerk', 1280)
  await page.goto(`${portal.url}${paths.import}`)
  await page.fill('#rows', '2')
  await page.keyboard.press('Enter')
  expect(await page.locator('.notice.danger').textContent()).toContain('Nền tảng nhận 2 dòng, tệp có 3 dòng: lệch -1')
  await page.fill('#rows', '3')
  await page.keyboard.press('Enter')
  expect(await page.locator('.notice.success').textContent()).toContain('Nền tảng nhận đủ')
  const row = house.db.selectFrom('export_rows').innerJoin('reports', 'reports.person_id', 'export_rows.person_id')
  const { id } = await row.select('reports.id').where('row_no', '=', 1).executeTakeFirstOrThrow()
  const states = await house.app.store.transaction((tx) => exchangeStateOf(tx, id, house.clock.now()))
  expect(states.map(({ state }) => state)).toContain('accepted')
  await page.context().close()
})

test('G13 the first officer cannot approve their own proposal, the second can, by keyboard alone', async () => {
  const page = await openAs('clerk', 1280)
  await page.goto(`${portal.url}/can-bo/mui-trung`)
  const card = page.locator('section.card', { hasText: 'Cùng một mũi' }).first()
  await card.locator('input[name=reason]').focus()
  await page.keyboard.type('Giấy tiêm ghi một mũi')
  await page.keyboard.press('Enter')
  expect(await page.locator('.notice.success').textContent()).toContain('Cán bộ khác cần duyệt')
  expect(await page.getByRole('button', { name: /^Duyệt/ }).count()).toBe(0)
  const head = await openAs('head', 1280)
  await head.goto(`${portal.url}/can-bo/mui-trung`)
  await head.getByRole('button', { name: /^Duyệt/ }).focus()
  await head.keyboard.press('Enter')
  expect(await head.locator('.notice.success').textContent()).toContain('Đã duyệt')
  await head.goto(`${portal.url}/can-bo/xuat-du-lieu`)
  await head.getByRole('button', { name: 'Tạo danh sách xóa' }).click()
  expect(await head.locator('h1').textContent()).toContain('XD-2026-')
  await isSound(head, 'removals')
  await page.context().close()
  await head.context().close()
})
