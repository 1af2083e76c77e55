import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordedDose } from '../../../core/domain/record/platform-record.ts'
import { describeCase } from '../../../core/use-cases/citizen/describe-case.ts'
import { decideRemoval, proposeRemoval } from '../../../core/use-cases/exchange/decide-double-dose.ts'
import { doubleDoses } from '../../../core/use-cases/exchange/double-doses.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { markSaved } from '../../../core/use-cases/exchange/mark-saved.ts'
import { exportDesk, exportFile, exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import { readPlatformBack } from '../../../core/use-cases/exchange/read-platform-back.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { tellRecordStory } from '../../../core/use-cases/exchange/tell-record-story.ts'
import { httpPlatform } from '../../../platform/national/http-platform.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { dosesList, recordsList } from '../../fakes/platform/lists.ts'
import { startPracticePlatform } from '../../fakes/platform/server.ts'
import { typeHandFile } from '../../fakes/platform/type-hand-file.ts'
import { approve, aReport, objectionOf, stateOf, value } from '../chain/chain-house.ts'
import { DAY, importNow, openPlatformHouse, type PlatformHouse, recordsOf, sendOut, UNIT } from './platform-house.ts'

let house: PlatformHouse
beforeAll(async () => {
  house = await openPlatformHouse(12)
  const common = { dataset_version: '2021', valid_from: '2021-01-01', kind: 'facility', parent_id: 'ttyt-mau' }
  const units = [
    { ...common, id: 'bv-mau', code: 'bv-mau', name: 'Bệnh viện huyện Mẫu' },
    { ...common, id: 'diem-cu', code: 'diem-cu', name: 'Điểm tiêm lưu động số 5', valid_to: '2022-06-30' },
  ]
  await house.db.insertInto('units').values(units).execute()
})
afterAll(() => house.close())

const ofDose = (dose: RecordedDose, correct: object) => ({
  doseId: dose.id,
  number: null,
  givenOn: null,
  vaccine: null,
  lot: null,
  place: null,
  note: null,
  ...correct,
})

async function personWithDoseOf(recordId: string, facility: string) {
  const [record] = await recordsOf(house, [recordId])
  const [dose] = await house.app.store.transaction((tx) => tx.records.dosesOf(record!.id))
  await house.db.updateTable('doses').set({ facility }).where('id', '=', dose!.id).execute()
  const report = await aReport(house, record!, {
    types: ['WRONG_VACCINE_OR_LOT'],
    doses: [ofDose(dose!, { lot: 'MOI-1' })],
  })
  await approve(house, report)
  return { record: record!, dose: dose!, report }
}

const tasksOf = (unitId: string) => house.app.store.transaction((tx) => tx.platformTasks.ofUnit(unitId))

test('G12 a dose that another facility typed is a task with its evidence in that facility’s queue, with 48 hours of its own', async () => {
  const { report, record } = await personWithDoseOf('S00000001', 'Bệnh viện huyện Mẫu')
  const [task] = await tasksOf('bv-mau')
  expect(task).toMatchObject({
    kind: 'dose_elsewhere',
    personId: record.id,
    reportCode: report.code,
    facility: 'Bệnh viện huyện Mẫu',
    fromUnitName: 'Trạm Y tế xã Mẫu',
  })
  expect((task?.dueAt.getTime() ?? 0) - (task?.openedAt.getTime() ?? 0)).toBe(48 * 3_600_000)
  expect((await exportDesk(house.app, UNIT)).handEdit, 'the station does not type it').toBe(0)
  const told = await house.app.store.transaction((tx) => describeCase(house.app, tx, report, true))
  expect(told.doseKeepers, 'what the citizen reads').toEqual([{ unitName: 'Bệnh viện huyện Mẫu', dueAt: task?.dueAt }])
  const clerk = await house.staff({ role: 'clerk', unitId: 'bv-mau' })
  const sent = value(await exportForPlatform(house.app, { officer: clerk, kind: 'hand_edit' }))
  const { rows } = value(await exportOf(house.app, 'bv-mau', sent.id))
  value(await markSaved(house.app, { officer: clerk, exportId: sent.id, rowId: rows[0]!.id, saved: true }))
  expect(await tasksOf('bv-mau')).toEqual([])
})

test('G12 a mobile point that no longer exists has no desk: the district owns what it typed', async () => {
  const { report } = await personWithDoseOf('S00000002', 'Điểm tiêm lưu động số 5')
  expect((await tasksOf('ttyt-mau')).map((task) => task.reportCode)).toEqual([report.code])
  expect(await tasksOf('diem-cu')).toEqual([])
})

test('G12 a dose of the station itself, or of a place nobody knows, stays where it is', async () => {
  const before = await house.db.selectFrom('platform_tasks').selectAll().execute()
  await personWithDoseOf('S00000004', 'Trạm Y tế xã Mẫu')
  await personWithDoseOf('S00000005', 'Nhà văn hóa chưa ai biết')
  expect(await house.db.selectFrom('platform_tasks').selectAll().execute()).toHaveLength(before.length)
  expect((await exportDesk(house.app, UNIT)).handEdit).toBe(2)
  await sendOut(house, 'hand_edit')
})

test('G13 G08 the same dose of two sites: one officer proposes, another approves, removals go out on a list of their own, and come back whole', async () => {
  const { book } = house
  const first = book.doses.get('D000000071')!
  book.doses.set('D-dup', { ...first, doseId: 'D-dup', facility: 'Trạm Y tế xã Mẫu', lot: '' })
  const close = { ...first, doseId: 'D-close', number: '2', date: '30/08/2021', recordId: 'S00000008' }
  book.doses.set('D-close', { ...close, date: book.doses.get('D000000081')!.date.replace(/^\d\d/, '20') })
  await importNow(house, dosesList(book, UNIT), 'mui-tiem-2.csv')
  const pairs = await doubleDoses(house.app, UNIT)
  expect(pairs.map(({ record, verdict }) => [record.recordId, verdict]).toSorted()).toEqual([
    ['S00000007', 'same_dose'],
    ['S00000008', 'impossible'],
  ])
  const pair = pairs.find(({ verdict }) => verdict === 'same_dose')!
  expect(pair.proposal?.because).toBe('has_lot')
  const command = {
    officer: house.clerk,
    personId: pair.record.id,
    keepDoseId: pair.proposal!.keep,
    removeDoseId: pair.proposal!.remove,
    bothReal: false,
    reason: 'Hai nơi nhập cùng một mũi',
  }
  const { id } = value(await proposeRemoval(house.app, command))
  expect(objectionOf(await proposeRemoval(house.app, command))).toBe('changed_meanwhile')
  expect(objectionOf(await decideRemoval(house.app, { officer: house.clerk, removalId: id, agrees: true }))).toBe(
    'second_officer_needed',
  )
  expect((await exportDesk(house.app, UNIT)).removals, 'one officer moves nothing').toBe(0)
  value(await decideRemoval(house.app, { officer: house.head, removalId: id, agrees: true }))
  expect(await exportDesk(house.app, UNIT)).toMatchObject({ removals: 1, handEdit: 0 })

  const sent = await sendOut(house, 'removal_list')
  const [forward, reverse] = [
    value(await exportFile(house.app, UNIT, sent.id)).bytes,
    value(await exportFile(house.app, UNIT, sent.id, 'reverse')).bytes,
  ]
  const sheet = await readSheet(forward)
  expect(sheet.ok && sheet.lines.map((line) => line.cells.slice(3))).toEqual([
    ['Mã mũi tiêm', 'Mục', 'Đang có', 'Sửa thành'],
    ['D-dup', 'Xóa mũi', 'Giữ', 'Xóa'],
  ])
  const before = book.snapshot()
  await typeHandFile(book, forward)
  expect(book.doses.has('D-dup')).toBe(false)
  await typeHandFile(book, reverse)
  expect(book.snapshot()).toBe(before)
})

test('G08 a sheet of cards has its way back too: typed there and back, the Platform is what it was', async () => {
  const [record] = await recordsOf(house, ['S00000010'])
  const [dose] = await house.app.store.transaction((tx) => tx.records.dosesOf(record!.id))
  const phone = { field: 'phone', recorded: record!.phone, correct: '+84912345678', source: 'typed' } as const
  const wish = { types: ['WRONG_PHONE' as const, 'WRONG_DATE' as const], changes: [phone] }
  await approve(house, await aReport(house, record!, { ...wish, doses: [ofDose(dose!, { givenOn: '2021-09-09' })] }))
  const sent = await sendOut(house, 'hand_edit')
  const { rows } = value(await exportOf(house.app, UNIT, sent.id))
  const before = house.book.snapshot()
  house.book.edit('S00000010', { phone: '0912345678' })
  const typed = house.book.doses.get(dose!.platformDoseId)!
  house.book.editDose({ ...typed, date: '09/09/2021' })
  expect(rows[0]?.after).toMatchObject({ phone: '+84912345678', [`dose.${dose!.id}.givenOn`]: '2021-09-09' })
  await typeHandFile(house.book, value(await exportFile(house.app, UNIT, sent.id, 'reverse')).bytes)
  expect(house.book.snapshot()).toBe(before)
})

test('G05 a record that changed between report and export never goes out before the conflict has been looked at, whatever the door', async () => {
  const [record] = await recordsOf(house, ['S00000011'])
  const phone = { field: 'phone', recorded: record!.phone, correct: '+84911111111', source: 'typed' } as const
  await approve(house, await aReport(house, record!, { types: ['WRONG_PHONE'], changes: [phone] }))
  await house.db.updateTable('people').set({ phone: '+84922222222' }).where('id', '=', record!.id).execute()
  for (const kind of ['hand_edit', 'import_file', 'removal_list'] as const)
    expect(objectionOf(await exportForPlatform(house.app, { officer: house.clerk, kind }))).toBe('nothing_to_export')
  const { conflicts } = await exportDesk(house.app, UNIT)
  expect(conflicts[0]?.conflicts).toMatchObject([{ was: record!.phone, is: '+84922222222', approved: '+84911111111' }])
})

/** A passport code for each dose, as after a signature. */
async function hasCodes(personId: string, doses: readonly RecordedDose[]): Promise<void> {
  const [signedId, at] = [randomUUID(), house.clock.now()]
  const seal = {
    method: 'certificate',
    driver: 'soft',
    signature: Buffer.of(1),
    signer: '{}',
    sha256: '',
    canonical: '{}',
  }
  const who = { person_id: personId, unit_id: UNIT, signed_by: house.head.staffId }
  await house.db
    .insertInto('signed_records')
    .values({ id: signedId, ...who, ...seal, signed_at: at })
    .execute()
  const code = { person_id: personId, signed_record_id: signedId, hc1: 'HC1:', issued_at: at, expires_at: at }
  const rows = doses.map(({ number }) => ({ ...code, id: randomUUID(), ci: randomUUID(), dose_number: number ?? 0 }))
  await house.db.insertInto('passports').values(rows).execute()
}

test('G13 a dose is gone when the whole list of its unit no longer names it; a part of a list, one without a total or one with a nameless row says nothing', async () => {
  const { app, book } = house
  const [record] = await recordsOf(house, ['S00000009'])
  const claim = { number: null, givenOn: null, vaccine: null, lot: null, place: null, note: null }
  const [dose, other] = await app.store.transaction((tx) => tx.records.dosesOf(record!.id))
  const wish = { types: ['DOSE_NOT_MINE' as const], doses: [{ ...claim, doseId: dose!.id }] }
  const report = await aReport(house, record!, wish)
  for (const step of ['first', 'second'] as const) {
    const { staffId } = step === 'first' ? house.clerk : house.head
    await app.store.transaction((tx) => tx.secondLooks[step]({ reportId: report.id, round: 1, staffId, at: app.now() }))
  }
  await approve(house, report)
  await sendOut(house, 'removal_list')
  await hasCodes(record!.id, [dose!, other!])
  const read = async (list: string, isWhole = true) => {
    house.clock.advance(60_000)
    await settleResults(app, { importId: await importNow(house, list, 'mui-tiem.csv', UNIT, isWhole) })
    const row = house.db.selectFrom('export_rows').select('state').where('person_id', '=', record!.id)
    return (await row.orderBy('row_no').executeTakeFirstOrThrow()).state
  }
  const without = (...ids: string[]) => {
    const lines = dosesList(book, UNIT).split('\n').slice(0, -1)
    return lines.filter((line) => !ids.some((id) => line.includes(id)))
  }
  const whole = (lines: string[]) => [...lines, `Tổng số: ${lines.length - 1}`].join('\n')
  const fewer = without(dose!.platformDoseId)
  expect(await read(whole(fewer), false), 'nobody says that it is whole').toBe('exported')
  expect(await read(fewer.join('\n')), 'no total').toBe('exported')
  expect(await read(whole([...fewer, '"S00000009","","1","Pfizer","10/08/2021","",""'])), 'a nameless row').toBe(
    'exported',
  )
  expect(await read(whole(without(dose!.platformDoseId, other!.platformDoseId))), 'nothing of the person').toBe(
    'exported',
  )
  expect(await read(dosesList(book, UNIT)), 'it still stands there').toBe('not_landed')
  expect(await stateOf(house, report)).toBe('approved')

  await sendOut(house, 'removal_list')
  book.removeDose(dose!.platformDoseId)
  house.clock.advance(DAY)
  const platform = await startPracticePlatform(book)
  await readPlatformBack(house.through(httpPlatform({ url: platform.url, key: platform.key })))
  await platform.close()
  expect(await stateOf(house, report)).toBe('platform_updated')
  const left = await app.store.transaction((tx) => tx.records.dosesOf(record!.id))
  expect(left.map(({ platformDoseId }) => platformDoseId)).toEqual([other!.platformDoseId])
  const codes = await app.store.transaction((tx) => tx.passports.ofPerson(record!.id))
  expect(
    codes.map(({ doseNumber }) => doseNumber),
    'H05 the code of the dose is gone with it',
  ).toEqual([other!.number])
  const officer = { ...house.clerk, fullName: 'Cán bộ', unitName: 'Trạm' }
  const { doses } = value(await tellRecordStory(app, officer, 'S00000009'))
  expect(doses.find(({ doseId }) => doseId === dose!.id)?.isGone, 'its history stays').toBe(true)
})

test('G03 a list speaks only of what stands in it: doses leave a number open, a phone waits for its dose, and both together land', async () => {
  const [record] = await recordsOf(house, ['S00000003'])
  const [dose] = await house.app.store.transaction((tx) => tx.records.dosesOf(record!.id))
  const phone = { field: 'phone', recorded: record!.phone, correct: '+84977000333', source: 'typed' } as const
  const wish = { types: ['WRONG_PHONE' as const, 'WRONG_DATE' as const], changes: [phone] }
  const report = await aReport(house, record!, { ...wish, doses: [ofDose(dose!, { givenOn: '2021-09-19' })] })
  await approve(house, report)
  await sendOut(house, 'hand_edit')
  house.clock.advance(60_000)
  house.book.edit('S00000003', { phone: '0977000333' })
  await settleResults(house.app, { importId: await importNow(house, recordsList(house.book, UNIT), 'doi-tuong.csv') })
  expect(await stateOf(house, report), 'the list of people says nothing of doses').toBe('exported')
  const typed = house.book.doses.get(dose!.platformDoseId)!
  house.book.editDose({ ...typed, date: '19/09/2021' })
  await settleResults(house.app, { importId: await importNow(house, dosesList(house.book, UNIT), 'mui-tiem.csv') })
  expect(await stateOf(house, report)).toBe('platform_updated')
})
