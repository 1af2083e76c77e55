import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import { findPlace } from '../../../core/use-cases/citizen/find-place.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { loadPoints } from '../../../core/use-cases/imports/load-points.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import {
  aReport,
  codeOfObjection,
  doneValue,
  holdPhone,
  lastCode,
  newDraft,
  PHONE,
} from '../citizen/citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
const practice = JSON.parse(readFileSync('data/practice/points.json', 'utf8'))
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  doneValue(await loadPoints(house.app, practice))
  await holdPhone(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})
beforeEach(() => house.clock.advance(1_800_000))

async function ownerOf(place: object): Promise<string> {
  const draftId = await newDraft(house)
  const dose = { ...NO_CLAIM, number: 2, givenOn: '2021-10-10', vaccine: 'Pfizer', ...place }
  const claimant = {
    fullName: 'Nguyễn Thị Thử',
    birthDate: '1960-01-01',
    sex: 'female' as const,
    idNumber: null,
    passportCountry: null,
  }
  const command = await aReport(house, {
    draftId,
    claimant,
    phone: PHONE,
    types: ['MISSING_DOSE'],
    changes: [],
    doses: [dose],
  })
  const { reportId } = doneValue(await recordReport(house.app, command))
  const report = await house.db
    .selectFrom('reports')
    .select('unit_id')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow()
  await house.db.updateTable('reports').set({ state: 'closed' }).where('id', '=', reportId).execute()
  return report.unit_id
}

test('B04 an open point is answered by the facility that injected there, a closed one by its district', async () => {
  expect(await ownerOf({ place: 'Trạm Y tế xã Mẫu', pointId: 'tyt-xa-mau' })).toBe('tyt-mau')
  expect(await ownerOf({ place: 'Nhà văn hóa thôn 5', pointId: 'nvh-thon-5-mau' })).toBe('ttyt-mau')
})

test('B04 an unknown point goes up the ladder: district, province; without a rung to the unit that answers for nobody', async () => {
  const place = 'Cạnh cây đa'
  expect(await ownerOf({ place, province: 'Tỉnh Mẫu', district: 'Huyện Mẫu' })).toBe('ttyt-mau')
  expect(await ownerOf({ place, province: 'tinh mau' })).toBe('syt-mau')
  expect(await ownerOf({ place })).toBe('syt-mau')
})

test('B04 the list is searched without marks, word by word, closed mobile points too', async () => {
  const names = async (text: string) => (await findPlace(house.app, { text })).matches.map(({ id }) => id)
  expect(await names('nha van hoa')).toEqual(['nvh-thon-5-mau'])
  expect(await names('luu dong mau')).toEqual(['thcs-mau', 'cho-mau'])
  expect(await names('%')).toEqual([])
  expect(await findPlace(house.app, { text: 'TRẠM Y TẾ XÃ MẪU' })).toMatchObject({
    point: { id: 'tyt-xa-mau' },
    isUnit: true,
  })
  expect(await findPlace(house.app, { text: 'không đâu cả' })).toMatchObject({
    point: null,
    isUnit: false,
    matches: [],
    areas: [{ province: 'Tỉnh Mẫu', districts: ['Huyện Mẫu'] }],
  })
})

test('B04 points of an unknown unit are not loaded', async () => {
  expect(codeOfObjection(await loadPoints(house.app, [{ ...practice[0], id: 'x', unitId: 'nobody' }]))).toBe(
    'not_your_unit',
  )
})

test('B04 on the page: a place that may be several is asked, an unknown one asks for the area, and nothing typed is lost', async () => {
  const phone = '+84970009999'
  const browser = portal.browser()
  let page = await browser.send(await browser.open('/phan-anh'), { aboutDoses: 'MISSING_DOSE' })
  page = await browser.send(page, {
    fullName: 'Lò Thị Bưởi',
    birthDate: '17/05/1990',
    sex: 'female',
    phone: '0970009999',
  })
  page = await browser.send(page, { code: await lastCode(house, phone) })
  expect(page.html).toContain('<option value="Nhà văn hóa thôn 5, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu"></option>')
  const dose = { number: '2', givenOn: '05/10/2021', vaccine: 'Pfizer', lot: 'FK0110' }
  page = await browser.send(page, { ...dose, place: 'luu dong' })
  expect([page.status, page.html.includes('Trường THCS Mẫu, điểm lưu động')]).toEqual([422, true])
  expect(page.html).toContain('Điểm này đã đóng ngày 31/12/2021')
  expect(page.html).toContain('value="FK0110"')
  page = await browser.send(page, { ...dose, place: 'luu dong', point: 'none' })
  expect(page.html).toContain('Tiêm ở huyện hay tỉnh nào?')
  page = await browser.send(page, { ...dose, place: 'luu dong', area: 'Tỉnh Mẫu|Huyện Mẫu' })
  expect(page.url).toBe('/phan-anh/anh')
  const draft = await house.db
    .selectFrom('drafts')
    .select('body')
    .orderBy('updated_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(draft.body).toMatchObject({
    doses: [{ place: 'luu dong', pointId: null, province: 'Tỉnh Mẫu', district: 'Huyện Mẫu' }],
  })
  page = await browser.open('/phan-anh/mui-tiem')
  page = await browser.send(page, { ...dose, place: 'xe tiem' })
  await browser.send(page, { ...dose, place: 'xe tiem', point: 'cho-mau' })
  const kept = await house.db
    .selectFrom('drafts')
    .select('body')
    .orderBy('updated_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(kept.body).toMatchObject({ doses: [{ place: 'Xe tiêm lưu động chợ Mẫu', pointId: 'cho-mau' }] })
})
