import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../../core/ports/staff.ts'
import type { WorkCursor } from '../../../core/ports/work-list.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { waitingCounts } from '../../../core/use-cases/thread/waiting-counts.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must } from './desk-house.ts'

let house: TestHouse
let clerk: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
})
afterAll(() => house.close())

const NOTHING = { state: null, type: null, colour: null, mine: false, code: null }
const list = (
  filter: Partial<typeof NOTHING> | object = {},
  officer = clerk,
  after: WorkCursor | null = null,
  order: 'due' | 'easy' = 'due',
) => listWork(house.app, { officer, filter: { ...NOTHING, ...filter }, order, after }).then(must)

test('E09 the colours follow 36 and 48 elapsed hours, and stop once decided', async () => {
  const hoursAgo = (hours: number) => new Date(house.clock.now().getTime() - hours * 3_600_000)
  for (const hours of [1, 35.9, 36, 47.9, 48, 60]) await aReport(house, { recordedAt: hoursAgo(hours) })
  await aReport(house, { recordedAt: hoursAgo(60), state: 'closed' })
  const { counts, rows } = await list()
  expect(counts).toMatchObject({
    total: 7,
    colours: { calm: 2, amber: 2, overdue: 2, stopped: 1 },
    states: { queued: 6, closed: 1 },
  })
  expect(rows.map((row) => row.dueAt.getTime())).toEqual(rows.map((row) => row.dueAt.getTime()).sort((a, b) => a - b))
  expect((await list({ colour: 'overdue' })).rows).toHaveLength(2)
})

test('E03 the queue is what waits: decided reports do not stand above overdue ones', async () => {
  const old = await aReport(house, {
    recordedAt: new Date(house.clock.now().getTime() - 900 * 3_600_000),
    state: 'refused',
    refusalReasons: ['PHOTO_BLURRED'],
    takenBy: clerk.staffId,
  })
  expect((await list()).rows[0]?.code).toBe(old.code)
  const { rows, total, counts } = await list({ open: true })
  expect(rows.map((row) => row.code)).not.toContain(old.code)
  expect(total).toBe(counts.colours.overdue + counts.colours.amber + counts.colours.calm)
  expect(counts.mine, 'held means still to do').toBe(0)
})

test('C05 easy cases can come first, and filters name one thing each', async () => {
  const easy = await aReport(house, {
    types: ['WRONG_DOB'],
    changes: [{ field: 'birthDate', recorded: null, correct: '1990-05-17', source: 'card_qr' }],
  })
  const mixed = { field: 'fullName', recorded: null, correct: 'Nguyễn Thị Thử', source: 'typed' } as const
  await aReport(house, {
    changes: [{ field: 'birthDate', recorded: null, correct: '1990-05-17', source: 'card_qr' }, mixed],
  })
  expect((await list({}, clerk, null, 'easy')).rows[0]).toMatchObject({ code: easy.code, easy: true })
  expect((await list()).counts.easy).toBe(1)
  expect((await list({ type: 'WRONG_DOB' })).rows.map((row) => row.code)).toEqual([easy.code])
  expect((await list({ code: easy.code.replaceAll('-', '').slice(2, 8) })).rows.map((row) => row.code)).toEqual([
    easy.code,
  ])
  must(await decide(house.app, { officer: clerk, code: easy.code, version: 1, decision: { action: 'take' } }))
  const mine = await list({ mine: true, open: true })
  expect(mine.rows).toMatchObject([{ code: easy.code, holderName: clerk.fullName, state: 'in_review' }])
  expect(mine.counts.mine).toBe(1)
})

test('K02 a station sees its own, the district what is below it, police and auditors nothing', async () => {
  const total = async (wish: Parameters<typeof anOfficer>[1]) =>
    (await list({}, await anOfficer(house, wish))).counts.total
  expect(await total({ unitId: 'ttyt-mau' })).toBe(0)
  const all = (await list()).counts.total
  expect(await total({ role: 'district', unitId: 'ttyt-mau' })).toBe(all)
  expect(await total({ role: 'province', unitId: 'syt-mau' })).toBe(all)
  for (const role of ['police_officer', 'police_chief', 'auditor'] as const) {
    const officer = await anOfficer(house, { role })
    const answer = await listWork(house.app, { officer, filter: NOTHING, order: 'due', after: null })
    expect(answer).toMatchObject({ ok: false, objection: { code: 'not_your_role' } })
  }
})

test('E03 one look says what waits at the desk, for a station its own, for the district what is below it', async () => {
  const [at, early] = [house.clock.now(), new Date(0)]
  await house.app.store.transaction(async (tx) => {
    const asked = {
      personId: null,
      reportId: null,
      text: null,
      askedAt: at,
      askedOpen: true,
      takenBy: null,
      answeredAt: null,
    }
    const person = {
      ...asked,
      address: 'telegram|bot|cho',
      callback: null,
      callbackPhone: null,
      callTries: 0,
      endedAt: null,
    }
    await tx.helpRequests.insert({ ...person, id: randomUUID(), unitId: 'tyt-mau', state: 'waiting' })
    const outboxId = randomUUID()
    const params = { code: 'PA-TEST-0001', link: 'https://so-tiem.test' }
    const content = { kind: 'notice', templateKey: 'report-approved', locale: 'vi', params } as const
    const key = { id: outboxId, idempotencyKey: `n|${outboxId}`, channel: 'zalo', purpose: 'notification' } as const
    await tx.outbox.put({ ...key, address: 'zalo|oa|cho', content })
    const call = { id: randomUUID(), outboxId, unitId: 'tyt-mau', reportId: null, phone: '+84912345679' }
    await tx.callList.add({ ...call, notice: 'report-approved', reason: 'not_reached' })
    const wish = {
      kind: 'object',
      state: 'received',
      version: 1,
      unitId: 'tyt-mau',
      personId: null,
      phone: null,
    } as const
    const told = {
      locale: 'vi',
      words: null,
      extendedAt: null,
      explainedAt: null,
      settledAt: null,
      settledBy: null,
    } as const
    const ends = { askedAt: early, answerDueAt: early, dueAt: at, answer: null, receipt: null }
    await tx.rights.insert({
      ...wish,
      ...told,
      ...ends,
      id: randomUUID(),
      code: 'QY-TEST-0001',
      address: 'telegram|bot|cho',
    })
  })
  const district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  const police = await anOfficer(house, { role: 'police_officer', unitId: 'ca-mau' })
  const all = { inbox: 1, callList: 1, rights: 1 }
  expect(await waitingCounts(house.app, clerk)).toEqual(all)
  expect(await waitingCounts(house.app, district)).toEqual(all)
  expect(await waitingCounts(house.app, police)).toEqual({})
  const elsewhere = await anOfficer(house, { unitId: 'ttyt-mau' })
  expect(await waitingCounts(house.app, elsewhere)).toEqual({ inbox: 0, callList: 0, rights: 0 })
})

test('E03 fifteen thousand rows: every page once, counts exact', async () => {
  await sql`insert into reports (id, code, idempotency_key, types, state, recorded_at, due_at, unit_id, claimant, changes)
    select gen_random_uuid(), 'PB-' || n, 'bulk-' || n, case when n % 3 = 0 then array['WRONG_DOB'] else array['MISSING_DOSE'] end, 'queued',
      ${house.clock.now()}::timestamptz - make_interval(mins => n % 2000), ${house.clock.now()}::timestamptz + make_interval(hours => 48, mins => -(n % 2000)),
      'tyt-mau', '{"fullName": "Nguyễn Thị Thử"}',
      case when n % 5 = 0 then '[{"field": "birthDate", "source": "card_qr"}]'::jsonb else '[{"field": "fullName", "source": "typed"}]'::jsonb end
    from generate_series(1, 15000) n`.execute(house.db)
  await sql`analyze reports`.execute(house.db)
  for (const order of ['due', 'easy'] as const) {
    const seen = new Set<string>()
    let after: WorkCursor | null = null
    let total = 0
    do {
      const page = await list({ type: 'WRONG_DOB' }, clerk, after, order)
      for (const row of page.rows) seen.add(row.code)
      after = page.next
      total = page.total
    } while (after)
    expect(seen.size).toBe(total)
    expect(total).toBeGreaterThanOrEqual(5000)
  }
})
