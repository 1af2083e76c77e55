import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anAccount } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

async function anOfficersBrowser() {
  const account = await anAccount(house)
  const browser = portal.browser()
  const { login, password } = account
  const second = await browser.send(await browser.open('/can-bo/dang-nhap'), { login, password })
  await browser.send(second, { code: account.code() })
  return browser
}

const codesOf = ({ html }: Page) => [...html.matchAll(/class="code">([^<]+)/g)].map(([, code = '']) => code)

test('A04 without JavaScript: the officer finds the person, sees the paper and hands out a code that opens the record', async () => {
  const officer = await anOfficersBrowser()
  const doses = [{ lot: 'QUAY77' }]
  await house.person({ fullName: 'Lương Thị Quầy', idNumber: '079190000360', phone: '+84912000801', doses })
  const search = await officer.open('/can-bo/quay')
  expect((await officer.send(search, { number: '' })).status).toBe(422)
  const found = await officer.send(search, { number: '079190000360' })
  expect(found.html).toContain('Lương Thị Quầy')
  const person = await officer.open(/href="(\/can-bo\/quay\/nguoi\/[^"]+)"/.exec(found.html)?.[1] ?? '')
  expect(person.html).not.toContain('0912000801')
  const untold = await officer.send(person, {}, 'Lấy mã và in phiếu')
  expect([untold.status, untold.html.includes('Chọn giấy tờ bạn đã xem.')]).toEqual([422, true])
  const slip = await officer.send(person, { paper: 'citizen_card', numberAgrees: 'yes', seen: 'yes' })
  const [code = ''] = codesOf(slip)
  const own = portal.browser()
  const ask = await own.open('/tra-cuu/ma-tram')
  expect((await own.send(ask, { code: '2345 2345' })).html).not.toContain('QUAY77')
  const record = await own.send(ask, { code })
  expect(record.html).toContain('QUAY77')
  expect(record.html).toContain('079190000360')
  await own.send(record, {}, 'end')
  expect((await own.open('/tra-cuu/ho-so')).html).not.toContain('QUAY77')
})

test('B15 without JavaScript: a report is taken in one page, and its slip brings it into the citizen’s browser', async () => {
  const officer = await anOfficersBrowser()
  const form = await officer.open('/can-bo/quay/phan-anh')
  const who = { fullName: 'Nguyễn Thị Thử', birthDate: '17/05/1990', sex: 'female' }
  const empty = await officer.send(form, { ...who, types: 'WRONG_SEX' })
  expect([empty.status, empty.html.includes('Mỗi mục đã chọn cần ít nhất một thông tin')]).toEqual([422, true])
  const receipt = await officer.send(form, { ...who, types: 'WRONG_SEX', rightSex: 'male', phone: '0912 000 802' })
  const [report = '', key = ''] = codesOf(receipt)
  expect(report).toMatch(/^PA-/)
  const own = portal.browser()
  const typed = await own.send(await own.open('/da-bao-tram'), { code: key })
  expect(typed.html).toContain(report)
  const scanned = portal.browser()
  const page = await scanned.open(`/phieu/${report}/${key.replace(' ', '')}`)
  expect((await scanned.send(page, {})).url).toBe(`/theo-doi/${report}`)
  const queue = await officer.open('/can-bo/hang-cho')
  expect(queue.html).toContain(report)
})

test('A12 without JavaScript, in English: the passport part is open, with a list of countries and its own sentences', async () => {
  const browser = portal.browser()
  const form = await browser.open('/tra-cuu?lang=en')
  expect(form.html.match(/<option value=/g)).toHaveLength(248)
  const who = { fullName: 'Kim Min Ji', birthDate: '03/02/1991', sex: 'female', phone: '0912 000 803' }
  const one = 'P<KORKIM<<MIN<JI<<<<<<<<<<<<<<<<<<<<<<<<<<<<'
  const two = 'M123456788KOR9102033F3001019<<<<<<<<<<<<<<<4'
  const send = (more: Record<string, string>) => browser.send(form, { ...who, ...more })
  const wrong = await send({ mrz: `${one}\n${two.replace('M1234', 'M1243')}` })
  expect(wrong.html).toContain('These two lines could not be read')
  const vietnamese = await send({ passportNumber: 'C1234567', passportCountry: 'Việt Nam' })
  expect(vietnamese.html).toContain('Vietnamese people are found by their personal ID')
  const other = await send({ mrz: `${one}\n${two}`, birthDate: '04/02/1991' })
  expect(other.html).toContain('This differs from the two lines')
  expect((await send({ mrz: `${one}\n${two}` })).url).toBe('/tra-cuu/ma')
})
