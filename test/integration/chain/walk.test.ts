import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve, aReport, type ChainHouse, newIdNumber, openChainHouse, peopleWaiting, SCAN } from './chain-house.ts'
import { type ChainPortal, openChainPortal } from './chain-portal.ts'

let house: ChainHouse
let portal: ChainPortal
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openChainPortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

test('F01–G01 the chain through its pages: list, answers, minutes, acceptance, file', async () => {
  await peopleWaiting(house, 2)
  const [clerk, police] = [portal.as('clerk'), portal.as('police')]

  expect((await clerk.get('/can-bo/danh-sach')).html).toContain('Trần Thị Mẫu')
  const drawn = await clerk.post('/can-bo/danh-sach', { act: 'all' })
  expect(drawn).toMatchObject({ status: 303, to: '/can-bo/danh-sach/DS-2026-0001?da=lap' })
  expect((await clerk.get(drawn.to ?? '')).html).toContain('Đã lập danh sách gồm 2 người')

  const desk = '/can-bo/cong-an/DS-2026-0001'
  expect((await police.get(desk)).html).not.toMatch(/AstraZeneca|AZ0001/)
  const unexplained = await police.post(desk, { act: 'save', 'answer-1': 'wrong_field', 'note-1': '' })
  expect(unexplained.status).toBe(409)
  expect(unexplained.html).toContain('Dòng 1: hãy đánh dấu ít nhất một mục sai')
  expect(unexplained.html, 'what was chosen is still there').toMatch(/value="wrong_field" selected/)
  const rest = await police.post(desk, { act: 'save', 'answer-1': 'match', 'answer-2': 'match' })
  expect((await police.get(rest.to ?? '')).html).toContain('Đã lưu 2 câu trả lời')
  const drawnUp = await police.post(desk, { act: 'draw_up' })
  const ready = await police.get(drawnUp.to ?? '')
  expect(ready.html).toContain('Đã lập bản bàn giao')
  const returnId = /name="returnId" value="([^"]+)"/.exec(ready.html)?.[1] ?? ''
  const paper = await police.get(`${desk}/ban-giao/1.pdf`)
  expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const minutes = { act: 'minutes', returnId, number: 'BB-07', date: '16/11/2026', parties: 'Công an và trạm' }
  const files = {
    scan: new File([new Uint8Array(SCAN)], 'bb.pdf', { type: 'application/pdf' }),
    signedFile: new File([new Uint8Array(paper.bytes)], 'ds.pdf'),
  }
  const otherFile = new File([new Uint8Array(paper.bytes), ' '], 'ds.pdf')
  expect((await police.post(desk, { ...minutes, ...files, signedFile: otherFile })).html).toContain(
    'dù chỉ khác một ký tự',
  )
  const unread = await police.post(desk, { ...minutes, date: 'hôm nay', ...files })
  expect(unread.html, 'minutes are typed once').toMatch(/<details open>[\s\S]*value="BB-07"/)
  const signed = await police.post(desk, { ...minutes, ...files })
  expect((await police.get(signed.to ?? '')).html).toContain('Đã ký và bàn giao')

  const list = '/can-bo/danh-sach/DS-2026-0001'
  expect((await clerk.get(list)).html).toContain('BB-07')
  const accepted = await clerk.post(list, { returnId })
  expect((await clerk.get(accepted.to ?? '')).html).toContain('Đã nhận: 2 người khớp')

  expect((await clerk.get('/can-bo/xuat-du-lieu')).html).toContain('2 người đang chờ')
  const sent = await clerk.post('/can-bo/xuat-du-lieu', { act: 'import_file' })
  const file = await clerk.get(`${sent.to?.split('?')[0]}/tep.xlsx`)
  expect(file.bytes.subarray(0, 2).toString()).toBe('PK')

  expect((await clerk.get(sent.to ?? '')).html).toContain('Tải tệp Excel')
  const again = await clerk.post('/can-bo/xuat-du-lieu', { act: 'import_file' })
  expect(again.html).toContain('Chưa có thay đổi nào chờ xuất')
})

test('G02 hand edit: a clerk ticks card after card and comes back to where they stopped', async () => {
  const clerk = portal.as('clerk')
  const phone = { field: 'phone', recorded: null, correct: '+84912345678', source: 'typed' } as const
  for (const serial of [71, 72]) {
    const person = await house.person({ fullName: 'Lê Văn Sửa', idNumber: newIdNumber(serial) })
    await approve(house, await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone] }))
  }
  await clerk.get('/can-bo/xuat-du-lieu')
  const { to } = await clerk.post('/can-bo/xuat-du-lieu', { act: 'hand_edit' })
  const sheet = await clerk.get(to ?? '')
  expect(sheet.html).toContain('Đã tạo lần xuất gồm 2 người')
  expect(sheet.html).toContain('Đã lưu 0 / 2 người')
  expect(sheet.html).toContain('0912345678')
  const rowId = /name="rowId" value="([^"]+)"/.exec(sheet.html)?.[1] ?? ''
  const ticked = await clerk.post(to ?? '', { rowId, anchor: 'nguoi-1', saved: 'yes' })
  expect(ticked).toMatchObject({ status: 303, to: `${to?.split('?')[0]}#nguoi-2` })
  const later = await clerk.get(to ?? '')
  expect(later.html).toContain('Đã lưu 1 / 2 người')
  expect(later.html).toContain('href="#nguoi-2"')
})

test('G05 somebody changed the record meanwhile: the page shows was, is and approved before anything goes out', async () => {
  const clerk = portal.as('clerk')
  const person = await house.person({ fullName: 'Phạm Thị Khác', idNumber: newIdNumber(80), phone: '+84900000001' })
  const phone = { field: 'phone', recorded: '+84900000001', correct: '+84912345678', source: 'typed' } as const
  await approve(house, await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone] }))
  await house.db.updateTable('people').set({ phone: '+84900000002' }).where('id', '=', person.id).execute()
  const { html } = await clerk.get('/can-bo/xuat-du-lieu')
  for (const shown of ['0900000001', '0900000002', '0912345678']) expect(html).toContain(shown)
  const changeId = /name="changeId" value="([^"]+)"/.exec(html)?.[1] ?? ''
  expect((await clerk.post('/can-bo/xuat-du-lieu', { act: 'hand_edit' })).html).toContain(
    'Chưa có thay đổi nào chờ xuất',
  )
  expect((await clerk.post('/can-bo/xuat-du-lieu', { act: 'conflict', changeId })).status).toBe(303)
  expect((await clerk.post('/can-bo/xuat-du-lieu', { act: 'hand_edit' })).status).toBe(303)
})

test('F04 police see identity, never doses: a police officer opens no page of the station, the station none of the police', async () => {
  for (const path of ['/can-bo/danh-sach', '/can-bo/xuat-du-lieu'])
    expect((await portal.as('police').get(path)).status, path).toBe(403)
  expect((await portal.as('clerk').get('/can-bo/cong-an')).status).toBe(403)
  expect((await portal.as('nobody').get('/can-bo/cong-an')).status).toBe(303)
})
