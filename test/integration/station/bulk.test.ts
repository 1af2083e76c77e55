import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BULK_ACTIONS, type BulkDecision } from '../../../core/domain/bulk/bulk-decision.ts'
import { dayInVietNam } from '../../../core/domain/citizen/viet-nam-day.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { confirmBulk, runBulkNow, undoBulk } from '../../../core/use-cases/bulk/confirm-bulk.ts'
import { openBulk } from '../../../core/use-cases/bulk/open-bulk.ts'
import { planBulk } from '../../../core/use-cases/bulk/plan-bulk.ts'
import { runBulk } from '../../../core/use-cases/bulk/run-bulk.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf, reportNow } from '../desk/desk-house.ts'
import { loggedIn, openStation } from './station-portal.ts'

let house: TestHouse
let officer: Officer
beforeAll(async () => {
  house = await openTestHouse()
  officer = await anOfficer(house)
})
afterAll(() => house.close())

const MINUTE = 60_000
const DEFER: BulkDecision = { action: 'defer', until: '2099-01-31', sentence: 'Chờ sổ tiêm của cơ sở.' }

async function planned(reports: Report[], decision: BulkDecision = DEFER, text: string | null = null) {
  const bulkId = randomUUID()
  const codes = reports.map(({ code }) => code)
  must(await planBulk(house.app, { officer, bulkId, decision, words: () => text, codes }))
  return bulkId
}

const rowsOf = async (bulkId: string) => must(await openBulk(house.app, { officer, bulkId, after: 0 })).rows
const messages = async (reports: Report[]) => {
  const ids = reports.map(({ id }) => id)
  return house.db.selectFrom('outbox').select(['report_id', 'idempotency_key']).where('report_id', 'in', ids).execute()
}
const some = (count: number, wish: Partial<Report> = {}) =>
  Promise.all(Array.from({ length: count }, () => aReport(house, wish)))

test('E06 the preview says for each row what would happen, and nothing has happened', async () => {
  const [queued, closed] = [await aReport(house), await aReport(house, { state: 'closed' })]
  const bulkId = await planned([queued, closed])
  const rows = Object.fromEntries((await rowsOf(bulkId)).map((row) => [row.code, row]))
  expect(rows[queued.code]).toMatchObject({ from: 'queued', to: 'deferred', objection: null, channel: 'telegram' })
  expect(rows[closed.code]).toMatchObject({ from: 'closed', to: null, objection: 'not_possible_now' })
  expect((await reportNow(house.app, queued.id)).state).toBe('queued')
  expect(await messages([queued, closed])).toEqual([])
})

test('E06 within ten minutes one press takes it all back: nobody was told and no case has moved', async () => {
  const reports = await some(3)
  const bulkId = await planned(reports)
  must(await confirmBulk(house.app, { officer, bulkId }))
  await runBulk(house.app, { bulkId })
  house.clock.advance(9 * MINUTE)
  must(await undoBulk(house.app, { officer, bulkId }))
  house.clock.advance(5 * MINUTE)
  await runBulk(house.app, { bulkId })
  expect((await Promise.all(reports.map(({ id }) => reportNow(house.app, id)))).map(({ state }) => state)).toEqual([
    'queued',
    'queued',
    'queued',
  ])
  expect(await messages(reports)).toEqual([])
})

test('E06 after ten minutes each row has its result; a case that changed meanwhile is left alone; run twice it is run once', async () => {
  const [first, moved] = (await some(2)) as [Report, Report]
  const bulkId = await planned([first, moved])
  must(await confirmBulk(house.app, { officer, bulkId }))
  const colleague = await anOfficer(house)
  must(await decide(house.app, { officer: colleague, code: moved.code, version: 1, decision: { action: 'take' } }))
  house.clock.advance(10 * MINUTE)
  expect(objectionOf(await undoBulk(house.app, { officer, bulkId }))).toBe('wrong_state')
  await runBulk(house.app, { bulkId })
  await runBulk(house.app, { bulkId })
  const results = Object.fromEntries((await rowsOf(bulkId)).map(({ code, result }) => [code, result]))
  expect(results[first.code]).toBe('done')
  expect(['changed_meanwhile', 'held_by_colleague']).toContain(results[moved.code])
  expect((await reportNow(house.app, first.id)).state).toBe('deferred')
  expect((await reportNow(house.app, moved.id)).state).toBe('in_review')
  const told = (await messages([first])).map((row) => row.idempotency_key)
  expect(told).toHaveLength(new Set(told).size)
})

test('E06 K02 a list runs with the post it was given in, and a post that ended within the ten minutes decides nothing', async () => {
  const borrowed = { ...(await anOfficer(house, { unitId: 'ttyt-mau' })), unitId: 'tyt-mau', unitName: 'Trạm mượn' }
  const { staffId } = borrowed
  const day = (at: number) => dayInVietNam(new Date(house.clock.now().getTime() + at * 24 * 60 * MINUTE))
  const loan = { staffId, kind: 'loan', role: 'clerk', unitId: 'tyt-mau', from: day(0), until: day(1) } as const
  const { store } = house.app
  const postId = await store.transaction((tx) => tx.staffPosts.add({ ...loan, givenBy: null }))
  for (const ends of [false, true]) {
    const report = await aReport(house)
    const command = { officer: borrowed, bulkId: randomUUID(), decision: DEFER, words: () => null }
    const { bulkId } = must(await planBulk(house.app, { ...command, codes: [report.code] }))
    must(await confirmBulk(house.app, { officer: borrowed, bulkId }))
    if (ends) await store.transaction((tx) => tx.staffPosts.end(postId, day(-1)))
    house.clock.advance(10 * MINUTE)
    await runBulk(house.app, { bulkId })
    const [row] = must(await openBulk(house.app, { officer: borrowed, bulkId, after: 0 })).rows
    const { state } = await reportNow(house.app, report.id)
    expect([row?.result, state]).toEqual(ends ? ['not_your_role', 'queued'] : ['done', 'deferred'])
  }
})

test('E06 500 rows at once: more are refused, and all of them are done with one confirmation', async () => {
  const reports = await some(500)
  const codes = [...reports.map(({ code }) => code), 'PA-2222-22']
  const command = { officer, bulkId: randomUUID(), decision: DEFER, words: () => null, codes }
  expect(objectionOf(await planBulk(house.app, command))).toBe('list_too_long')
  const bulkId = await planned(reports, { action: 'take' })
  must(await confirmBulk(house.app, { officer, bulkId }))
  must(await runBulkNow(house.app, { officer, bulkId }))
  await runBulk(house.app, { bulkId })
  const { counts, bulk } = must(await openBulk(house.app, { officer, bulkId, after: 0 }))
  expect([bulk.state, counts]).toEqual(['done', { rows: 500, possible: 500, done: 500, failed: 0 }])
})

test('E06 a ready answer goes to each chat in the words that were previewed; who has no chat is told apart', async () => {
  const [chat, paper] = [await aReport(house), await aReport(house, { address: null, phone: '+84912345678' })]
  const text = 'Xin gửi thêm ảnh thẻ.'
  const bulkId = await planned([chat, paper], { action: 'ready_answer', answerKey: 'received' }, text)
  must(await confirmBulk(house.app, { officer, bulkId }))
  must(await runBulkNow(house.app, { officer, bulkId }))
  await runBulk(house.app, { bulkId })
  const rows = Object.fromEntries((await rowsOf(bulkId)).map((row) => [row.code, row]))
  expect([rows[chat.code]?.result, rows[paper.code]?.objection]).toEqual(['done', 'no_chat'])
  const sent = await house.db.selectFrom('outbox').select('content').where('report_id', '=', chat.id).execute()
  expect(sent).toMatchObject([{ content: { kind: 'staff_reply', text } }])
})

test('E06 the page shows the message and, apart from it, what the tracking page will say: reasons and words of the officer', async () => {
  const portal = await openStation(house.app)
  const browser = await loggedIn(house, portal.url)
  const { code } = await aReport(house)
  const page = await browser.open('/can-bo/hang-loat')
  const filling = { action: 'refuse', reasons: 'PHOTO_BLURRED', sentence: 'Chụp nơi đủ sáng.', rows: code }
  const planned = plain((await browser.send(page, filling)).html)
  await portal.close()
  const told = /Tin nhắn gửi đi:(.*)Trang theo dõi của người dân sẽ hiện:(.*)Xác nhận 1 phản ánh/.exec(planned)
  expect(told?.[1]).toContain(code)
  expect(told?.[1]).not.toContain('Chụp nơi đủ sáng.')
  expect(told?.[2]).toContain('Ảnh mờ, không đọc được chữ')
  expect(told?.[2]).toContain('Chụp nơi đủ sáng.')
})

test('E06 approving and sending to the police are never offered for many, and nobody opens a colleague’s list', async () => {
  expect(BULK_ACTIONS).not.toContain('approve')
  expect(BULK_ACTIONS).not.toContain('send_to_police')
  const bulkId = await planned(await some(1))
  const colleague = await anOfficer(house)
  expect(objectionOf(await confirmBulk(house.app, { officer: colleague, bulkId }))).toBe('no_such_list')
  const elsewhere = await anOfficer(house, { role: 'province' })
  const command = {
    officer: elsewhere,
    bulkId: randomUUID(),
    decision: DEFER,
    words: () => null,
    codes: ['PA-2222-22'],
  }
  expect(objectionOf(await planBulk(house.app, command))).toBe('no_such_report')
})
