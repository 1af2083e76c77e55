import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../../core/domain/role.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { stopMessages } from '../../../core/use-cases/contact/stop-messages.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { askSeen } from '../../../core/use-cases/follow-up/ask-seen.ts'
import { confirmSeen } from '../../../core/use-cases/follow-up/confirm-seen.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { sharedData } from '../../support/shared-data.ts'
import { codeOfObjection, doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, reportNow } from '../desk/desk-house.ts'
import { aLandedReport, move } from './landed-case.ts'

let house: BotHouse
let clerk: Officer
let chat = 5_000
beforeAll(async () => {
  house = await openBotHouse()
  clerk = await anOfficer(house)
})
afterAll(() => house.close())

const DAY = 24 * 3_600_000

const landed = () => aLandedReport(house, { address: house.address(++chat) })
const asked = async (id: string) => {
  const told = await house.app.store.transaction((tx) => tx.outbox.ofReport(id))
  return told.filter(({ templateKey }) => templateKey === 'ask-seen').length
}
const own = async ({ code, address }: { code: string; address: string | null }) =>
  doneValue(await trackReport(house.app, { code, address }))
const press = async (label: string) => {
  await house.telegram.press(chat, label)
  await house.settle()
}
const say = (report: { code: string; address: string | null }, shows: boolean) =>
  confirmSeen(house.app, { code: report.code, address: report.address ?? '', shows })

test('D08 asked on day 3, once, however often the house looks; the question stands on the timeline', async () => {
  const report = await landed()
  const seen: [number, boolean][] = []
  for (let day = 0; day <= 5; day++) {
    await Promise.all([askSeen(house.app), askSeen(house.app)])
    seen.push([await asked(report.id), (await own(report)).asksSeen])
    house.clock.advance(DAY)
  }
  expect(seen).toEqual([
    [0, false],
    [0, false],
    [0, false],
    [1, true],
    [1, true],
    [1, true],
  ])
  expect((await own(report)).timeline.map(({ step }) => step)).toContain('ask-seen')
})

test('D08 by chat with three buttons; "yes" ends the case, and a second yes is the same yes', async () => {
  const report = await landed()
  house.clock.advance(3 * DAY)
  await askSeen(house.app)
  await house.settle()
  const labels = house.telegram.last(chat).buttons.map(({ text }) => text)
  expect(labels).toEqual([
    'Đã hiện đúng',
    'Chưa hiện đúng',
    'Chưa đúng, gửi ảnh',
    expect.stringContaining('Không phải'),
  ])
  await press('Đã hiện đúng')
  expect(house.telegram.last(chat).text).toContain(`Cảm ơn bạn. Phản ánh ${report.code} đã kết thúc.`)
  expect(await reportNow(house.app, report.id)).toMatchObject({ state: 'closed', endState: 'corrected_and_seen' })
  expect(doneValue(await say(report, true)).code).toBe(report.code)
  expect((await own(report)).asksSeen).toBe(false)
})

test('D08 "no" opens the same case again at the head of the list, with 48 hours of its own and its evidence gone', async () => {
  const older = await aReport(house)
  const report = await landed()
  house.clock.advance(4 * DAY)
  doneValue(await say(report, false))
  const { state, round, dueAt, landedRowId, takenBy } = await reportNow(house.app, report.id)
  expect([state, round, dueAt, landedRowId, takenBy]).toEqual([
    'queued',
    2,
    new Date(house.clock.now().getTime() + 2 * DAY),
    null,
    null,
  ])
  expect(older.dueAt < dueAt).toBe(true)
  const filter = { state: null, type: null, colour: null, code: null, mine: false, open: true }
  const page = doneValue(await listWork(house.app, { officer: clerk, filter, order: 'due', after: null }))
  expect(page.rows[0]).toMatchObject({ code: report.code, lane: 0 })
  const next = await house.app.store.transaction((tx) =>
    tx.workList.nextFor({ scope: { unitIds: 'all' }, staffId: clerk.staffId }, older.id, house.app.now()),
  )
  expect(next).toBe(report.code)
  expect(codeOfObjection(await say(report, false))).toBe('not_possible_now')
})

test('D08 "no" with a picture: the pressed button leads to the photo, and the photo lands on the case', async () => {
  const report = await landed()
  house.clock.advance(3 * DAY)
  await askSeen(house.app)
  await house.settle()
  await press('Chưa đúng, gửi ảnh')
  expect((await reportNow(house.app, report.id)).state).toBe('queued')
  expect(house.telegram.last(chat).text).toContain('được mở lại')
  await press('Đồng ý')
  await house.telegram.sendPhoto(chat, readFileSync(sharedData('cccd/images/dev-001.jpg')))
  await house.settle()
  await press('Giấy tờ khác')
  const photos = await house.app.store.transaction((tx) => tx.photos.ofCase(report.id))
  expect(photos.map(({ reportId, state }) => [reportId, state])).toEqual([[report.id, 'ready']])
})

test('D08 silence closes on day 14; later nobody is asked, and neither yes nor no is taken', async () => {
  const report = await landed()
  house.clock.advance(13 * DAY)
  await askSeen(house.app)
  expect((await reportNow(house.app, report.id)).state).toBe('platform_updated')
  house.clock.advance(DAY)
  await Promise.all([askSeen(house.app), askSeen(house.app)])
  expect(await reportNow(house.app, report.id)).toMatchObject({ state: 'closed', endState: 'corrected_and_seen' })
  expect(codeOfObjection(await say(report, false))).toBe('not_possible_now')
  const events = await house.app.store.transaction((tx) => tx.history.of('report', report.id))
  expect(events.filter(({ action }) => action === 'settle')).toHaveLength(1)
})

test('D08 whoever stopped our messages is not asked by chat, and still finds the question on the page', async () => {
  const report = await landed()
  doneValue(await stopMessages(house.app, { address: report.address ?? '', stop: true }))
  house.clock.advance(3 * DAY)
  await askSeen(house.app)
  await house.settle()
  expect(house.telegram.sent(chat).filter(({ text }) => text.includes('Ứng dụng của bạn'))).toEqual([])
  expect((await own(report)).asksSeen).toBe(true)
})

test('D08 nobody but its citizen answers, and nothing without a read-back is asked about (D07)', async () => {
  const report = await landed()
  const answered = await aReport(house)
  await move(
    house,
    answered.id,
    { action: 'take', actor: { kind: 'staff', ...clerk } },
    {
      action: 'answer',
      actor: { kind: 'staff', ...clerk },
      change: { endState: 'corrected_waiting', answer: 'Đã sửa.' },
    },
  )
  house.clock.advance(4 * DAY)
  expect(codeOfObjection(await say({ ...report, address: 'telegram|1|somebody' }, true))).toBe('no_such_report')
  expect(codeOfObjection(await say(answered, true))).toBe('not_possible_now')
  await askSeen(house.app)
  expect(await asked(answered.id)).toBe(0)
})

test('D06 D07 the table itself refuses "corrected and seen" without the row that shows it', async () => {
  const { id } = await aReport(house)
  const claim = house.db.updateTable('reports').set({ end_state: 'corrected_and_seen' }).where('id', '=', id).execute()
  await expect(claim).rejects.toThrow(/check constraint/)
  const unseen = move(house, (await landed()).id, {
    action: 'settle',
    actor: SYSTEM,
    change: { endState: 'corrected_and_seen', landedRowId: null },
  })
  await expect(unseen).rejects.toThrow(/check constraint/)
})
