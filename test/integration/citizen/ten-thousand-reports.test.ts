import { afterAll, beforeAll, expect, test } from 'vitest'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import type { RecordReport } from '../../../core/use-cases/citizen/ready-report.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer } from '../desk/desk-house.ts'
import { doneValue, hoa } from './citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const AT_ONCE = 8
const phoneOf = (n: number) => `+8490${String(1_000_000 + n)}`
const addressOf = (n: number) => `web|portal|citizen-${n}`

/** Eight hands take from one pile until it is empty. */
async function allOf<T>(pile: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...pile]
  const hand = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
}

const aSubmission = (n: number, wish: Partial<RecordReport> = {}): RecordReport => ({
  idempotencyKey: house.app.newId(),
  draftId: house.app.newId(),
  address: null,
  provedBy: addressOf(n),
  phone: phoneOf(n),
  locale: 'vi',
  claimant: hoa,
  types: ['WRONG_NAME'],
  changes: [{ field: 'fullName', correct: 'Nguyễn Thị Thơ', source: 'typed' }],
  doses: [],
  note: null,
  consentVersion: null,
  personId: null,
  ...wish,
})

test('B07 10,000 reports of 500 people about the same field, half of them sent twice: 500 cases, the first clock', {
  timeout: 180_000,
}, async () => {
  const people = Array.from({ length: 500 }, (_, n) => n)
  await allOf(people, (n) => provePhone(house.app, { phone: phoneOf(n), address: addressOf(n) }).then(() => undefined))
  await allOf(people, async (n) => void doneValue(await recordReport(house.app, aSubmission(n))))
  const due = () => house.db.selectFrom('reports').select(['id', 'due_at', 'recorded_at']).orderBy('id').execute()
  const first = await due()
  house.clock.advance(20 * 60_000)
  const names = ['Nguyễn Thị Thơ', 'Nguyễn Thị Thư', 'Nguyễn Thị Thủ']
  const repeats = people.flatMap((n) =>
    Array.from({ length: 9 }, (_, k) =>
      aSubmission(n, { changes: [{ field: 'fullName', correct: names[k % 3] ?? '', source: 'typed' }] }),
    ),
  )
  const replay = [...repeats, ...repeats, ...people.map((n) => repeats[n * 9] as RecordReport)]
  expect(replay.length + people.length).toBe(10_000)
  await allOf(
    replay.toSorted(() => 0.5 - Math.random()),
    async (submission) => void doneValue(await recordReport(house.app, submission)),
  )
  expect(await due()).toEqual(first)
  expect(first).toHaveLength(500)
  const count = async (action: string) =>
    (await house.db.selectFrom('report_events').select('id').where('action', '=', action).execute()).length
  expect([await count('record'), await count('repeat')]).toEqual([500, 500 * 9])
  const told = await house.db.selectFrom('outbox').select('id').where('purpose', '=', 'notification').execute()
  expect(told).toHaveLength(500)
  const clerk = await anOfficer(house, { role: 'district', unitId: 'syt-mau' })
  expect((await workOf(clerk)).total).toBe(500)
})

const NOTHING = { state: null, type: null, colour: null, mine: false, code: null }
const workOf = async (officer: Officer) =>
  doneValue(await listWork(house.app, { officer, filter: NOTHING, order: 'due', after: null })).counts

test('E01 600 simulated reports of every type, known and unknown people and places: each has its owner at once', async () => {
  await house.db
    .insertInto('units')
    .values([
      unit('tyt-hai', 'station', 'Trạm Y tế xã Hai', 'ttyt-mau'),
      unit('bv-mau', 'facility', 'Bệnh viện Mẫu', 'syt-mau'),
    ])
    .execute()
  const types = Object.keys(REPORT_TYPES) as ReportType[]
  await allOf(
    Array.from({ length: 600 }, (_, n) => n + 1_000),
    async (n) => {
      const submission = await simulated(n, types[n % types.length] as ReportType)
      doneValue(await recordReport(house.app, submission))
    },
  )
  const owners = await house.db
    .selectFrom('reports')
    .innerJoin('units', 'units.id', 'reports.unit_id')
    .select(['units.id', 'units.kind'])
    .where('reports.phone', '>=', phoneOf(1_000))
    .execute()
  expect(owners).toHaveLength(600)
  expect(new Set(owners.map((owner) => owner.id))).toEqual(new Set(['tyt-mau', 'tyt-hai', 'bv-mau', 'syt-mau']))
  expect(owners.filter((owner) => owner.kind === 'police')).toEqual([])
  const heads = await Promise.all(
    (['tyt-mau', 'tyt-hai', 'bv-mau'] as const).map((unitId) => anOfficer(house, { role: 'head', unitId })),
  )
  const province = await anOfficer(house, { role: 'province', unitId: 'syt-mau' })
  const own = await Promise.all(heads.map(async (head) => (await workOf(head)).total))
  const unowned = owners.filter((owner) => owner.id === 'syt-mau').length
  expect(own.reduce((sum, total) => sum + total, 0) + unowned, 'in one work list, and in no second').toBe(
    (await workOf(province)).total,
  )
})

const unit = (id: string, kind: string, name: string, parent: string) => ({
  ...{ id, kind, name, code: id, parent_id: parent },
  ...{ dataset_version: '2021', valid_from: '2021-01-01' },
})

/** Somebody with a record in one of two communes, or with none; a dose given here, there, or at a place nobody knows. */
async function simulated(n: number, type: ReportType): Promise<RecordReport> {
  const phone = phoneOf(n)
  const claimant = { ...hoa, birthDate: `19${50 + (n % 40)}-0${1 + (n % 9)}-11` }
  await provePhone(house.app, { phone, address: addressOf(n) })
  const known = n % 3 > 0
  if (known) await house.person({ birthDate: claimant.birthDate, phone, unitId: n % 2 ? 'tyt-mau' : 'tyt-hai' })
  const found = doneValue(await lookUp(house.app, { address: addressOf(n), claimant }))
  const places =
    type === 'WRONG_FACILITY' ? ['Bệnh viện Mẫu', 'Điểm lưu động'] : ['Bệnh viện Mẫu', 'Điểm lưu động', null]
  const place = places[Math.floor(n / 14) % places.length] ?? null
  const dose = { doseId: null, number: 2, givenOn: '2021-12-01', vaccine: 'Pfizer', lot: 'AB12', place, note: null }
  const values = { fullName: 'Nguyễn Thị Thơ', birthDate: '1971-01-01', sex: 'male', idNumber: '001171000001' }
  const corrections = Object.entries({ ...values, phone: '+84912345600' }).map(([field, correct]) => ({
    field: field as RecordReport['changes'][number]['field'],
    correct,
    source: 'typed' as const,
  }))
  return aSubmission(n, {
    claimant,
    types: [type],
    changes: corrections,
    doses: [dose],
    note: 'Xin xem lại.',
    personId: found.found ? found.personId : null,
  })
}
