import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookUp } from '../../../core/use-cases/citizen/look-up.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, hoa, holdPhone, newDraft, PHONE } from './citizen-builders.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(2 * 3_600_000)
  await holdPhone(house)
})

const reportRows = async () => (await house.db.selectFrom('reports').select('id').execute()).length

test('B11 E01 a report gets a receipt, 48 hours, an owner, its first event and a message', async () => {
  const receipt = doneValue(await recordReport(house.app, await aReport(house)))
  expect(receipt.code).toMatch(/^PA-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(receipt.dueAt.getTime() - house.clock.now().getTime()).toBe(48 * 3_600_000)
  const row = await house.db
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', receipt.reportId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'queued', unit_id: 'tyt-mau', address: null, phone: PHONE, round: 1 })
  const events = await house.db.selectFrom('report_events').selectAll().where('report_id', '=', row.id).execute()
  expect(events).toMatchObject([{ action: 'record', from_state: null, to_state: 'queued', actor_kind: 'citizen' }])
  const [message] = await house.db.selectFrom('outbox').selectAll().where('report_id', '=', row.id).execute()
  expect(message).toMatchObject({ address: `sms|gateway|${PHONE}`, content: { templateKey: 'report-recorded' } })
  expect(JSON.stringify(message)).not.toContain('Thử')
})

test('B10 a report that was not written here leaves the draft of this browser alone', async () => {
  const draftId = await newDraft(house)
  const drafts = () => house.db.selectFrom('drafts').select('id').where('address', '=', BROWSER).execute()
  doneValue(await recordReport(house.app, await aReport(house, { draftId: randomUUID(), provedBy: BROWSER })))
  expect(await drafts()).toEqual([{ id: draftId }])
  doneValue(await recordReport(house.app, await aReport(house, { draftId, provedBy: BROWSER })))
  expect(await drafts()).toEqual([])
})

test('B09 a double tap, at the same moment, is one report', async () => {
  const command = await aReport(house, {
    types: ['WRONG_SEX'],
    changes: [{ field: 'sex', correct: 'male', source: 'typed' }],
  })
  const before = await reportRows()
  const taps = await Promise.all([recordReport(house.app, command), recordReport(house.app, command)])
  const again = doneValue(await recordReport(house.app, command))
  expect(new Set([...taps.map((tap) => doneValue(tap).code), again.code]).size).toBe(1)
  const events = await house.db
    .selectFrom('report_events')
    .select('action')
    .where('report_id', '=', again.reportId)
    .execute()
  expect(events).toEqual([{ action: 'record' }])
  expect(await reportRows()).toBe(before + 1)
})

test('B03 a report that says nothing is not sent', async () => {
  const empty = [
    { changes: [] },
    { types: [] },
    { changes: [{ field: 'sex' as const, correct: 'male', source: 'typed' as const }] },
    { types: ['WRONG_DATE' as const], changes: [], doses: [] },
    { types: ['OTHER' as const], changes: [], note: '   ' },
  ]
  for (const wish of empty) {
    expect(codeOfObjection(await recordReport(house.app, await aReport(house, wish)))).toBe('empty_patch')
  }
})

test('C02 an unaccented name and a day to come are stopped before sending', async () => {
  const name = [{ field: 'fullName' as const, correct: 'Nguyen Thi Tho', source: 'typed' as const }]
  expect(codeOfObjection(await recordReport(house.app, await aReport(house, { changes: name })))).toBe(
    'incomplete_name',
  )
  const born = {
    types: ['WRONG_DOB' as const],
    changes: [{ field: 'birthDate' as const, correct: '2031-01-01', source: 'typed' as const }],
  }
  expect(codeOfObjection(await recordReport(house.app, await aReport(house, born)))).toBe('future_date')
})

test('a report from a phone that was not proved is turned away', async () => {
  expect(codeOfObjection(await recordReport(house.app, await aReport(house, { phone: '+84912999999' })))).toBe(
    'not_proved',
  )
  expect(codeOfObjection(await recordReport(house.app, await aReport(house, { provedBy: 'web|portal|other' })))).toBe(
    'not_proved',
  )
})

test('B07 a repeat report joins the open case: one row, the first clock, the new value', async () => {
  const wish = { claimant: { ...hoa, birthDate: '1971-01-01' }, types: ['WRONG_OR_MISSING_ID' as const] }
  const number = (correct: string) => [{ field: 'idNumber' as const, correct, source: 'typed' as const }]
  const first = doneValue(
    await recordReport(house.app, await aReport(house, { ...wish, changes: number('001171000001') })),
  )
  const before = await reportRows()
  house.clock.advance(3_600_000)
  await holdPhone(house)
  const second = doneValue(
    await recordReport(house.app, await aReport(house, { ...wish, changes: number('001171000002') })),
  )
  expect(second).toMatchObject({ reportId: first.reportId, code: first.code, dueAt: first.dueAt, joined: true })
  expect(await reportRows()).toBe(before)
  const row = await house.db
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', first.reportId)
    .executeTakeFirstOrThrow()
  expect(row.changes).toMatchObject([{ field: 'idNumber', correct: '001171000002' }])
  const events = await house.db
    .selectFrom('report_events')
    .select('action')
    .where('report_id', '=', row.id)
    .orderBy('seq')
    .execute()
  expect(events.map((event) => event.action)).toEqual(['record', 'repeat'])
})

test('B07 B09 a repeat report whose answer was lost is sent again: the same receipt, and one message on the case', async () => {
  const wish = { claimant: { ...hoa, birthDate: '1973-03-03' } }
  const first = doneValue(await recordReport(house.app, await aReport(house, wish)))
  const repeat = await aReport(house, { ...wish, note: 'Xin xem lại.' })
  const receipts = [await recordReport(house.app, repeat), await recordReport(house.app, { ...repeat, phone: null })]
  expect(receipts.map((receipt) => doneValue(receipt).code)).toEqual([first.code, first.code])
  const events = await house.db
    .selectFrom('report_events')
    .select('action')
    .where('report_id', '=', first.reportId)
    .orderBy('seq')
    .execute()
  expect(events.map((event) => event.action)).toEqual(['record', 'repeat'])
})

test('B07 two reports about the same thing at the same moment are one case', async () => {
  const wish = { claimant: { ...hoa, birthDate: '1972-02-02' } }
  const before = await reportRows()
  const [one, two] = [await aReport(house, wish), await aReport(house, { ...wish, draftId: house.app.newId() })]
  const receipts = await Promise.all([recordReport(house.app, one), recordReport(house.app, two)])
  expect(new Set(receipts.map((receipt) => doneValue(receipt).code)).size).toBe(1)
  expect(await reportRows()).toBe(before + 1)
})

test('B03 the recorded side comes from the record itself, never from the form', async () => {
  const person = await house.person({ phone: PHONE, birthDate: '1993-03-03' })
  const claimant = { ...hoa, birthDate: '1993-03-03' }
  const told = await aReport(house, { claimant, personId: person.id })
  const stranger = doneValue(await recordReport(house.app, told))
  const rowOf = (id: string) =>
    house.db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(await rowOf(stranger.reportId)).toMatchObject({ person_id: null, changes: [{ recorded: null }] })
  doneValue(await lookUp(house.app, { address: BROWSER, claimant }))
  const own = doneValue(await recordReport(house.app, await aReport(house, { claimant, personId: person.id })))
  expect(await rowOf(own.reportId)).toMatchObject({ person_id: person.id, changes: [{ recorded: 'Nguyễn Thị Thử' }] })
})

test('E01 a dose goes to where it was given, by its exact name; an unknown place goes to the top of the house', async () => {
  const facility = { dataset_version: '2021', valid_from: '2021-01-01', code: 'bv-mau', parent_id: 'syt-mau' }
  await house.db
    .insertInto('units')
    .values({ id: 'bv-mau', kind: 'facility', name: 'Bệnh viện Mẫu', ...facility })
    .execute()
  const dose = { doseId: null, number: 3, givenOn: '2022-01-05', vaccine: 'Pfizer', lot: null, note: null }
  const sent = async (place: string, birthDate: string) => {
    const wish = {
      types: ['MISSING_DOSE' as const],
      changes: [],
      doses: [{ ...dose, place }],
      claimant: { ...hoa, birthDate },
    }
    const { reportId } = doneValue(await recordReport(house.app, await aReport(house, wish)))
    return house.db.selectFrom('reports').select('unit_id').where('id', '=', reportId).executeTakeFirstOrThrow()
  }
  expect(await sent('bệnh viện mẫu', '1950-01-01')).toEqual({ unit_id: 'bv-mau' })
  expect(await sent('một điểm lưu động', '1950-01-02')).toEqual({ unit_id: 'syt-mau' })
})
