import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmOwnerCode, requestOwnerCode } from '../../../core/use-cases/citizen/owner-code.ts'
import type { RecordReport } from '../../../core/use-cases/citizen/ready-report.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { resendReport } from '../../../core/use-cases/citizen/resend-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { moveReport, type ReportMove } from '../../../core/use-cases/move-report.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, hoa, holdPhone, lastCode, PHONE } from './citizen-builders.ts'

let house: TestHouse
let clerk: Awaited<ReturnType<TestHouse['staff']>>
let born = 1950
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await house.staff({ role: 'clerk' })
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(3 * 3_600_000)
  await holdPhone(house)
})

const STRANGER = 'web|portal|stranger'
const HOUR = 3_600_000

async function sent(wish: Partial<RecordReport> = {}): Promise<string> {
  const claimant = { ...hoa, birthDate: `${born++}-01-01` }
  return doneValue(await recordReport(house.app, await aReport(house, { claimant, ...wish }))).code
}

async function move(code: string, moves: ReportMove[]): Promise<void> {
  await house.app.store.transaction(async (tx) => {
    for (const one of moves) doneValue(await moveReport(house.app, tx, (await tx.reports.byCode(code))!, one))
  })
}

const system = { kind: 'system', role: 'system' } as const
const refuse = (): ReportMove[] => [
  { action: 'take', actor: clerk },
  { action: 'refuse', actor: clerk, change: { refusalReasons: ['PHOTO_BLURRED'], answer: 'Ảnh giấy bị mờ.' } },
]

test('D03 a code alone, a wrong tail and an unknown code are one answer; code and tail give status words only', async () => {
  const code = await sent()
  const ask = (wish: object) => trackReport(house.app, { code, address: STRANGER, ...wish })
  for (const wish of [
    {},
    { phoneTail: '000' },
    { phoneTail: '' },
    { code: 'PA-2222-2222', phoneTail: '678' },
    { code: '' },
  ]) {
    expect(await ask(wish)).toEqual({ ok: false, objection: { code: 'no_such_report' } })
  }
  const shown = doneValue(await ask({ code: code.toLowerCase().replaceAll('-', ' '), phoneTail: '678' }))
  expect(shown).toMatchObject({
    code,
    state: 'queued',
    mayResend: false,
    mayWithdraw: false,
    refusal: null,
    answer: null,
  })
  expect(JSON.stringify(shown)).not.toMatch(/Thử|Thơ|fullName|\+84/)
  expect(doneValue(await ask({})).code).toBe(code)
})

test('D03 ten tries an hour from one place', async () => {
  const code = await sent()
  const guess = (n: number) =>
    trackReport(house.app, { code, phoneTail: String(100 + n), address: STRANGER, origin: 'one-house' })
  for (let n = 0; n < 10; n++) expect(codeOfObjection(await guess(n))).toBe('no_such_report')
  expect(codeOfObjection(await trackReport(house.app, { code, phoneTail: '678', origin: 'one-house' }))).toBe(
    'too_often',
  )
  house.clock.advance(HOUR)
  expect((await trackReport(house.app, { code, phoneTail: '678', origin: 'one-house' })).ok).toBe(true)
})

test('D03 right tries do not use up the tries of the others behind the same network address', async () => {
  const code = await sent()
  const ask = () => trackReport(house.app, { code, phoneTail: '678', origin: 'one-village' })
  for (let n = 0; n < 12; n++) expect((await ask()).ok).toBe(true)
})

test('D01 D02 every step is on the timeline with its unit, and the holder with its days', async () => {
  const code = await sent()
  const see = async () => doneValue(await trackReport(house.app, { code, address: BROWSER }))
  expect((await see()).holder).toMatchObject({ kind: 'station', unitName: 'Trạm Y tế xã Mẫu', sinceDays: 0 })
  house.clock.advance(26 * HOUR)
  await move(code, [{ action: 'take', actor: clerk }])
  house.clock.advance(50 * HOUR)
  await holdPhone(house)
  const seen = await see()
  expect(seen.holder.sinceDays).toBe(2)
  expect(seen.timeline).toMatchObject([
    { step: 'report-recorded', unitName: null },
    { step: 'report-taken', unitName: 'Trạm Y tế xã Mẫu' },
  ])
  await move(code, [{ action: 'ask_citizen', actor: clerk, change: { answer: 'Xin gửi ảnh giấy.' } }])
  expect(await see()).toMatchObject({ holder: { kind: 'you' }, answer: 'Xin gửi ảnh giấy.' })
})

test('D06 a deferred report names its day, and whoever has the end of the phone only is told that it is not his', async () => {
  const code = await sent()
  const change = { deferredUntil: '2026-12-24', answer: 'Chờ cơ sở tiêm trả lời.' }
  await move(code, [
    { action: 'take', actor: clerk },
    { action: 'defer', actor: clerk, change },
  ])
  const stranger = doneValue(await trackReport(house.app, { code, address: STRANGER, phoneTail: '678' }))
  expect(stranger).toMatchObject({ deferredUntil: '2026-12-24', answer: null, isOwn: false })
  expect(doneValue(await trackReport(house.app, { code, address: BROWSER }))).toMatchObject({
    isOwn: true,
    answer: change.answer,
  })
})

test('D07 no word of the page says done before the Platform shows it', async () => {
  const code = await sent()
  const state = async () => doneValue(await trackReport(house.app, { code, phoneTail: '678', origin: code })).state
  await move(code, [
    { action: 'take', actor: clerk },
    { action: 'approve', actor: clerk },
  ])
  expect(await state()).toBe('approved')
  await move(code, [{ action: 'export', actor: clerk }])
  expect(doneValue(await trackReport(house.app, { code, phoneTail: '678' }))).toMatchObject({
    state: 'exported',
    holder: { kind: 'platform' },
  })
  await move(code, [{ action: 'landed', actor: system }])
  expect(await state()).toBe('platform_updated')
})

test('D04 a refused report is fixed and runs again: same code, second round, 48 hours of its own', async () => {
  const code = await sent()
  house.clock.advance(40 * HOUR)
  await move(code, refuse())
  await holdPhone(house)
  const refused = doneValue(await trackReport(house.app, { code, address: BROWSER }))
  expect(refused).toMatchObject({ mayResend: true, refusal: { reasons: ['PHOTO_BLURRED'], answer: 'Ảnh giấy bị mờ.' } })
  expect(codeOfObjection(await resendReport(house.app, { code, address: STRANGER, note: 'x' }))).toBe('no_such_report')
  expect(codeOfObjection(await resendReport(house.app, { code, address: BROWSER }))).toBe('empty_patch')
  const changes = [{ field: 'fullName' as const, correct: 'Nguyễn Thị Thư', source: 'typed' as const }]
  const again = doneValue(await resendReport(house.app, { code, address: BROWSER, changes }))
  expect(again).toEqual({ code, round: 2, dueAt: new Date(house.clock.now().getTime() + 48 * HOUR) })
  const row = await house.db.selectFrom('reports').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    state: 'queued',
    round: 2,
    refusal_reasons: [],
    taken_by: null,
    changes: [{ correct: 'Nguyễn Thị Thư' }],
  })
  expect(codeOfObjection(await resendReport(house.app, { code, address: BROWSER, note: 'nữa' }))).toBe(
    'not_possible_now',
  )
})

test('whoever knows only the end of the phone may act after the code to that phone', async () => {
  const code = await sent()
  await move(code, refuse())
  const who = { code, address: STRANGER }
  expect(codeOfObjection(await requestOwnerCode(house.app, { ...who, locale: 'vi' }))).toBe('no_such_report')
  expect(doneValue(await trackReport(house.app, { ...who, phoneTail: '678' })).refusal?.answer).toBeNull()
  house.clock.advance(HOUR)
  doneValue(await requestOwnerCode(house.app, { ...who, locale: 'vi' }))
  doneValue(await confirmOwnerCode(house.app, { ...who, digits: await lastCode(house, PHONE) }))
  expect(doneValue(await trackReport(house.app, who))).toMatchObject({ mayResend: true })
})

test('D12 a citizen may withdraw until the decision, not after', async () => {
  const open = await sent()
  expect(doneValue(await withdrawReport(house.app, { code: open, address: BROWSER })).state).toBe('withdrawn')
  const approved = await sent()
  await move(approved, [
    { action: 'take', actor: clerk },
    { action: 'approve', actor: clerk },
  ])
  expect(codeOfObjection(await withdrawReport(house.app, { code: approved, address: BROWSER }))).toBe(
    'not_possible_now',
  )
})
