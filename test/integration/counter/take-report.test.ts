import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhoneE164 } from '../../../core/domain/person/phone.ts'
import { provePhone } from '../../../core/use-cases/citizen/prove-phone.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { useSlip } from '../../../core/use-cases/citizen/use-slip.ts'
import { ownCases } from '../../../core/use-cases/contact/own-cases.ts'
import { takeReport } from '../../../core/use-cases/counter/take-report.ts'
import { listWork } from '../../../core/use-cases/desk/list-work.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import {
  aReport as aSentReport,
  codeOfObjection,
  doneValue,
  holdPhone,
  newDraft,
  PHONE,
} from '../citizen/citizen-builders.ts'
import { anOfficer, reportNow } from '../desk/desk-house.ts'
import { aTakenReport, takeReportForm } from './counter-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const HOUR = 3_600_000
const browser = () => `web|portal|${randomUUID()}`

test('B15 a report told at the counter is the same kind with the same 48 hours, from the moment it was told', async () => {
  const takenAt = new Date(house.clock.now().getTime() - 5 * HOUR)
  const officer = await anOfficer(house)
  const { reportId, code, dueAt } = await aTakenReport(house, { officer, takenAt, way: 'paper' })
  expect(dueAt).toEqual(new Date(takenAt.getTime() + 48 * HOUR))
  expect(await reportNow(house.app, reportId)).toMatchObject({
    code,
    state: 'queued',
    recordedAt: takenAt,
    phone: null,
  })
  const [first] = await house.app.store.transaction((tx) => tx.history.of('report', reportId))
  expect(first).toMatchObject({ action: 'record', actor: { kind: 'staff', staffId: officer.staffId }, at: takenAt })
})

test('B15 the clock never starts later than it was told, and nothing older than 30 days is taken', async () => {
  const at = (ms: number) => new Date(house.clock.now().getTime() + ms)
  const take = async (takenAt: Date) =>
    codeOfObjection(await takeReport(house.app, await takeReportForm(house, { takenAt })))
  expect(await take(at(60_000))).toBe('taken_time_wrong')
  expect(await take(at(-31 * 24 * HOUR))).toBe('taken_time_wrong')
  expect(await take(new Date(Number.NaN))).toBe('taken_time_wrong')
  expect(await take(at(0))).toBeNull()
})

test('B15 one list: what was told and what was sent wait in the same queue, and a repeat joins', async () => {
  const phone = '+84912000701'
  const person = await house.person({ phone, fullName: 'Nguyễn Thị Thử' })
  await holdPhone(house, 'web|portal|browser-one', phone)
  const address = 'web|portal|browser-one'
  await house.app.store.transaction((tx) =>
    tx.citizens.addProof({
      id: randomUUID(),
      address,
      phone,
      personId: person.id,
      level: 1,
      provedAt: house.clock.now(),
      expiresAt: new Date('2999-01-01'),
    }),
  )
  const draftId = await newDraft(house)
  const sent = doneValue(
    await recordReport(house.app, await aSentReport(house, { draftId, phone, personId: person.id })),
  )
  const told = await aTakenReport(house, { personId: person.id })
  expect(told).toMatchObject({ joined: true, code: sent.code, reportId: sent.reportId })
  const other = await aTakenReport(house, {
    types: ['WRONG_SEX'],
    changes: [{ field: 'sex', correct: 'male', source: 'typed' }],
    personId: person.id,
  })
  const officer = await anOfficer(house)
  const work = doneValue(
    await listWork(house.app, {
      officer,
      filter: { state: null, type: null, colour: null, code: null, mine: false },
      order: 'due',
      after: null,
    }),
  )
  const codes = work.rows.map((row) => row.code)
  expect(codes).toEqual(expect.arrayContaining([sent.code, other.code]))
})

test('B15 the same form sent twice is one report, and the second slip is the one that works', async () => {
  const form = await takeReportForm(house)
  const first = doneValue(await takeReport(house.app, form))
  const second = doneValue(await takeReport(house.app, form))
  expect(second).toMatchObject({ reportId: first.reportId, code: first.code })
  expect(codeOfObjection(await useSlip(house.app, { address: browser(), key: first.slipKey }))).toBe('slip_wrong')
  expect(doneValue(await useSlip(house.app, { address: browser(), key: second.slipKey }))).toEqual({ code: first.code })
})

test('B15 nobody is written to before a phone is proved; the slip brings the report to its holder, who may prove one', async () => {
  const { code, reportId, slipKey } = await aTakenReport(house, { phone: PHONE as PhoneE164 })
  const sms = () => house.db.selectFrom('outbox').selectAll().where('report_id', '=', reportId).execute()
  expect(await sms()).toEqual([])
  expect(codeOfObjection(await trackReport(house.app, { code, phoneTail: PHONE.slice(-3), address: browser() }))).toBe(
    'no_such_report',
  )
  const address = browser()
  doneValue(await useSlip(house.app, { address, key: slipKey.toLowerCase() }))
  expect(doneValue(await trackReport(house.app, { code, address }))).toMatchObject({ code, isOwn: true })
  expect((await ownCases(house.app, { address })).map((report) => report.code)).toContain(code)
  expect((await reportNow(house.app, reportId)).phone).toBeNull()
  await provePhone(house.app, { phone: PHONE, address })
  doneValue(await useSlip(house.app, { address, key: slipKey }))
  expect((await reportNow(house.app, reportId)).phone).toBe(PHONE)
})

test('B15 the slip of a report that somebody had sent before shows status words only', async () => {
  const phone = '+84912000702'
  const person = await house.person({ phone, fullName: 'Nguyễn Thị Khác' })
  const address = 'web|portal|browser-one'
  await holdPhone(house, address, phone)
  await house.app.store.transaction((tx) =>
    tx.citizens.addProof({
      id: randomUUID(),
      address,
      phone,
      personId: person.id,
      level: 1,
      provedAt: house.clock.now(),
      expiresAt: new Date('2999-01-01'),
    }),
  )
  doneValue(
    await recordReport(
      house.app,
      await aSentReport(house, { draftId: await newDraft(house), phone, personId: person.id }),
    ),
  )
  const { code, slipKey } = await aTakenReport(house, { personId: person.id })
  const holder = browser()
  doneValue(await useSlip(house.app, { address: holder, key: slipKey }))
  expect(doneValue(await trackReport(house.app, { code, address: holder }))).toMatchObject({
    isOwn: false,
    mayWithdraw: false,
  })
})

test('B15 A04 five wrong keys an hour are all; wrong and unknown keys are one answer; the key stands in no table', async () => {
  const { slipKey } = await aTakenReport(house)
  const address = browser()
  for (let count = 0; count < 5; count += 1)
    expect(codeOfObjection(await useSlip(house.app, { address, key: count % 2 ? '22222222' : 'x' }))).toBe('slip_wrong')
  expect(codeOfObjection(await useSlip(house.app, { address, key: slipKey }))).toBe('too_often')
  const kept = JSON.stringify(await house.db.selectFrom('counter_intakes').selectAll().execute())
  expect(kept).not.toContain(slipKey)
})

test('B15 only officers of a counter take reports, and only about people of their own station', async () => {
  const district = await anOfficer(house, { role: 'district', unitId: 'ttyt-mau' })
  expect(codeOfObjection(await takeReport(house.app, await takeReportForm(house, { officer: district })))).toBe(
    'not_your_role',
  )
  const elsewhere = await house.person({ unitId: 'ttyt-mau' })
  const form = await takeReportForm(house, { personId: elsewhere.id })
  expect(codeOfObjection(await takeReport(house.app, form))).toBe('no_such_person')
})
