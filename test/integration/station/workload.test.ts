import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import { choosePost } from '../../../core/use-cases/staff/choose-post.ts'
import { endLoan, lendStaff, openLoans } from '../../../core/use-cases/workload/lend-staff.ts'
import { planDay, setHours } from '../../../core/use-cases/workload/plan-day.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { anotherStation } from './another-station.ts'
import { loggedIn, openStation, type StationPortal } from './station-portal.ts'

let house: TestHouse
let portal: StationPortal
let [head, district] = [{} as Officer, {} as Officer]
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  head = await anOfficer(house, { role: 'head' })
  district = await anOfficer(house, { role: 'district' })
  await anotherStation(house, 'tyt-ban', 'Trạm Y tế xã Bạn')
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

test('E19 today’s list per person follows the hours they have, and nothing is assigned by it', async () => {
  const clerk = await anOfficer(house)
  const reports = await Promise.all(Array.from({ length: 60 }, () => aReport(house)))
  must(await setHours(house.app, { officer: clerk, staffId: clerk.staffId, hours: 1 }))
  must(await setHours(house.app, { officer: head, staffId: head.staffId, hours: 2 }))
  const { shares, left } = must(await planDay(house.app, { officer: clerk }))
  const counts = new Map(shares.map(({ staffId, cases }) => [staffId, cases.length]))
  expect([counts.get(clerk.staffId), counts.get(head.staffId), left.length]).toEqual([15, 30, 15])
  const held = await house.db.selectFrom('reports').select('id').where('taken_by', 'is not', null).execute()
  expect([held, reports.length]).toEqual([[], 60])
  expect(objectionOf(await setHours(house.app, { officer: clerk, staffId: head.staffId, hours: 9 }))).toBe(
    'no_such_person',
  )
})

test('E19 tomorrow is forecast from what came in, with an interval', async () => {
  expect(must(await planDay(house.app, { officer: head })).tomorrow).toBeNull()
  for (let days = 1; days <= 28; days += 1) {
    const recordedAt = new Date(house.clock.now().getTime() - days * 86_400_000)
    await Promise.all(Array.from({ length: 10 }, () => aReport(house, { recordedAt, state: 'closed' })))
  }
  const { tomorrow } = must(await planDay(house.app, { officer: head }))
  expect(tomorrow?.expected).toBe(10)
  expect(tomorrow?.low).toBeLessThan(10)
  expect(tomorrow?.high).toBeGreaterThan(10)
})

test('E19 a borrowed officer reaches the borrowing station on the days of the loan, and on no other day', async () => {
  const account = await anAccount(house, { unitId: 'tyt-ban' })
  const report = await aReport(house)
  const lend = { officer: district, staffId: account.staffId, unitId: 'tyt-mau' }
  const browser = await loggedIn(house, portal.url, account)
  expect((await browser.open(`/can-bo/phan-anh/${report.code}`)).status).toBe(404)
  expect(
    objectionOf(await lendStaff(house.app, { ...lend, officer: head, from: '2026-11-16', until: '2026-11-18' })),
  ).toBe('not_your_role')
  expect(objectionOf(await lendStaff(house.app, { ...lend, from: '2026-11-18', until: '2026-11-16' }))).toBe(
    'dates_wrong',
  )
  must(await lendStaff(house.app, { ...lend, from: '2026-11-16', until: '2026-11-18' }))
  const posts = await house.app.store.transaction((tx) => tx.staffPosts.of(account.staffId))
  const loan = posts.find(({ kind }) => kind === 'loan')
  expect(loan).toMatchObject({ role: 'clerk', unitId: 'tyt-mau', until: '2026-11-18' })
  const token = browser.cookies.get('so_tiem_officer') ?? ''
  const officer = await anOfficer(house)
  await choosePost(house.app, { officer: { ...officer, staffId: account.staffId }, token, postId: loan?.postId ?? '' })
  expect((await browser.open(`/can-bo/phan-anh/${report.code}`)).status).toBe(200)
  house.clock.advance(3 * 86_400_000)
  const later = await loggedIn(house, portal.url, account)
  const again = later.cookies.get('so_tiem_officer') ?? ''
  await choosePost(house.app, {
    officer: { ...officer, staffId: account.staffId },
    token: again,
    postId: loan?.postId ?? '',
  })
  expect((await later.open(`/can-bo/phan-anh/${report.code}`)).status).toBe(404)
})

test('E19 a loan is ended at once, and a station outside the district cannot borrow', async () => {
  const clerk = await anOfficer(house, { unitId: 'tyt-ban' })
  const lend = { officer: district, staffId: clerk.staffId, from: '2026-11-19', until: '2026-11-20' }
  expect(objectionOf(await lendStaff(house.app, { ...lend, unitId: 'ca-mau' }))).toBe('not_your_unit')
  must(await lendStaff(house.app, { ...lend, unitId: 'tyt-mau' }))
  const { loans } = must(await openLoans(house.app, { officer: district }))
  const loan = loans.find(({ staffId }) => staffId === clerk.staffId)
  expect(
    must(await planDay(house.app, { officer: head })).workers.some(({ staffId }) => staffId === clerk.staffId),
  ).toBe(true)
  must(await endLoan(house.app, { officer: district, postId: loan?.postId ?? '' }))
  expect(
    must(await planDay(house.app, { officer: head })).workers.some(({ staffId }) => staffId === clerk.staffId),
  ).toBe(false)
})
