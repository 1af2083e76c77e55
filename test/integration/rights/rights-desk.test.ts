import { afterAll, beforeAll, expect, test } from 'vitest'
import { askRight } from '../../../core/use-cases/rights/ask-right.ts'
import { TIMETABLE } from '../../../workers/timetable.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { doneValue, holdPhone } from '../citizen/citizen-builders.ts'
import { anAccount } from '../desk/desk-house.ts'
import { aPhone, words } from './rights-house.ts'

const DESK = '/can-bo/quyen'
const DAY = 86_400_000

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

async function logIn(role: 'clerk' | 'head' | 'district' | 'police_officer', unitId: string) {
  const browser = portal.browser()
  const { login, password, code } = await anAccount(house, { role, unitId })
  const second = await browser.send(await browser.open('/can-bo/dang-nhap'), { login, password })
  await browser.send(second, { code: code() })
  return browser
}

async function ask(phone: string, text: string) {
  const address = `telegram|bot|${phone}`
  await holdPhone(house, address, phone)
  return doneValue(await askRight(house.app, { address, kind: 'restrict', words: text, locale: 'vi' }))
}

const noticesTo = async (address: string) =>
  (
    await house.db.selectFrom('outbox').select('content').where('address', '=', address).orderBy('sequence').execute()
  ).map(({ content }) => (content as unknown as { templateKey: string }).templateKey)

test('L05 the desk lists wishes with both clocks, marks the late ones, wants words, tells the citizen and nobody else’s unit', async () => {
  const request = await ask(aPhone(81), 'Đừng dùng số của tôi')
  const clerk = await logIn('clerk', 'tyt-mau')
  const page = await clerk.open(DESK)
  for (const told of [request.code, 'Đừng dùng số của tôi', 'Nói cách làm trước', 'Xong trước'])
    expect(words(page)).toContain(told)
  expect(words(page)).not.toContain('trễ hạn')

  house.clock.advance(3 * DAY)
  const told: [string, number][] = []
  await TIMETABLE['watch-rights']?.work(house.app, (code, count) => told.push([code, count]))
  expect(told).toEqual([['rights_late', 1]])
  const again = await logIn('clerk', 'tyt-mau')
  const late = await again.open(DESK)
  expect(words(late)).toContain('1 yêu cầu đã trễ hạn')
  expect(words(late)).toContain('Trễ: chưa nói cách làm')

  const empty = await again.send(late, { answer: '' }, 'explain')
  expect([empty.status, words(empty).includes('Viết câu trả lời')]).toEqual([422, true])
  const answered = await again.send(empty, { answer: 'Trạm sẽ ngừng nhắc bạn trong tuần này.' }, 'explain')
  expect(words(answered)).toContain('Đã ghi và đã báo người dân')
  expect(words(answered)).not.toContain('trễ hạn')
  expect(await noticesTo(`telegram|bot|${aPhone(81)}`)).toEqual(['rights-received', 'rights-answered'])

  const district = await (await logIn('district', 'ttyt-mau')).open(DESK)
  expect([words(district).includes(request.code), district.html.includes('name="answer"')]).toEqual([true, false])
  expect((await (await logIn('police_officer', 'ca-mau')).open(DESK)).status).toBe(403)
})

test('L05 what the law makes the station keep is refused by the head only, with words the citizen reads', async () => {
  const request = await ask(aPhone(82), '')
  const clerk = await (await logIn('clerk', 'tyt-mau')).open(DESK)
  expect(clerk.html).not.toContain('value="refuse"')
  const head = await logIn('head', 'tyt-mau')
  const page = await head.open(DESK)
  const form = page.forms.find(({ html }) => html.includes(request.id))
  await head.send({ ...page, forms: form ? [form] : [] }, { answer: 'Luật buộc trạm giữ bản ghi này.' }, 'refuse')
  const kept = await house.app.store.transaction((tx) => tx.rights.get(request.id))
  expect([kept?.state, kept?.answer]).toEqual(['refused', 'Luật buộc trạm giữ bản ghi này.'])
})
