import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { endHamletLink, makeHamletLink } from '../../../core/use-cases/hamlet/hamlet-link.ts'
import { handInByPhone, listOnPhone, openByPin } from '../../../core/use-cases/hamlet/phone-of-hamlet.ts'
import { takeOffHamletList } from '../../../core/use-cases/hamlet/take-off-hamlet-list.ts'
import { paths } from '../../../portal/paths.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { type ChainHouse, objectionOf, openChainHouse, value } from '../chain/chain-house.ts'
import { answer, aPersonWaiting, caseOf, drawUp } from './hamlet-house.ts'

let house: ChainHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openChainHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house.close()
})
let hamlet = ''
let count = 0
beforeEach(() => {
  count += 1
  hamlet = `Ấp ${count}`
})

const here = () => aPersonWaiting(house, { address: `${hamlet}, Xã Mẫu` })
const words = () => 'Thôn báo lại'
const link = async (listId: string) => value(await makeHamletLink(house.app, { officer: house.clerk, listId }))
const open = (token: string, pin: string) => openByPin(house.app, { token, pin })
const wrong = (pin: string) => (pin === '000000' ? '000001' : '000000')

test('E13 a link and a PIN open one list and nothing else; neither is stored as it is', async () => {
  await here()
  const [list] = await drawUp(house, hamlet)
  const { token, pin } = await link(list!.id)
  expect(pin).toMatch(/^\d{6}$/)
  const stored = JSON.stringify(await house.db.selectFrom('hamlet_links').selectAll().execute())
  expect(stored).not.toContain(token)
  expect(stored).not.toContain(pin)
  expect(await listOnPhone(house.app, { token, key: 'nobody' })).toBeNull()
  const { key } = value(await open(token, pin))
  expect((await listOnPhone(house.app, { token, key }))?.list.id).toBe(list!.id)
  await here()
  const [other] = await drawUp(house, hamlet)
  const second = await link(other!.id)
  expect(await listOnPhone(house.app, { token: second.token, key }), 'a phone opens only its own list').toBeNull()
})

test('E13 five wrong PINs, even at the same moment, close the link; the audit tells, without the PIN', async () => {
  await here()
  const [list] = await drawUp(house, hamlet)
  const { token, pin } = await link(list!.id)
  const tried = await Promise.all(Array.from({ length: 8 }, () => open(token, wrong(pin))))
  expect(tried.map(objectionOf).filter((code) => code === 'hamlet_pin_wrong')).toHaveLength(4)
  expect(objectionOf(await open(token, pin))).toBe('hamlet_link_over')
  const audit = await house.db
    .selectFrom('audit')
    .select(['action', 'detail'])
    .where('subject_id', '=', list!.id)
    .execute()
  expect(audit.filter(({ action }) => action === 'wrong_hamlet_pin')).toHaveLength(4)
  expect(audit.filter(({ action }) => action === 'hamlet_link_locked')).toHaveLength(1)
  expect(JSON.stringify(audit)).not.toContain(pin)
  const again = await link(list!.id)
  value(await open(again.token, again.pin))
})

test('E13 a link ends: by the station, by a newer one, with its list, and by time', async () => {
  await here()
  const [list] = await drawUp(house, hamlet)
  const first = await link(list!.id)
  const { key } = value(await open(first.token, first.pin))
  const second = await link(list!.id)
  expect(await listOnPhone(house.app, { token: first.token, key })).toBeNull()
  value(await endHamletLink(house.app, { officer: house.clerk, listId: list!.id }))
  expect(objectionOf(await open(second.token, second.pin))).toBe('hamlet_link_over')
  const calledBack = await link(list!.id)
  value(await takeOffHamletList(house.app, { officer: house.clerk, listId: list!.id }))
  expect(objectionOf(await open(calledBack.token, calledBack.pin))).toBe('hamlet_link_over')
  const [next] = await drawUp(house, hamlet)
  const third = await link(next!.id)
  house.clock.advance(6 * 86_400_000)
  expect(objectionOf(await open(third.token, third.pin))).toBe('hamlet_link_over')
})

test('E13 handed in by phone, again after a broken line, and in part: each row counts once, what is left stays', async () => {
  const people = [await here(), await here(), await here()]
  const [list] = await drawUp(house, hamlet)
  const { token, pin } = await link(list!.id)
  const { key } = value(await open(token, pin))
  const handIn = (rows: number[]) =>
    handInByPhone(house.app, { token, key, answers: rows.map((row) => answer(row)), words })
  expect(await handIn([1, 2])).toEqual({ taken: [1, 2], known: [], differing: [] })
  expect(await handIn([1, 2])).toEqual({ taken: [], known: [1, 2], differing: [] })
  const view = await listOnPhone(house.app, { token, key })
  expect(
    view?.rows.map(({ rowNo }) => rowNo),
    'what was handed in is shown no more',
  ).toEqual([3])
  expect(await caseOf(house, people[0]!.idCase.id)).toMatchObject({ state: 'hamlet_checked' })
  const row = await house.db.selectFrom('hamlet_rows').selectAll().where('list_id', '=', list!.id).execute()
  expect(row.map((one) => [one.answered_by, one.link_id !== null])).toEqual([
    [null, true],
    [null, true],
    [null, false],
  ])
})

test('E13 without JavaScript it is a plain form: PIN, some answers now, the rest later, and a mistyped date kept', async () => {
  for (let n = 0; n < 3; n += 1) await here()
  const [list] = await drawUp(house, hamlet)
  const { token, pin } = await link(list!.id)
  const phone = portal.browser()
  const door = await phone.open(paths.hamlet.phone(token))
  expect(door.html).toContain('Nhập mã PIN của phiếu')
  expect(door.html).not.toContain('Trần Thị Mẫu')
  const refused = await phone.send(door, { pin: wrong(pin) })
  expect(refused.html).toContain('Còn 4 lần thử')
  const sheet = await phone.send(refused, { pin })
  expect(sheet.html.match(/Trần Thị Mẫu/g)!.length).toBeGreaterThanOrEqual(3)
  expect(sheet.html, 'a neighbour sees the end of a number, never all of it').not.toMatch(/001190\d{6}/)
  const part = await phone.send(sheet, {
    'answer-1': 'right',
    'answer-2': 'wrong',
    'birthDate-2': '17/05',
  })
  expect(part.html).toContain('Trạm đã nhận 1 dòng')
  expect(part.html).toContain('Dòng 2: ngày sinh ghi đủ ngày/tháng/năm')
  expect(part.html).toContain('value="17/05"')
  expect(part.html).not.toContain('id="row-1"')
  const rest = await phone.send(part, { 'answer-2': 'wrong', 'birthDate-2': '18/05/1990', 'answer-3': 'moved' })
  expect(rest.html).toContain('Phiếu đã xong')
  const rows = await house.db
    .selectFrom('hamlet_rows')
    .select(['answer', 'corrected'])
    .where('list_id', '=', list!.id)
    .orderBy('row_no')
    .execute()
  expect(rows).toEqual([
    { answer: 'right', corrected: {} },
    { answer: 'wrong', corrected: { birthDate: '1990-05-18' } },
    { answer: 'moved', corrected: {} },
  ])
})
