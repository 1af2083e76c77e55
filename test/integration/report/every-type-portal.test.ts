import { afterAll, beforeAll, expect, test } from 'vitest'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import type { Page } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
let serial = 0
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const DOSE = { givenOn: '05/01/2022', vaccine: 'Pfizer', lot: 'FK0110', place: 'Trạm Y tế xã Mẫu' }
/** What the pages between "who" and "photos" ask for; `which` is chosen on the page. */
const TOLD: Record<ReportType, Record<string, string>> = {
  WRONG_NAME: { fullName: 'Lò Thị Bưởi Đỏ' },
  WRONG_DOB: { birthDate: '18/05/1990' },
  WRONG_SEX: { sex: 'male' },
  WRONG_OR_MISSING_ID: { idNumber: '001190012345' },
  WRONG_PHONE: { phone: '0912 000 999' },
  MISSING_DOSE: { number: '3', ...DOSE },
  MISSING_ALL_DOSES: { number: '3', ...DOSE },
  WRONG_VACCINE_OR_LOT: { vaccine: 'Moderna', lot: 'MO2201' },
  WRONG_DATE: { givenOn: '06/08/2021' },
  WRONG_FACILITY: { place: 'Trạm Y tế xã Mẫu' },
  DOSE_NOT_MINE: {},
  DUPLICATE_OR_SPLIT_PROFILE: { note: 'Mũi 1 ghi ở số cũ, mũi 2 ghi ở số mới' },
  NO_PASSPORT_YET: { note: '' },
  OTHER: { note: 'Giấy chứng nhận của tôi in sai tên trạm' },
}

test.each(Object.keys(TOLD) as ReportType[])(
  'B01 a %s is reported on the portal, from its page to the receipt',
  async (type) => {
    serial += 1
    const phone = `+8497000${1000 + serial}`
    await house.person({
      fullName: 'Lò Thị Bưởi',
      birthDate: '1990-05-17',
      sex: 'female',
      phone,
      doses: [{ number: 1, givenOn: '2021-08-05', vaccine: 'AstraZeneca', lot: 'AZ77' }],
    })
    const browser = portal.browser()
    const group = { identity: 'aboutMe', contact: 'aboutMe', dose: 'aboutDoses', other: 'aboutOther' }[
      REPORT_TYPES[type].branch
    ]
    let page: Page = await browser.send(await browser.open('/phan-anh'), { [group]: type })
    page = await browser.send(page, {
      fullName: 'Lò Thị Bưởi',
      birthDate: '17/05/1990',
      sex: 'female',
      phone: `0${phone.slice(3)}`,
    })
    page = await browser.send(page, { code: await lastCode(house, phone) })
    const told = { ...TOLD[type] }
    const which = /name="which" value="([0-9a-f-]{36})"/.exec(page.html)?.[1]
    page = await browser.send(page, which ? { which, ...told } : told)
    expect(page.url).toBe('/phan-anh/anh')
    const wanted = REPORT_TYPES[type].evidence
    expect(page.html.includes('Giấy tờ cho điều bạn báo')).toBe(wanted.length > 0)
    page = await browser.send(page, {}, 'next')
    expect(page.url).toBe('/phan-anh/doc-lai')
    const needed = wanted.some(({ need }) => need === 'needed')
    expect(page.html.includes('Xin xem lại trước khi gửi'), 'missing evidence is asked, never a dead end').toBe(needed)
    const submission = page.forms.find(({ fields }) => fields.some(([name]) => name === 'submission'))
    expect(submission?.buttons.at(-1)?.label).toBe(needed ? 'Đã xem lưu ý, gửi phản ánh' : 'Gửi phản ánh')
    page = await browser.send(page, {
      submission: submission?.fields.find(([name]) => name === 'submission')?.[1] ?? '',
    })
    const code = /PA-\w{4}-\w{4}/.exec(page.html)?.[0] ?? ''
    const report = await house.app.store.transaction((tx) => tx.reports.byCode(code))
    expect(report).toMatchObject({ types: [type], state: 'queued', phone })
  },
)
