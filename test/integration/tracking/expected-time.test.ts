import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { ReportType } from '../../../core/domain/report/report-type.ts'
import { expectationOf, expectedTimeAt } from '../../../core/use-cases/follow-up/expected-time.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport } from '../desk/desk-house.ts'

let house: TestHouse
let staffId: string
beforeAll(async () => {
  house = await openTestHouse()
  staffId = (await anOfficer(house)).staffId
})
afterAll(() => house.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The same numbers every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return (state + 1) / 4_294_967_297
  }
}

/** Hours to a decision: most the same day, a long tail over the weekend (lognormal). */
function hoursOf(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  return 20 * Math.exp(0.7 * normal)
}

/** A report recorded then and decided so many hours later, as the history keeps it. */
async function decided(recordedAt: Date, hours: number, wish: Partial<Report> = {}): Promise<void> {
  const { id } = await aReport(house, { recordedAt, ...wish, state: 'refused', refusalReasons: ['PHOTO_BLURRED'] })
  const at = new Date(recordedAt.getTime() + hours * HOUR)
  const actor = { kind: 'staff', staffId, role: 'clerk', unitId: 'tyt-mau' } as const
  const step = { subject: 'report', subjectId: id, action: 'refuse', from: 'in_review', to: 'refused' } as const
  await house.app.store.transaction((tx) => tx.history.append({ ...step, actor, detail: {}, at }))
}

const shown = (types: ReportType[], unitId = 'tyt-mau') =>
  house.app.store.transaction((tx) => expectedTimeAt(house.app, tx, { unitId, types }))

test('D10 with too few cases it says so; with too few of this type it speaks of the branch; a month later it has forgotten', async () => {
  const start = house.clock.now()
  for (let n = 0; n < 12; n++) await decided(start, 10 + n, { types: ['WRONG_NAME'] })
  house.clock.advance(2 * DAY)
  expect(await shown(['WRONG_NAME'])).toBeNull()
  for (let n = 0; n < 12; n++) await decided(start, 30 + n, { types: ['WRONG_SEX'] })
  expect(await shown(['WRONG_NAME'])).toMatchObject({ basis: 'branch', cases: 24 })
  expect(await shown(['WRONG_PHONE'])).toBeNull()
  expect(await shown(['WRONG_NAME'], 'ttyt-mau')).toBeNull()
  for (let n = 0; n < 8; n++) await decided(start, 5, { types: ['WRONG_NAME'] })
  const now = await shown(['WRONG_NAME'])
  expect(now).toMatchObject({ basis: 'type', cases: 20 })
  expect(now?.medianHours).toBeCloseTo(11.5)
  expect(now?.p80Hours).toBeCloseTo(17.2)
  house.clock.advance(31 * DAY)
  expect(await shown(['WRONG_NAME'])).toBeNull()
})

test('D10 hours run from the moment of this round: a repaired report is measured from its repair', async () => {
  const start = house.clock.now()
  for (let n = 0; n < 20; n++) {
    const { id } = await aReport(house, { types: ['WRONG_FACILITY'], recordedAt: new Date(start.getTime() - 10 * DAY) })
    const base = { subject: 'report', subjectId: id, actor: { kind: 'system', role: 'system' }, detail: {} } as const
    await house.app.store.transaction(async (tx) => {
      await tx.history.append({ ...base, action: 'resend', from: 'refused', to: 'queued', at: start })
      await tx.history.append({
        ...base,
        action: 'answer',
        from: 'in_review',
        to: 'closed',
        at: new Date(start.getTime() + 7 * HOUR),
      })
    })
  }
  house.clock.advance(DAY)
  expect(await shown(['WRONG_FACILITY'])).toMatchObject({ medianHours: 7, p80Hours: 7 })
})

test('D10 calibration: of the cases that follow 30 simulated days, 80 % ± 5 finish inside the shown p80', async () => {
  const random = seeded(20261116)
  const types: ReportType[] = ['MISSING_DOSE']
  const start = house.clock.now().getTime()
  // 30 days of cases, so many that what is still undecided at the end weighs little.
  for (let n = 0; n < 500; n++) await decided(new Date(start + (n / 500) * 30 * DAY), hoursOf(random), { types })
  house.clock.advance(30 * DAY)
  const promise = await shown(types)
  expect(promise?.basis).toBe('type')
  const following = Array.from({ length: 4_000 }, () => hoursOf(random))
  // As it is shown: rounded up to the hour.
  const inside = following.filter((hours) => hours <= Math.ceil(promise?.p80Hours ?? 0)).length / following.length
  expect(inside).toBeGreaterThanOrEqual(0.75)
  expect(inside).toBeLessThanOrEqual(0.85)
})

test('D10 before anything is sent: the unit it will go to, and its time, or that nobody can say', async () => {
  const told = {
    address: `web|portal|${randomUUID()}`,
    personId: null,
    types: ['MISSING_DOSE'] as ReportType[],
    doses: [],
  }
  expect(await expectationOf(house.app, { ...told, types: [] })).toBeNull()
  const expected = await expectationOf(house.app, told)
  expect(expected?.unit).toMatch(/Mẫu/)
})
