import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import { SHEET_COLUMNS } from '../../../core/domain/sheet/sheet-row.ts'
import { forgetSheets } from '../../../core/use-cases/sheet/forget-sheets.ts'
import { sendSheet } from '../../../core/use-cases/sheet/send-sheet.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { codeOfObjection, holdPhone, lastCode } from '../citizen/citizen-builders.ts'

const OWN = '/bang-nhieu-nguoi'
const DAY = 86_400_000

let house: TestHouse
let portal: WholePortal
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
  house.clock.advance(DAY)
  count += 1
})

type Browser = ReturnType<WholePortal['browser']>

const words = (page: { html: string }) => plain(page.html)
const phoneOf = (place: number) => `+84913${String(count).padStart(3, '0')}${String(place).padStart(3, '0')}`
const national = (phone: string) => `0${phone.slice(3)}`

const lan = (phone: string | null) => [
  'Nguyễn Thị Lan',
  '17/05/1990',
  'Nữ',
  '',
  phone && national(phone),
  'Họ và tên',
  'Nguyễn Thị Làn',
  '',
]
const mai = ['Trần Thị Mai', '01/02/1985', 'Nữ', '', '', 'Chưa có hộ chiếu vắc xin', '', '']
const wrong = ['Hùng', '31/02/1990', 'x', '12', '123', 'Đổi nhà', '', '']

function sheetOf(rows: (string | null)[][]): Promise<Buffer> {
  const columns = Object.values(SHEET_COLUMNS).map((header) => ({ header }))
  return house.app.sheets.write({ sheetName: 'Danh sách', columns, rows })
}

async function proved(page: string, phone: string): Promise<Browser> {
  const browser = portal.browser()
  const asked = await browser.send(await browser.open(page), { phone: national(phone) })
  await browser.send(asked, { code: await lastCode(house, phone) })
  return browser
}

async function upload(browser: Browser, bytes: Buffer) {
  return browser.send(await browser.open(OWN), {
    sheet: { fileName: 'lop-1a.xlsx', type: 'application/octet-stream', bytes },
  })
}

/** The link in the message to this phone. */
async function linkTo(phone: string): Promise<string> {
  const row = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .where('purpose', '=', 'notification')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow()
  return new URL((row.content as unknown as { params: { link: string } }).params.link).pathname
}

const reports = async (phone: string) => house.app.store.transaction((tx) => tx.reports.ofPhone(phone))

test('B10 the template has our columns and an invented example of every wish, and is itself a good sheet', async () => {
  const browser = await proved(OWN, phoneOf(1))
  const file = await browser.download(`${OWN}/mau.xlsx`)
  const read = await readSheet(file)
  expect(read.ok && read.lines[0]?.cells).toEqual(Object.values(SHEET_COLUMNS))
  const status = await upload(browser, file)
  expect(words(status)).toMatch(/Dòng chưa nhận được 0/)
})

test('B10 rows with mistakes come back in the same columns with a reason, the others are taken', async () => {
  const browser = await proved(OWN, phoneOf(1))
  const status = await upload(browser, await sheetOf([lan(phoneOf(2)), wrong, mai, lan(phoneOf(2))]))
  expect(words(status)).toMatch(/Chờ người đó đồng ý 2.*Dòng chưa nhận được 2/)
  const href = /href="([^"]+dong-loi\.xlsx)"/.exec(status.html)?.[1] ?? ''
  const errors = await readSheet(await browser.download(href))
  const lines = errors.ok ? errors.lines.map(({ cells }) => cells) : []
  expect(lines[0]).toEqual([...Object.values(SHEET_COLUMNS), 'Lý do'])
  expect(lines.slice(1).map((cells) => cells[0])).toEqual(['Hùng', 'Nguyễn Thị Lan'])
  for (const told of [
    'Họ và tên phải',
    'Ngày sinh phải',
    'Giới tính là',
    'Số căn cước phải',
    'Số điện thoại không',
    'một trong',
  ])
    expect(lines[1]?.at(-1)).toContain(told)
  expect(lines[2]?.at(-1)).toContain('dòng trên')
})

test('B10 nothing is a report until the person says yes from their own phone, with a stored consent; the sender sees a count', async () => {
  const [sender, person] = [phoneOf(1), phoneOf(2)]
  await house.person({ phone: person, fullName: 'Nguyễn Thị Lan' })
  const browser = await proved(OWN, sender)
  const status = await upload(browser, await sheetOf([lan(person)]))
  expect(await reports(person)).toEqual([])
  const link = await linkTo(person)
  expect(words(await browser.open(link))).toContain('không mở được')
  const theirs = await proved(link, person)
  const page = await theirs.open(link)
  expect(words(page)).toContain('Nguyễn Thị Làn')
  expect((await theirs.send(page, {}, 'yes')).status).toBe(422)
  const consent = /name="consent" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  expect(words(await theirs.send(page, { consent }, 'yes'))).toContain('Đã gửi phản ánh')
  const [report] = await reports(person)
  expect(report).toMatchObject({ types: ['WRONG_NAME'], changes: [{ field: 'fullName', correct: 'Nguyễn Thị Làn' }] })
  const kept = await house.db
    .selectFrom('consents')
    .select('text_version')
    .where('report_id', '=', report?.id ?? '')
    .execute()
  expect(kept).toEqual([{ text_version: consent }])
  expect((await theirs.open(link)).status).toBe(410)
  const after = await browser.open(status.url)
  expect(words(after)).toMatch(/đã thành phản ánh 1/)
  expect(after.html).not.toMatch(/Nguyễn|Lan|PA-/)
})

test('B10 no erases the row at once; the sender learns no more than a count', async () => {
  const person = phoneOf(2)
  const browser = await proved(OWN, phoneOf(1))
  const status = await upload(browser, await sheetOf([lan(person)]))
  const link = await linkTo(person)
  const theirs = await proved(link, person)
  await theirs.send(await theirs.open(link), {}, 'no')
  expect(await reports(person)).toEqual([])
  const rows = await house.db
    .selectFrom('household_rows')
    .select(['state', 'sealed'])
    .where('settled_at', '=', house.clock.now())
    .execute()
  expect(rows).toEqual([{ state: 'declined', sealed: null }])
  expect(words(await browser.open(status.url))).toMatch(/Không đồng ý, đã xóa 1/)
})

test('B10 a row without a phone gives a slip, which a proved phone opens; another browser sees no page of the sheet', async () => {
  const browser = await proved(OWN, phoneOf(1))
  const status = await upload(browser, await sheetOf([mai]))
  const slips = await browser.open(`${status.url}/phieu`)
  const link = new URL(/http:\/\/[^<\s]+\/x\/\w+/.exec(slips.html)?.[0] ?? 'http://x').pathname
  expect(words(slips)).toContain('Trần Thị Mai')
  const stranger = await proved(OWN, phoneOf(3))
  for (const path of ['', '/phieu', '/dong-loi.xlsx'])
    expect((await stranger.open(`${status.url}${path}`)).status).toBe(404)
  expect(words(await (await proved(link, phoneOf(4))).open(link))).toContain('Trần Thị Mai')
})

test('B10 a known and an unknown person, a wrong phone and a link that never was look the same to whoever asks', async () => {
  const [known, unknown] = [phoneOf(2), phoneOf(3)]
  await house.person({ phone: known, fullName: 'Nguyễn Thị Lan' })
  const browser = await proved(OWN, phoneOf(1))
  const one = await upload(browser, await sheetOf([lan(known)]))
  const other = await upload(browser, await sheetOf([lan(unknown)]))
  expect(words(one)).toBe(words(other))
  const never = `/x/${tokenOfMessage(house.app.newId())}`
  const [real, none] = [await browser.open(await linkTo(known)), await browser.open(never)]
  expect([real.status, words(real)]).toEqual([none.status, words(none)])
  const [fresh, freshNever] = [await portal.browser().open(await linkTo(known)), await portal.browser().open(never)]
  expect(words(fresh)).toBe(words(freshNever))
})

test('B10 rows nobody said yes to die after 14 days with all they held', async () => {
  const person = phoneOf(2)
  const browser = await proved(OWN, phoneOf(1))
  const status = await upload(browser, await sheetOf([lan(person), wrong]))
  const link = await linkTo(person)
  house.clock.advance(14 * DAY - 1)
  await forgetSheets(house.app)
  expect((await (await proved(link, person)).open(link)).status).toBe(200)
  house.clock.advance(1)
  expect((await forgetSheets(house.app)).rows).toBeGreaterThan(0)
  expect((await (await proved(link, person)).open(link)).status).toBe(410)
  const left = await house.db.selectFrom('household_rows').select('id').where('sealed', 'is not', null).execute()
  expect(left).toEqual([])
  const sheetId = status.url.split('/').at(-1) ?? ''
  expect(await house.app.files.get(`household/${sheetId}`)).toBeNull()
  expect(words(await (await proved(OWN, phoneOf(1))).open(status.url))).toMatch(/Hết hạn, đã xóa 1/)
})

test('B10 without a phone, with 501 rows, with other columns or with a hostile file nothing is taken', async () => {
  const send = (address: string, bytes: Buffer) =>
    sendSheet(house.app, { address, locale: 'vi', bytes, reason: (error) => error })
  const address = `web|portal|sheet-${count}`
  expect(codeOfObjection(await send(address, await sheetOf([mai])))).toBe('not_proved')
  await holdPhone(house, address, phoneOf(1))
  const many = Array.from({ length: 501 }, () => mai)
  expect(codeOfObjection(await send(address, await sheetOf(many)))).toBe('sheet_too_long')
  const other = await house.app.sheets.write({ sheetName: 'x', columns: [{ header: 'Tên' }], rows: [['a']] })
  expect(codeOfObjection(await send(address, other))).toBe('columns_missing')
  expect(codeOfObjection(await send(address, Buffer.from('%PDF-1.7')))).toBe('file_not_a_sheet')
  expect(
    (await house.db.selectFrom('household_sheets').select('id').where('address', '=', address).execute()).length,
  ).toBe(0)
})

test('B10 a phone that many sheets name is asked a few times a day and no more', async () => {
  const person = phoneOf(2)
  for (let place = 10; place < 20; place += 1) {
    const address = `web|portal|sheet-${count}-${place}`
    await holdPhone(house, address, phoneOf(place))
    await sendSheet(house.app, { address, locale: 'vi', bytes: await sheetOf([lan(person)]), reason: (error) => error })
  }
  const asked = await house.db
    .selectFrom('outbox')
    .select('id')
    .where('address', '=', `sms|gateway|${person}`)
    .execute()
  expect(asked.length).toBe(6)
})
