import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffRole } from '../../../core/domain/role.ts'
import { readOversight, setOfficerHamlet } from '../../../core/use-cases/oversight/read-oversight.ts'
import { reportReadings } from '../../../core/use-cases/oversight/weekly-report.ts'
import { policeDeskList } from '../../../core/use-cases/police/read-police-lists.ts'
import {
  answeredList,
  aReport,
  type ChainHouse,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  value,
} from '../chain/chain-house.ts'

let house: ChainHouse
beforeAll(async () => {
  house = await openChainHouse()
})
afterAll(() => house.close())

type Person = Awaited<ReturnType<ChainHouse['person']>>

const open = (staffId: string, person: Person) =>
  house.app.store.transaction((tx) =>
    tx.audit.write({ staffId, action: 'open_case', subjectKind: 'person', subjectId: person.id }),
  )

async function officer(fullName: string, role: StaffRole = 'clerk') {
  const made = await house.staff({ role })
  await house.db.updateTable('staff').set({ full_name: fullName }).where('id', '=', made.staffId).execute()
  return made
}

/** Thursday of a week of November, at this hour in Viet Nam. */
const at = (hour: number) => house.clock.set(new Date(`2026-11-19T${String(hour).padStart(2, '0')}:15:00+07:00`))

test('F12 every reading by staff or police is stored with its purpose', async () => {
  at(9)
  await peopleWaiting(house, 1)
  const list = await answeredList(house, 0)
  value(await policeDeskList(house.app, house.police, list.number))
  await open(house.clerk.staffId, await house.person())
  const rows = await house.db
    .selectFrom('audit')
    .select(['action', 'detail'])
    .where('action', '~', '^(read|open)_')
    .execute()
  expect(rows.map(({ action, detail }) => [action, (detail as { purpose?: string }).purpose])).toEqual([
    ['read_police_list', 'verify_identity'],
    ['open_case', 'handle_report'],
  ])
})

test('F12 a planted snooping pattern appears in the next weekly report of the district, and ordinary work does not', async () => {
  const { app, db } = house
  const district = await house.staff({ role: 'district' })
  const [night, neighbour, bulk, honest] = await Promise.all(
    ['Lý Văn Đêm', 'Đặng Thị Làng', 'Tô Văn Nhiều', 'Đặng Văn Ngay'].map((name) => officer(name)),
  )
  value(await setOfficerHamlet(app, { officer: district, staffId: neighbour!.staffId, hamlet: 'Thôn 7' }))
  value(await setOfficerHamlet(app, { officer: district, staffId: honest!.staffId, hamlet: 'Thôn 7' }))
  const kin = await house.person({ fullName: 'Đặng Văn Xóm', address: 'Số 3, thôn 7, xã Mẫu' })
  const kinOfHonest = await house.person({ fullName: 'Đặng Thị Xóm', address: 'Thôn 7' })
  const farAway = await house.person({ fullName: 'Đặng Văn Xa', address: 'Thôn 70, xã Mẫu' })
  const known = await house.person({ fullName: 'Nghệ Sĩ Nổi Tiếng' })
  at(23)
  for (let n = 0; n < 3; n += 1) await open(night!.staffId, await house.person())
  at(10)
  await open(neighbour!.staffId, kin)
  await open(neighbour!.staffId, farAway)
  // Whoever decides on the report had to open it.
  const report = await aReport(house, kinOfHonest)
  await app.store.transaction(async (tx) => {
    const about = { staffId: honest!.staffId, action: 'open_case', subjectKind: 'report', subjectId: report.id }
    await tx.audit.write(about)
    const step = { subject: 'report', subjectId: report.id, action: 'take', from: 'queued', to: 'in_review' } as const
    await tx.history.append({ ...step, actor: honest!, detail: {}, at: app.now() })
  })
  at(14)
  for (let n = 0; n < 60; n += 1) await open(bulk!.staffId, await house.person())
  for (let n = 0; n < 5; n += 1) await open((await officer(`Mai Văn ${n}`)).staffId, known)
  house.clock.set(new Date('2026-11-23T06:00:00+07:00'))
  expect(await reportReadings(app)).toBe(2)
  expect(await reportReadings(app), 'once a week').toBe(0)
  const { weeks } = await readOversight(app, { ...district, role: 'district' })
  expect(weeks).toHaveLength(1)
  expect(weeks[0]?.weekFrom).toBe('2026-11-16')
  const found = weeks[0]?.findings.map(({ pattern, officerName, count }) => [pattern, officerName, count])
  expect(found).toEqual([
    ['night', 'Lý Văn Đêm', 3],
    ['neighbour', 'Đặng Thị Làng', 1],
    ['many_readers', null, 5],
    ['bulk', 'Tô Văn Nhiều', 60],
  ])
  expect(JSON.stringify(await db.selectFrom('oversight_reports').selectAll().execute())).not.toMatch(/Đặng|Nghệ Sĩ/)
})

test('F12 the hamlet of an officer is set by whoever watches them', async () => {
  const stranger = await house.staff({ role: 'district', unitId: 'ca-mau' })
  const target = { staffId: house.clerk.staffId, hamlet: 'Thôn 1' }
  expect(objectionOf(await setOfficerHamlet(house.app, { officer: house.head, ...target }))).toBe('not_your_role')
  expect(objectionOf(await setOfficerHamlet(house.app, { officer: stranger, ...target }))).toBe('not_your_unit')
})
