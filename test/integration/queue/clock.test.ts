import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dueAt } from '../../../core/domain/report/report-clock.ts'
import { chaseDeadlines } from '../../../core/use-cases/clock/chase-deadlines.ts'
import { cleanUp } from '../../../core/use-cases/clock/clean-up.ts'
import { resumeDeferred } from '../../../core/use-cases/clock/resume-deferred.ts'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { noon } from '../../support/clock.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

const HOUR = 3_600_000

let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(noon))

test('E09 E10 a report is noted once at 36, 48 and 96 hours, and each rung tells a higher unit', async () => {
  const id = await report({ state: 'queued' })
  const climb: [hours: number, noted: string[]][] = [
    [35, []],
    [36, ['report_amber tyt-mau']],
    [48, ['report_overdue tyt-mau,ttyt-mau']],
    [96, ['report_escalated tyt-mau,ttyt-mau,syt-mau']],
  ]
  const expected: string[] = []
  for (const [hours, noted] of climb) {
    house.clock.set(new Date(noon.getTime() + hours * HOUR))
    await Promise.all([chaseDeadlines(house.app), chaseDeadlines(house.app)])
    await chaseDeadlines(house.app)
    expected.push(...noted)
    expect(await noticesOf(id)).toEqual(expected)
  }
})

test('E09 a decided report is not chased', async () => {
  const id = await report({ state: 'approved' })
  house.clock.advance(100 * HOUR)
  await chaseDeadlines(house.app)
  expect(await noticesOf(id)).toEqual([])
})

test('F02 a police list is nudged 12 hours before its time and told upwards when it is broken', async () => {
  const chief = await house.staff({ role: 'clerk' })
  const id = randomUUID()
  await house.db
    .insertInto('police_lists')
    .values({
      id,
      number: `T-${id.slice(0, 8)}`,
      unit_id: 'tyt-mau',
      police_unit_id: 'ca-mau',
      state: 'with_police',
      drawn_up_on: '2026-11-16',
      drawn_up_by: chief.staffId,
      due_at: new Date(noon.getTime() + 48 * HOUR),
      canonical: '',
      sha256: '',
      created_at: noon,
    })
    .execute()
  await rowOn(id)
  house.clock.advance(35 * HOUR)
  await chaseDeadlines(house.app)
  expect(await noticesOf(id)).toEqual([])
  house.clock.advance(HOUR)
  await chaseDeadlines(house.app)
  expect(await noticesOf(id)).toEqual(['list_nudge ca-mau,tyt-mau'])
  house.clock.advance(12 * HOUR)
  await chaseDeadlines(house.app)
  expect(await noticesOf(id)).toEqual(['list_nudge ca-mau,tyt-mau', 'list_breach ca-mau,tyt-mau,syt-mau,ttyt-mau'])
})

/** One person on the list whom nobody has answered for yet. */
async function rowOn(listId: string): Promise<void> {
  const person = await house.person()
  const proposed = { fullName: person.fullName, birthDate: '1980-01-02', sex: 'female', idNumber: '001180000001' }
  const caseId = randomUUID()
  const ofCase = { id: caseId, person_id: person.id, unit_id: 'tyt-mau', state: 'with_police', class: 'wrong_facts' }
  await house.db
    .insertInto('identity_cases')
    .values({ ...ofCase, proposed: JSON.stringify(proposed), created_at: noon, updated_at: noon })
    .execute()
  const ofRow = { id: randomUUID(), list_id: listId, row_no: 1, identity_case_id: caseId }
  const legal = {
    full_name: proposed.fullName,
    birth_date: proposed.birthDate,
    sex: 'female',
    id_number: proposed.idNumber,
  }
  await house.db
    .insertInto('police_rows')
    .values({ ...ofRow, ...legal })
    .execute()
}

test('E09 a deferred report returns to review on its date in Viet Nam, once', async () => {
  const id = await report({ state: 'deferred', deferredUntil: '2026-11-18' })
  house.clock.set(new Date('2026-11-17T23:59:00+07:00'))
  expect(await resumeDeferred(house.app)).toBe(0)
  house.clock.set(new Date('2026-11-18T00:01:00+07:00'))
  const resumed = await Promise.all([resumeDeferred(house.app), resumeDeferred(house.app)])
  expect(resumed.toSorted()).toEqual([0, 1])
  const row = await house.db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'in_review', deferred_until: null })
  const history = await house.app.store.transaction((tx) => tx.history.of('report', id))
  expect(history.map((event) => event.action)).toEqual(['resume'])
})

test('what has expired is removed and what has not stays', async () => {
  const longAgo = new Date(noon.getTime() - 31 * 24 * HOUR)
  const heard = (key: string, handledAt: Date | null, discardedAt: Date | null = null) => ({
    discarded_at: discardedAt,
    dedupe_key: key,
    channel: 'web',
    address: 'web|portal|a',
    event: '{}',
    sort_key: 1,
    received_at: noon,
    handled_at: handledAt,
  })
  await house.db
    .insertInto('inbox')
    .values([heard('old', longAgo), heard('put away', null, longAgo), heard('young', noon), heard('open', null)])
    .execute()
  await house.db
    .insertInto('rate_limits')
    .values([
      { key: 'past', points: 1, resets_at: new Date(noon.getTime() - 1) },
      { key: 'present', points: 1, resets_at: new Date(noon.getTime() + 1) },
    ])
    .execute()
  const early = { address: 'zalo|1|2', messageIds: ['m'], trackingId: null, state: 'seen' as const, at: noon }
  house.clock.set(longAgo)
  await house.app.store.transaction((tx) => tx.deliveries.receipt(early))
  await makeLinkCode(house.app, { address: 'zalo|1|2' })
  house.clock.set(noon)
  await makeLinkCode(house.app, { address: 'zalo|1|3' })
  const once = { inbox: 2, rate_limits: 2, link_codes: 1, early_receipts: 1 }
  expect(await cleanUp(house.app)).toMatchObject(once)
  expect(await cleanUp(house.app)).toMatchObject({ inbox: 0, rate_limits: 0, link_codes: 0, early_receipts: 0 })
  const left = await house.db.selectFrom('inbox').select('dedupe_key').orderBy('id').execute()
  expect(left.map((row) => row.dedupe_key)).toEqual(['young', 'open'])
})

async function noticesOf(subjectId: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('deadline_notices')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .orderBy('noticed_at')
    .execute()
  return rows.map((row) => `${row.kind} ${row.unit_ids.join(',')}`)
}

async function report({ state, deferredUntil = null }: { state: string; deferredUntil?: string | null }) {
  const id = randomUUID()
  await house.db
    .insertInto('reports')
    .values({
      id,
      code: `PA-${id.slice(0, 8)}`,
      idempotency_key: id,
      types: ['wrong_name'],
      state,
      recorded_at: noon,
      due_at: dueAt(noon),
      unit_id: 'tyt-mau',
      claimant: JSON.stringify({
        fullName: 'Nguyễn Thị Thử',
        birthDate: '1990-05-17',
        sex: 'female',
        idNumber: null,
        passportCountry: null,
      }),
      deferred_until: deferredUntil,
    })
    .execute()
  return id
}
