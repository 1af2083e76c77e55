import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { chaseDeadlines } from '../../../core/use-cases/clock/chase-deadlines.ts'
import { morningDigest, passOnUnread } from '../../../core/use-cases/staff-notices/morning-digest.ts'
import { ownNotices, readNotices } from '../../../core/use-cases/staff-notices/own-notices.ts'
import { tellDeadlines } from '../../../core/use-cases/staff-notices/tell-deadlines.ts'
import { noon } from '../../support/clock.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport } from '../desk/desk-house.ts'

const HOUR = 3_600_000
let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(noon))

test('I11 a late report is told at once to the officers of its ladder, each once; the rest waits for 07:30', async () => {
  const [clerk, district, police] = [
    await anOfficer(house),
    await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' }),
    await anOfficer(house, { role: 'police_officer', unitId: 'ca-mau' }),
  ]
  const heard = async (officer: typeof clerk) => (await ownNotices(house.app, { officer })).map(({ kind }) => kind)
  const late = await aReport(house)
  house.clock.advance(48 * HOUR)
  await aReport(house)
  await chaseDeadlines(house.app)
  await tellDeadlines(house.app)
  await tellDeadlines(house.app)
  expect(await heard(clerk)).toEqual(['report_overdue'])
  expect(await heard(district)).toEqual(['report_overdue'])
  expect(await heard(police)).toEqual([])
  const [told] = await ownNotices(house.app, { officer: clerk })
  expect(told?.detail).toEqual({ code: late.code })

  house.clock.set(new Date('2026-11-19T07:30:00+07:00'))
  await morningDigest(house.app)
  await morningDigest(house.app)
  const [digest] = await ownNotices(house.app, { officer: clerk })
  expect([digest?.kind, digest?.detail]).toEqual(['digest', { fresh: 1, dueToday: 0, late: 1 }])
  expect(await heard(police)).toEqual([])
  expect((await heard(clerk)).length).toBe(2)

  const head = await anOfficer(house, { role: 'head' })
  await readNotices(house.app, { officer: district, until: house.clock.now() })
  house.clock.advance(24 * HOUR)
  await passOnUnread(house.app)
  await passOnUnread(house.app)
  const passed = (await ownNotices(house.app, { officer: head })).filter(({ kind }) => kind === 'unread')
  expect(passed.map(({ detail }) => detail)).toEqual([{ login: clerk.login, count: 2 }])
})
