import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PoliceAnswer } from '../../../core/domain/police-list/police-answer.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { newReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { chaseDeadlines } from '../../../core/use-cases/clock/chase-deadlines.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { answerAgain } from '../../../core/use-cases/police/answer-again.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { stationLists } from '../../../core/use-cases/police/read-police-lists.ts'
import { heldText } from '../../../templates/held.ts'
import { createRenderer } from '../../../templates/render.ts'
import { reviewedByHamlet } from '../../support/reviewed-by-hamlet.ts'
import {
  answeredList,
  aReport,
  type ChainHouse,
  newIdNumber,
  objectionOf,
  openChainHouse,
  sendToPolice,
  signedReturn,
  stateOf,
  value,
  words,
} from '../chain/chain-house.ts'

const render = createRenderer({ root: new URL('../../../templates', import.meta.url).pathname })
const sentence = (key: string, params?: Record<string, string | number>) => render.sentence(key, 'vi', params)

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

/** Somebody whose record agrees with their papers, and whose report waits with the police. */
async function somebody(): Promise<{ person: PlatformRecord; report: Report; address: string }> {
  const person = await house.person({ fullName: 'Trần Thị Mẫu', idNumber: newIdNumber(1), class: 'wrong_facts' })
  const code = newReceiptCode(house.app.random)
  const report = await aReport(house, person, { code, phone: '+84912345678' })
  await sendToPolice(house, report, person, newIdNumber(1))
  await reviewedByHamlet(house)
  return { person, report, address: report.address ?? '' }
}

async function answered(answer: PoliceAnswer, more: { comeOn?: string; comePart?: 'morning' | 'afternoon' } = {}) {
  const { app, police, clerk } = house
  const list = await answeredList(house, 0)
  const given = { rowNo: 1, answer, wrongFields: [], note: null, ...more }
  value(await answerPoliceRows(app, { officer: police, listId: list.id, answers: [given] }))
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(app, { officer: clerk, returnId: returned.id, returnedFile: null, words }))
  return list
}

const caseState = async () =>
  (await house.db.selectFrom('identity_cases').select('state').executeTakeFirstOrThrow()).state

const tracked = async (report: Report, address: string) =>
  value(await trackReport(house.app, { code: report.code, address }))

const notices = async () => {
  const rows = await house.db.selectFrom('outbox').select('content').orderBy('sequence').execute()
  return rows.map(({ content }) => (content as { templateKey?: string }).templateKey)
}

/** The Platform's verification list, as the results page reads it. */
async function nationalMatch(person: PlatformRecord, result: 'right' | 'wrong', fullName = person.fullName) {
  house.clock.advance(60_000)
  const word = result === 'right' ? 'Đúng' : 'Sai'
  const line = [person.recordId, fullName, '17/05/1990', 'Nữ', person.idNumber, word].join(',')
  const bytes = Buffer.from(`Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Kết quả xác minh\n${line}\n`)
  const upload = { officer: house.clerk, unitId: 'tyt-mau', fileName: 'ket-qua.csv', bytes, rowsDeclared: null }
  const { importId } = value(await uploadResults(house.app, upload))
  await settleResults(house.app, { importId })
}

test('F08 the register is wrong: a state of its own, and the citizen reads where to go with which papers', async () => {
  await house.db.updateTable('units').set({ address: 'Thôn 1, xã Mẫu', opening_hours: '07:30–17:00' }).execute()
  const { report, address } = await somebody()
  await answered('register_wrong', { comeOn: '2026-11-25', comePart: 'morning' })
  expect([await caseState(), await stateOf(house, report)]).toEqual(['register_wrong', 'needs_identity'])
  expect((await notices()).at(-1)).toBe('register-wrong')
  const told = await tracked(report, address)
  expect(told.holder.kind).toBe('you')
  expect(told.call).toMatchObject({
    kind: 'register_wrong',
    unitName: 'Công an xã Mẫu',
    address: 'Thôn 1, xã Mẫu',
    openingHours: '07:30–17:00',
    comeOn: '2026-11-25',
    comePart: 'morning',
  })
  expect(heldText(told, 'vi', sentence)).toBe('Đang chờ bạn làm thủ tục sửa sổ dân cư')
  expect(told.timeline.at(-1)?.step).toBe('register-wrong')
  const station = await stationLists(house.app, 'tyt-mau')
  expect(station.registerWrong.map((one) => [one.proposed.fullName, station.attempts.get(one.id)])).toEqual([
    ['Trần Thị Mẫu', 1],
  ])
})

test('F08 a simulated register fix closes the branch without staff action', async () => {
  const { person, report, address } = await somebody()
  await answered('register_wrong')
  await nationalMatch(person, 'wrong')
  expect([await caseState(), await stateOf(house, report)], 'still wrong').toEqual(['register_wrong', 'needs_identity'])
  await nationalMatch(person, 'right')
  expect([await caseState(), await stateOf(house, report)]).toEqual(['matched', 'closed'])
  const told = await tracked(report, address)
  expect([told.endState, told.call, told.holder.kind]).toEqual(['register_mended', null, 'nobody'])
  expect((await notices()).at(-1)).toBe('register-mended')
  const steps = await house.db.selectFrom('report_events').select(['action', 'actor_kind']).orderBy('seq').execute()
  expect(steps.at(-1)).toEqual({ action: 'register_mended', actor_kind: 'system' })
})

test('F08 a match that is right about other values than the citizen reported closes nothing', async () => {
  const { person, report } = await somebody()
  await answered('register_wrong')
  const shown = async () => (await stationLists(house.app, 'tyt-mau')).registerWrong.map((one) => one.registerDiffersAt)
  expect(await shown()).toEqual([null])
  await nationalMatch(person, 'right', 'Trần Thị Khác')
  expect([await caseState(), await stateOf(house, report)]).toEqual(['register_wrong', 'needs_identity'])
  expect(await shown(), 'the station sees that it will not close by itself').toEqual([house.clock.now()])
})

test('F08 the police confirm later on the same row of the same list, without a clock, and the way goes on', async () => {
  const { report } = await somebody()
  const { app, police, clerk } = house
  const list = await answered('register_wrong')
  house.clock.advance(20 * 86_400_000)
  await chaseDeadlines(app)
  value(await answerAgain(app, { officer: police, listId: list.id, rowNo: 1, answer: 'match' }))
  expect(objectionOf(await answerAgain(app, { officer: police, listId: list.id, rowNo: 1, answer: 'match' }))).toBe(
    'not_possible_now',
  )
  await chaseDeadlines(app)
  const late = house.db.selectFrom('deadline_notices').select('kind').where('subject_id', '=', list.id)
  expect(await late.execute(), 'no breach for a row that waited for the citizen').toEqual([])
  const again = await signedReturn(house, list.id)
  expect(again.part).toBe(2)
  value(await acceptReturn(app, { officer: clerk, returnId: again.id, returnedFile: null, words }))
  expect([await caseState(), await stateOf(house, report)]).toEqual(['police_confirmed', 'approved'])
})

test('F08 whoever takes the report back is expected at the police no more, and no row waits for them', async () => {
  const { report, address } = await somebody()
  const { app, db, police } = house
  const list = await answered('register_wrong')
  value(await withdrawReport(app, { code: report.code, address }))
  expect(await caseState()).toBe('withdrawn')
  expect(await db.selectFrom('police_calls').select('id').where('ended_at', 'is', null).execute()).toEqual([])
  const again = { officer: police, listId: list.id, rowNo: 1, answer: 'match' } as const
  expect(objectionOf(await answerAgain(app, again))).toBe('not_possible_now')
})

test('F08 an answer given again keeps nothing of the answer before, and a wrong field is named before it is signed', async () => {
  await somebody()
  const { app, police, db } = house
  const list = await answered('register_wrong', { comeOn: '2026-11-25', comePart: 'morning' })
  value(await answerAgain(app, { officer: police, listId: list.id, rowNo: 1, answer: 'wrong_field' }))
  const row = await db.selectFrom('police_rows').select(['come_on', 'come_part', 'note', 'open']).executeTakeFirst()
  expect(row).toEqual({ come_on: null, come_part: null, note: null, open: true })
  expect(objectionOf(await drawUpReturn(app, { officer: police, listId: list.id }))).toBe('reason_needed')
  const given = { rowNo: 1, answer: 'wrong_field', wrongFields: ['birthDate'], note: null } as const
  value(
    await answerPoliceRows(app, {
      officer: police,
      listId: list.id,
      answers: [{ ...given, wrongFields: [...given.wrongFields] }],
    }),
  )
  value(await drawUpReturn(app, { officer: police, listId: list.id }))
})

test('F09 somebody who must come is asked politely, with a slot, as a contact attempt; each time is counted', async () => {
  const { report, address } = await somebody()
  await answered('must_come', { comeOn: '2026-11-25', comePart: 'afternoon' })
  expect([await caseState(), await stateOf(house, report)]).toEqual(['police_objected', 'in_review'])
  expect((await notices()).filter((key) => key?.startsWith('police'))).toEqual(['police-call'])
  expect((await tracked(report, address)).call).toMatchObject({ kind: 'must_come', comeOn: '2026-11-25' })
  const stranger = await trackReport(house.app, { code: report.code, phoneTail: '678', address: 'web|portal|x' })
  expect(value(stranger).call, 'whoever only knows the end of the phone').toBeNull()
  const calls = await house.db.selectFrom('police_calls').select(['kind', 'attempt', 'ended_at']).execute()
  expect(calls).toEqual([{ kind: 'must_come', attempt: 1, ended_at: null }])
})

test('F09 nobody is asked to come on a day that is over: typed late it is refused, returned late it is left out', async () => {
  const { report, address } = await somebody()
  const { app, police, clerk, clock, db } = house
  const list = await answeredList(house, 0)
  clock.set(new Date('2026-11-17T13:00:00+07:00'))
  const call = (comeOn: string, comePart: 'morning' | 'afternoon' | null = null) => {
    const given = { rowNo: 1, answer: 'must_come' as const, wrongFields: [], note: null, comeOn, comePart }
    return answerPoliceRows(app, { officer: police, listId: list.id, answers: [given] })
  }
  const refused = { ok: false, objection: { code: 'appointment_over', detail: { row: 1 } } }
  expect(await call('2026-11-16')).toEqual(refused)
  expect(await call('2026-11-17', 'morning')).toEqual(refused)
  expect((await db.selectFrom('police_rows').select('answer').executeTakeFirstOrThrow()).answer).toBeNull()
  expect(sentence('objections.appointment_over', { row: 1 })).toBe(
    'Dòng 1: ngày, buổi mời đến đã qua. Hãy ghi một ngày sắp tới. Chưa lưu gì.',
  )
  value(await call('2026-11-17', 'afternoon'))
  const returned = await signedReturn(house, list.id)
  clock.set(new Date('2026-11-18T08:00:00+07:00'))
  value(await acceptReturn(app, { officer: clerk, returnId: returned.id, returnedFile: null, words }))
  expect((await tracked(report, address)).call).toMatchObject({ kind: 'must_come', comeOn: null, comePart: null })
})

test('F02 citizens read that the police are checking, day 1 of 2, then day 2, then that it is late', async () => {
  const { report, address } = await somebody()
  await answeredList(house, 0)
  const reads = async () => heldText(await tracked(report, address), 'vi', sentence)
  expect(await reads()).toMatch(/^Công an xã Mẫu đang kiểm tra, ngày 1 trên 2, hạn /)
  house.clock.advance(36 * 3_600_000)
  expect(await reads()).toMatch(/ngày [12] trên 2/)
  house.clock.set(new Date('2026-11-18T10:00:00+07:00'))
  expect(await reads()).toContain('ngày 2 trên 2')
  house.clock.set(new Date('2026-11-19T10:00:00+07:00'))
  expect(await reads()).toContain('đã quá hạn')
})
