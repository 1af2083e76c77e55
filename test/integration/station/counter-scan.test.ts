import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FormBrowser, formBrowser, type Page } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { loggedIn, openStation, type StationPortal } from './station-portal.ts'

const CARD = '079190000360|024356789|Nguyễn Thị Quét|17051990|Nữ|Thôn 3, Xã Mẫu, Tỉnh Mẫu|10052021'

let house: TestHouse
let portal: StationPortal
let officer: FormBrowser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  officer = await loggedIn(house, portal.url)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const codesOf = ({ html }: Page) => [...html.matchAll(/class="code">([^<]+)/g)].map(([, code = '']) => code)
const checked = ({ html }: Page) =>
  [...html.matchAll(/name="types" value="([A-Z_]+)" checked/g)].map(([, type]) => type)

test('E17 B15 a card under the scanner, one press, and the slip is printed; its QR brings the case into the citizen’s browser', async () => {
  await house.person({ fullName: 'Nguyễn Thị Quet', idNumber: '079190000360' })
  const form = await officer.send(await officer.open('/can-bo/quay'), { cardText: `${CARD}\r` })
  expect([form.status, form.url.includes('0791')]).toEqual([200, false])
  expect(checked(form)).toEqual(['WRONG_NAME'])
  const receipt = await officer.send(form, { note: '' })
  expect(receipt.status).toBe(200)
  const [code = '', key = ''] = codesOf(receipt)
  expect(code).toMatch(/^PA-/)
  const row = await house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  expect(row.changes).toMatchObject([{ field: 'fullName', correct: 'Nguyễn Thị Quét', source: 'card_qr' }])
  const citizen = formBrowser(() => portal.url, 1)
  const linked = await citizen.send(await citizen.open(`/phieu/${code}/${key.replace(/\W/g, '')}`), {})
  expect([linked.status, linked.html.includes(code)]).toEqual([200, true])
})

test('E17 what the browser claims to come from the card is believed only when the scanned card says it', async () => {
  await house.person({ fullName: 'Lò Thị Khác', idNumber: '079190000361', birthDate: '1990-05-17' })
  const card = CARD.replace('079190000360', '079190000361')
  const form = await officer.send(await officer.open('/can-bo/quay'), { cardText: card })
  const receipt = await officer.send(form, { types: 'WRONG_NAME', rightName: 'Lò Thị Hoàn Toàn Khác' })
  const [code = ''] = codesOf(receipt)
  const row = await house.db.selectFrom('reports').select('changes').where('code', '=', code).executeTakeFirstOrThrow()
  expect(row.changes).toMatchObject([{ correct: 'Lò Thị Hoàn Toàn Khác', source: 'paper' }])
})

test('E17 a person of no record is taken in as well; something else under the scanner is said kindly', async () => {
  const page = await officer.open('/can-bo/quay')
  const stranger = await officer.send(page, {
    cardText: CARD.replace('079190000360', '079190000399').replace('17051990', '18051990'),
  })
  expect([stranger.status, checked(stranger), stranger.html.includes('18/05/1990')]).toEqual([200, [], true])
  const wrong = await officer.send(page, { cardText: 'https://vi.wikipedia.org' })
  expect([wrong.status, wrong.html.includes('Chưa đọc được thẻ')]).toEqual([422, true])
})
