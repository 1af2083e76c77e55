import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { useLinkCode } from '../../../core/use-cases/contact/use-link-code.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { answerRightsRequest, listRequests } from '../../../core/use-cases/rights/answer-request.ts'
import { OwnDataCopy } from '../../../portal/citizen/rights/copy-document.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { codeOfObjection, doneValue, hoa } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { aPhone, aSentReport, OWN, provedBrowser, words } from './rights-house.ts'

let house: TestHouse
let portal: WholePortal
let phone: string
let chat: string
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
  house.clock.advance(3 * 3_600_000)
  count += 1
  phone = aPhone(count)
  chat = `telegram|bot|${count}`
})

test('L05 nothing is shown before the phone is proved, whatever the page', async () => {
  await aSentReport(house, { address: chat, phone })
  const stranger = portal.browser()
  const home = await stranger.open(OWN)
  for (const path of ['/du-lieu', '/ai-da-mo', '/yeu-cau/erase', '/yeu-cau/object']) {
    const page = await stranger.open(`${OWN}${path}`)
    expect([page.url, words(page)]).toEqual([OWN, words(home)])
  }
  expect((await stranger.open(`${OWN}/yeu-cau/anything`)).status).toBe(404)
})

test('L05 see: every class of data, with purpose, receivers and days, numbers masked at level 1 and full at level 2', async () => {
  const person = await house.person({ phone, idNumber: '001190000017', birthDate: '1990-05-17' })
  await aSentReport(house, { address: chat, phone })
  const browser = await provedBrowser(house, portal, phone)
  const at1 = words(await browser.open(`${OWN}/du-lieu`))
  for (const told of [
    '1 phản ánh',
    '1 ảnh',
    '7 ngày sau khi công an trả lời',
    'Luật buộc giữ',
    'Bạn chưa mở hồ sơ nào',
  ])
    expect(at1).toContain(told)
  expect(at1).not.toContain(phone.slice(3))
  const { address } = await house.db
    .selectFrom('proofs')
    .select('address')
    .where('phone', '=', phone)
    .where('address', 'like', 'web|%')
    .executeTakeFirstOrThrow()
  doneValue(await lookUp(house.app, { address, claimant: { ...hoa, birthDate: '1990-05-17' } }))
  const masked = words(await browser.open(`${OWN}/du-lieu`))
  expect([masked.includes('001190000017'), masked.includes('Nguyễn'), masked.includes('1 mũi tiêm')]).toEqual([
    false,
    false,
    true,
  ])
  await house.db.updateTable('proofs').set({ level: 2 }).where('person_id', '=', person.id).execute()
  expect(words(await browser.open(`${OWN}/du-lieu`))).toContain('001190000017')
})

test('L05 copy: JSON by its schema and a page, each link once, in this browser and for fifteen minutes', async () => {
  const { code } = await aSentReport(house, { address: chat, phone })
  const browser = await provedBrowser(house, portal, phone)
  const made = await browser.send(await browser.open(`${OWN}/ban-sao`), {}, 'Làm bản sao')
  const [page = '', json = ''] = [...made.html.matchAll(/href="(\/quyen-cua-toi\/ban-sao\/[^"]+)"/g)].map(
    ([, to]) => to,
  )
  expect((await portal.browser().open(json)).status).toBe(410)
  const answer = await browser.ask(json)
  expect(answer.headers.get('content-disposition')).toContain('so-tiem-du-lieu-cua-toi.json')
  const copy = OwnDataCopy.parse(await answer.json())
  expect(copy.reports.map((report) => report.code)).toEqual([code])
  expect((await browser.open(json)).status).toBe(410)
  expect(words(await browser.open(page))).toContain(code)
  const schema = JSON.parse((await browser.download(`${OWN}/mau-ban-sao.json`)).toString())
  expect([copy.$schema.endsWith('/quyen-cua-toi/mau-ban-sao.json'), schema]).toEqual([
    true,
    z.toJSONSchema(OwnDataCopy),
  ])
  const late = await browser.send(await browser.open(`${OWN}/ban-sao`), {}, 'Làm bản sao')
  house.clock.advance(16 * 60_000)
  const [old = ''] = [...late.html.matchAll(/href="(\/quyen-cua-toi\/ban-sao\/[^"]+)"/g)].map(([, to]) => to)
  expect((await browser.open(old)).status).toBe(410)
})

test('L05 correct is a report: the page leads there and says 48 hours', async () => {
  const page = await (await provedBrowser(house, portal, phone)).open(OWN)
  expect(page.html).toContain('href="/phan-anh"')
  expect(words(page)).toContain('48 giờ')
})

test('L01 who opened my file: time, unit, role, what and why, and no name of an officer', async () => {
  const { code } = await aSentReport(house, { address: chat, phone })
  const other = await aSentReport(house, { address: `${chat}0`, phone: aPhone(count + 500) })
  const officer = await anOfficer(house)
  doneValue(await openCase(house.app, { officer, code }))
  doneValue(await openCase(house.app, { officer, code: other.code }))
  const page = await (await provedBrowser(house, portal, phone)).open(`${OWN}/ai-da-mo`)
  const text = words(page)
  for (const told of [
    '1 lần mở',
    'Nhân viên y tế, Trạm Y tế xã Mẫu',
    'Phản ánh và số giấy tờ',
    `xử lý phản ánh ${code}`,
  ])
    expect(text).toContain(told)
  expect([text.includes(officer.fullName), text.includes(officer.login), text.includes(other.code)]).toEqual([
    false,
    false,
    false,
  ])
})

test('L05 D12 withdraw consent: photos of the report are gone at once, the report goes on, a receipt tells it, an old yes does not count', async () => {
  const { reportId } = await aSentReport(house, { address: chat, phone })
  const browser = await provedBrowser(house, portal, phone)
  const { code } = doneValue(await makeLinkCode(house.app, { address: await webOf(phone) }))
  doneValue(await useLinkCode(house.app, { address: chat, code }))
  const form = await browser.open(`${OWN}/yeu-cau/withdraw`)
  expect((await browser.send(form, {}, 'Rút đồng ý')).status).toBe(422)
  const receipt = await browser.send(form, { sure: 'yes' }, 'Rút đồng ý')
  expect(receipt.url).toContain('/bien-nhan/')
  expect(words(receipt)).toMatch(/Ảnh đã hủy 1/)
  const key = await house.db
    .selectFrom('photos')
    .innerJoin('case_keys', 'case_keys.case_id', 'photos.case_id')
    .select(['wrapped_key', 'state'])
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  expect(key).toEqual({ wrapped_key: null, state: 'destroyed' })
  expect((await house.app.store.transaction((tx) => tx.reports.get(reportId)))?.state).toBe('queued')
  const consents = await house.app.store.transaction((tx) => tx.personalData.consentsOf([chat]))
  expect(consents.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true)
})

test('L05 restrict and object: received with both clocks, explained, extended once, fulfilled; nothing unasked is sent then', async () => {
  await aSentReport(house, { address: chat, phone })
  const browser = await provedBrowser(house, portal, phone)
  const asked = await browser.send(await browser.open(`${OWN}/yeu-cau/object`), {
    words: 'Đừng nhắc tôi nữa',
    sure: 'yes',
  })
  expect(words(asked)).toContain('Trong 2 ngày làm việc')
  const again = await browser.send(await browser.open(`${OWN}/yeu-cau/object`), { sure: 'yes' })
  expect([...again.html.matchAll(/QY-/g)].length).toBe([...asked.html.matchAll(/QY-/g)].length)
  const [clerk, head] = [await anOfficer(house), await anOfficer(house, { role: 'head' })]
  const [top] = doneValue(await listRequests(house.app, { officer: clerk })).filter(
    ({ request }) => request.phone === phone,
  )
  const id = top?.request.id ?? ''
  expect(top?.request.dueAt.getTime()).toBeGreaterThan(house.clock.now().getTime() + 14 * 86_400_000)
  const act = (
    officer: typeof clerk,
    action: 'explain' | 'extend' | 'fulfil' | 'refuse',
    answer = 'Trạm sẽ dừng nhắc bạn.',
  ) => answerRightsRequest(house.app, { officer, id, action, answer })
  expect(codeOfObjection(await act(clerk, 'explain', ' '))).toBe('reason_needed')
  expect(codeOfObjection(await act(clerk, 'refuse'))).toBe('not_your_role')
  doneValue(await act(clerk, 'explain'))
  const extended = doneValue(await act(head, 'extend'))
  expect(extended.dueAt.getTime() - (top?.request.dueAt.getTime() ?? 0)).toBe(15 * 86_400_000)
  expect(codeOfObjection(await act(head, 'extend'))).toBe('not_possible_now')
  doneValue(await act(clerk, 'fulfil', 'Đã dừng.'))
  expect(await house.app.store.transaction((tx) => tx.contacts.optedOut(`sms|gateway|${phone}`))).toBe(true)
  expect(words(await browser.open(OWN))).toContain('Đã dừng.')
  const elsewhere = await anOfficer(house, { role: 'clerk', unitId: 'ttyt-mau' })
  expect(
    codeOfObjection(await answerRightsRequest(house.app, { officer: elsewhere, id, action: 'fulfil', answer: 'x' })),
  ).toBe('no_such_request')
})

test('L05 a request is taken back by its person only', async () => {
  const browser = await provedBrowser(house, portal, phone)
  await browser.send(await browser.open(`${OWN}/yeu-cau/restrict`), { sure: 'yes' })
  const mine = await browser.open(OWN)
  const id = /name="id" value="([^"]+)"/.exec(mine.html)?.[1] ?? ''
  const other = await provedBrowser(house, portal, aPhone(count + 700))
  await other.send(await other.open(`${OWN}/yeu-cau/restrict`), { sure: 'yes' })
  const theirs = await other.send(await other.open(OWN), { id }, 'Thôi, không yêu cầu nữa')
  expect([theirs.status, words(theirs).includes('Không tìm thấy yêu cầu này')]).toEqual([409, true])
  expect(words(await browser.send(mine, {}, 'Thôi, không yêu cầu nữa'))).toContain('Đã thôi yêu cầu')
})

test('L05 erase: drafts, talk, contacts and photos go, open reports are withdrawn, ended ones lose their person, the receipt stays', async () => {
  const ended = await aSentReport(house, { address: chat, phone })
  await house.db
    .updateTable('reports')
    .set({ state: 'refused', refusal_reasons: ['R01'] })
    .where('id', '=', ended.reportId)
    .execute()
  house.clock.advance(60_000)
  const open = await aSentReport(house, { address: `${chat}1`, phone })
  await house.db
    .insertInto('inbox')
    .values({
      dedupe_key: `said-${count}`,
      channel: 'telegram',
      address: chat,
      event: '{}',
      sort_key: 1,
      received_at: house.clock.now(),
      handled_at: house.clock.now(),
    })
    .execute()
  const browser = await provedBrowser(house, portal, phone)
  const web = await webOf(phone)
  const { code } = doneValue(await makeLinkCode(house.app, { address: web }))
  doneValue(await useLinkCode(house.app, { address: chat, code }))
  const receipt = await browser.send(await browser.open(`${OWN}/yeu-cau/erase`), { sure: 'yes' }, 'Xóa dữ liệu')
  for (const told of ['Ảnh đã hủy 2', 'Phản ánh đã rút 1', 'Phản ánh đã xóa tên 1', 'Luật buộc giữ lại'])
    expect(words(receipt)).toContain(told)
  const left = await house.db
    .selectFrom('reports')
    .selectAll()
    .where('id', 'in', [ended.reportId, open.reportId])
    .execute()
  expect(JSON.stringify(left)).not.toMatch(/Nguyễn|1990|84912/)
  for (const table of ['inbox', 'drafts', 'conversations', 'proofs', 'contact_members', 'link_codes'] as const) {
    const rows = await house.db.selectFrom(table).select('address').where('address', 'in', [chat, web]).execute()
    expect([table, rows]).toEqual([table, []])
  }
  const history = await house.app.store.transaction((tx) => tx.history.of('report', open.reportId))
  expect(history.map(({ action }) => action)).toEqual(['record', 'photos_destroyed', 'withdraw'])
  expect((await browser.open(receipt.url)).status).toBe(200)
  expect((await portal.browser().open(receipt.url)).status).toBe(404)
  expect((await browser.open(`${OWN}/du-lieu`)).url).toBe(OWN)
})

async function webOf(held: string): Promise<string> {
  const row = await house.db
    .selectFrom('proofs')
    .select('address')
    .where('phone', '=', held)
    .where('address', 'like', 'web|%')
    .orderBy('proved_at', 'desc')
    .executeTakeFirstOrThrow()
  return row.address
}
