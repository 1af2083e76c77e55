import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import {
  type Account,
  aboutPhone,
  anAccount,
  anOfficer,
  aReport,
  type DeskPortal,
  must,
  openDesk,
  reportNow,
} from './desk-house.ts'
import { deskVisitor } from './desk-visitor.ts'

let house: TestHouse
let desk: DeskPortal
let clerk: Account
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
  clerk = await anAccount(house)
})
afterAll(async () => {
  await desk?.close()
  await house?.close()
})

async function at(who: Account) {
  house.clock.advance(30_000)
  const visitor = deskVisitor(desk.url)
  await visitor.logIn(who)
  return visitor
}

const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const pathOf = ({ code }: Report) => `/can-bo/phan-anh/${code}`

test('E16 the case page says which error is likely, on which side and why, and marks it as a guess', async () => {
  const person = await house.person({ fullName: 'NGUYEN THI HOA', birthDate: '1990-05-09', birthText: '09/05/1990' })
  const claimant = {
    fullName: 'Nguyễn Thị Hoà',
    birthDate: '1990-09-05',
    sex: 'female' as const,
    idNumber: null,
    passportCountry: null,
  }
  const report = await aReport(house, { personId: person.id, claimant, changes: [] })
  const page = words((await (await at(clerk)).get(pathOf(report))).html)
  expect(page).toContain('Máy đoán, chỉ là gợi ý')
  expect(page).toContain('Họ và tên: tên bị mất dấu. Hồ sơ đang ghi dễ sai hơn. (bên kia có dấu)')
  expect(page).toContain('Ngày sinh: ngày và tháng bị đổi chỗ. Chưa rõ bên nào sai.')
})

test('E09 beside the 48 hours stands the working time that is left of them, and it never stops them', async () => {
  const report = await aReport(house, aboutPhone(await house.person()))
  const page = words((await (await at(clerk)).get(pathOf(report))).html)
  expect(page).toMatch(/Giờ làm việc còn lại \d+ giờ \d+ phút \(để xếp việc\)/)
  expect(page).toContain('Hạn 48 giờ')
})

test('E02 on the page the third hand-over names the district alone and says what it means', async () => {
  const report = await aReport(house, { ...aboutPhone(await house.person()), hops: 2 })
  const visitor = await at(clerk)
  const { html } = await visitor.get(pathOf(report))
  expect(words(html)).toContain('Lần này chỉ nhờ được tuyến trên quyết định nơi xử lý, trong 24 giờ')
  const form = { action: 'hand_over', version: '1', seen: '1', unitId: 'ttyt-mau' }
  expect((await visitor.send(pathOf(report), form)).status).toBe(303)
  const district = await at(await anAccount(house, { role: 'district', unitId: 'ttyt-mau' }))
  const page = words((await district.get(pathOf(report))).html)
  expect(page).toMatch(/Nơi xử lý Trung tâm Y tế khu vực Mẫu phải quyết định trước/)
  expect(page).toContain('Nơi bạn chọn không chuyển đi được nữa')
  expect(words((await district.get('/can-bo/hang-cho')).html)).toContain('Chờ định nơi xử lý 1')
})

test('E11 the second look stands in the queue and on the case page of the colleague, and wrong needs a word', async () => {
  const officer = await anOfficer(house)
  const report = await aReport(house, aboutPhone(await house.person()))
  await house.db.deleteFrom('rechecks').execute()
  const chosen = { ...house.app, random: () => 0 }
  must(await decide(chosen, { officer, code: report.code, version: 1, decision: { action: 'approve' } }))
  await house.db.updateTable('rechecks').set({ for_staff_id: clerk.staffId }).execute()
  const visitor = await at(clerk)
  expect(words((await visitor.get('/can-bo/hang-cho')).html)).toContain('Xem lại ngẫu nhiên 1')
  expect((await visitor.get('/can-bo/hang-cho?recheck=1')).html).toContain(report.code)
  expect(words((await visitor.get(pathOf(report))).html)).toContain('Một đồng nghiệp đã quyết định: Duyệt')
  const missing = await visitor.send(`${pathOf(report)}/xem-lai`, { verdict: 'wrong', recheckNote: '' })
  expect(missing.status).toBe(422)
  expect(words(missing.html)).toContain('Xin ghi điều chưa đúng')
  const looked = await visitor.send(`${pathOf(report)}/xem-lai`, { verdict: 'wrong', recheckNote: 'Chưa gọi số mới.' })
  expect(looked.status).toBe(303)
  const page = words((await visitor.get(looked.location ?? '')).html)
  expect(page).toContain('Phản ánh trở lại hàng chờ của trạm.')
  // Above the case while it waits to be decided anew, and in its history for good.
  expect(page).toContain(`Quyết định trước: Duyệt. Ghi chú: Chưa gọi số mới.`)
  expect(page).toMatch(/Xem lại ngẫu nhiên: chưa đúng [^·]+ · Chưa gọi số mới\./)
})

test('G04 the case page says how far each approved value has come', async () => {
  const officer = await anOfficer(house)
  const report = await aReport(house, aboutPhone(await house.person()))
  must(await decide(house.app, { officer, code: report.code, version: 1, decision: { action: 'approve' } }))
  const page = words((await (await at(clerk)).get(pathOf(report))).html)
  expect(page).toMatch(/Trên đường lên Nền tảng .*Số điện thoại: đã duyệt bước 1 trên 6/)
  expect((await reportNow(house.app, report.id)).state).toBe('approved')
})
