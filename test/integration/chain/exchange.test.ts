import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { acceptConflict } from '../../../core/use-cases/exchange/accept-conflict.ts'
import { decideConflict } from '../../../core/use-cases/exchange/decide-conflict.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { markSaved } from '../../../core/use-cases/exchange/mark-saved.ts'
import { exportDesk, exportFile, exportOf } from '../../../core/use-cases/exchange/read-exchange.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { uploadResults } from '../../../core/use-cases/exchange/upload-results.ts'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import {
  answeredList,
  approve,
  aReport,
  type ChainHouse,
  hashOf,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  signedReturn,
  stateOf,
  value,
  words,
} from './chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

async function confirmedPeople(count: number): Promise<PlatformRecord[]> {
  const people = await peopleWaiting(house, count)
  const list = await answeredList(house, count)
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  return people
}

const sendOut = async (kind: 'import_file' | 'hand_edit') =>
  value(await exportForPlatform(house.app, { officer: house.clerk, kind }))

const reportOf = (person: PlatformRecord) =>
  house.db.selectFrom('reports').selectAll().where('person_id', '=', person.id).executeTakeFirstOrThrow()

const HEADER = 'Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Kết quả xác minh'

function resultLine(person: PlatformRecord, idNumber: string, result = 'Xác minh thông tin đúng'): string {
  return `${person.recordId},${person.fullName},17/05/1990,Nữ,${idNumber},${result}`
}

async function readBack(lines: string[], header = HEADER) {
  house.clock.advance(60_000)
  const bytes = Buffer.from([header, ...lines].join('\n'), 'utf8')
  const upload = { officer: house.clerk, unitId: 'tyt-mau', fileName: 'ket-qua.csv', bytes, rowsDeclared: null }
  const { importId, known } = value(await uploadResults(house.app, upload))
  await settleResults(house.app, { importId })
  return { importId, known }
}

test('G01 Excel file: every cell is text, leading zeros stay, hash and totals are stored', async () => {
  await confirmedPeople(2)
  const sent = await sendOut('import_file')
  const { bytes } = value(await exportFile(house.app, 'tyt-mau', sent.id))
  expect(hashOf(bytes)).toBe(sent.fileSha256)
  expect(sent).toMatchObject({ number: 'XD-2026-0001', staffId: house.clerk.staffId })
  const sheet = await readSheet(bytes)
  if (!sheet.ok) throw new Error(sheet.reason)
  const [header, ...rows] = sheet.lines.map((line) => line.cells)
  const at = (name: string) => header?.findIndex((cell) => cell.startsWith(name)) ?? -1
  expect(rows.map((row) => row[at('Số CCCD')]).sort()).toEqual([newIdNumber(1), newIdNumber(2)])
  expect(rows[0]?.[at('Ngày tháng năm sinh')]).toBe('17/05/1990')
  expect(rows[0]?.[at('Giới tính')]).toBe('Nữ')
})

test('G06 control totals: rows, digits and classes of an export; a result file that is short of its own total is refused', async () => {
  const people = await confirmedPeople(3)
  const sent = await sendOut('import_file')
  const digits = [1, 2, 3].flatMap((n) => [...newIdNumber(n)].map(Number)).reduce((sum, digit) => sum + digit, 0)
  expect(sent.totals).toEqual({ rows: 3, idDigits: digits, perClass: { no_id: 3 } })
  const bytes = Buffer.from([HEADER, resultLine(people[0]!, newIdNumber(1)), 'Tổng số: 3'].join('\n'))
  const upload = { officer: house.clerk, unitId: 'tyt-mau', fileName: 'k.csv', bytes, rowsDeclared: null }
  const outcome = await uploadResults(house.app, upload)
  expect(outcome).toMatchObject({
    ok: false,
    objection: { code: 'totals_differ', detail: { stated: 3, counted: 1, difference: -2 } },
  })
})

test('G03 read back: landed, silently lost and overwritten rows are told apart', async () => {
  const [landed, lost, other] = (await confirmedPeople(3)) as [PlatformRecord, PlatformRecord, PlatformRecord]
  const sent = await sendOut('import_file')
  await readBack([
    resultLine(landed, newIdNumber(1)),
    resultLine(lost, '', 'Không xác minh được'),
    resultLine(other, '001190777777', 'Xác minh thông tin sai'),
  ])
  const { rows } = value(await exportOf(house.app, 'tyt-mau', sent.id))
  const stateOfRow = (person: PlatformRecord) => rows.find((row) => row.personId === person.id)?.state
  expect([landed, lost, other].map(stateOfRow)).toEqual(['landed', 'not_landed', 'changed_by_other'])
  expect((await reportOf(landed)).state).toBe('platform_updated')
  expect((await reportOf(lost)).state).toBe('approved')
  expect((await reportOf(other)).state).toBe('approved')
})

test('D07 proof that the change landed: only a landed row tells the citizen, and the report points at it', async () => {
  const [person] = (await confirmedPeople(1)) as [PlatformRecord]
  await sendOut('import_file')
  await readBack([resultLine(person, '', 'Không xác minh được')])
  const told = async () =>
    (await house.db.selectFrom('outbox').select('content').orderBy('sequence').execute()).map(
      (row) => (row.content as { templateKey: string }).templateKey,
    )
  expect(await told()).not.toContain('report-landed')
  await sendOut('import_file')
  await readBack([resultLine(person, newIdNumber(1))])
  expect(await told()).toContain('report-landed')
  const report = await reportOf(person)
  const row = await house.db
    .selectFrom('export_rows')
    .selectAll()
    .where('state', '=', 'landed')
    .executeTakeFirstOrThrow()
  expect(report.landed_row_id).toBe(row.id)
  const mirrored = await house.db.selectFrom('people').selectAll().where('id', '=', person.id).executeTakeFirstOrThrow()
  expect(mirrored).toMatchObject({ id_number: newIdNumber(1), class: 'right', match_result: 'right' })
  expect((await house.db.selectFrom('identity_cases').select('state').execute()).map((one) => one.state)).toEqual([
    'matched',
  ])
})

test('F10 result of the national match: a wrong one counts a round and lists the person again; the same file twice changes nothing', async () => {
  const [right, wrong] = (await confirmedPeople(2)) as [PlatformRecord, PlatformRecord]
  await sendOut('import_file')
  const lines = [resultLine(right, newIdNumber(1)), resultLine(wrong, newIdNumber(2), 'Xác minh thông tin sai')]
  const first = await readBack(lines)
  const everything = async () =>
    Promise.all(
      (
        [
          'people',
          'reports',
          'identity_cases',
          'export_rows',
          'report_events',
          'outbox',
          'import_rows',
          'imports',
        ] as const
      ).map((table) => house.db.selectFrom(table).selectAll().execute()),
    )
  const before = await everything()
  const second = await readBack(lines)
  expect(second).toEqual({ importId: first.importId, known: true })
  await settleResults(house.app, { importId: first.importId })
  expect(await everything()).toEqual(before)
  const cases = await house.db.selectFrom('identity_cases').select(['person_id', 'state', 'rounds']).execute()
  expect(cases.find((one) => one.person_id === wrong.id)).toMatchObject({ state: 'listed', rounds: 2 })
  expect(cases.find((one) => one.person_id === right.id)).toMatchObject({ state: 'matched', rounds: 1 })
})

test('G02 hand edit: phone and dose changes wait on cards, a tick is kept and counted', async () => {
  const person = await house.person({ idNumber: newIdNumber(9) })
  const [dose] = await house.app.store.transaction((tx) => tx.records.dosesOf(person.id))
  const claim = {
    doseId: dose?.id ?? null,
    number: 1,
    givenOn: '2021-09-09',
    vaccine: null,
    lot: null,
    place: null,
    note: null,
  }
  const phone = { field: 'phone', recorded: null, correct: '+84912345678', source: 'typed' } as const
  const report = await aReport(house, person, {
    types: ['WRONG_DATE', 'WRONG_PHONE'],
    changes: [phone],
    doses: [claim],
  })
  expect(await approve(house, report)).toBe(2)
  const sent = await sendOut('hand_edit')
  const { rows } = value(await exportOf(house.app, 'tyt-mau', sent.id))
  expect(rows[0]?.after).toEqual({
    phone: '+84912345678',
    [`dose.${dose?.id}.number`]: '1',
    [`dose.${dose?.id}.givenOn`]: '2021-09-09',
  })
  expect(rows[0]?.before).toMatchObject({ phone: null, [`dose.${dose?.id}.givenOn`]: '2021-11-10' })
  const ticked = await markSaved(house.app, {
    officer: house.clerk,
    exportId: sent.id,
    rowId: rows[0]?.id ?? '',
    saved: true,
  })
  expect(value(ticked)).toEqual({ saved: 1, rows: 1, nextRow: null })
  expect(await stateOf(house, report)).toBe('exported')
  await readBack([`${person.recordId},${person.fullName},17/05/1990,Nữ,${newIdNumber(9)},Xác minh thông tin đúng`])
  expect(await stateOf(house, report), 'a list without doses and phones says nothing about them').toBe('exported')
})

test('G03 read back: doses land when the Platform’s own dose list shows them', async () => {
  const person = await house.person({ idNumber: newIdNumber(9) })
  const claim = {
    doseId: null,
    number: 2,
    givenOn: '2022-01-02',
    vaccine: 'Pfizer',
    lot: null,
    place: null,
    note: null,
  }
  const report = await aReport(house, person, { types: ['MISSING_DOSE'], doses: [claim] })
  await approve(house, report)
  await sendOut('hand_edit')
  house.clock.advance(60_000)
  const dosesImport = async (dose: object | null) => {
    const id = crypto.randomUUID()
    const run = { id, kind: 'doses', unit_id: 'tyt-mau', file_name: 'mui-tiem.csv', sha256: id, state: 'applied' }
    await house.db
      .insertInto('imports')
      .values({ ...run, created_at: house.clock.now() })
      .execute()
    const facts = JSON.stringify({ person_id: person.id })
    await house.db.insertInto('import_rows').values({ import_id: id, row_no: 2, cells: '[]', facts }).execute()
    const base = { id: crypto.randomUUID(), person_id: person.id, import_id: id, platform_dose_id: 'D-new' }
    if (dose)
      await house.db
        .insertInto('doses')
        .values({ ...base, vaccine: '', ...dose })
        .execute()
    await settleResults(house.app, { importId: id })
  }
  await dosesImport(null)
  expect(await stateOf(house, report), 'silently lost').toBe('approved')
  await sendOut('hand_edit')
  house.clock.advance(60_000)
  await dosesImport({ vaccine: 'Pfizer', number: 2, given_on: '2022-01-02' })
  expect(await stateOf(house, report)).toBe('platform_updated')
})

test('G05 somebody changed the record meanwhile: it is not overwritten before an officer has seen was, is and approved', async () => {
  const person = await house.person({ idNumber: newIdNumber(9), phone: '+84900000001' })
  const phone = { field: 'phone', recorded: '+84900000001', correct: '+84912345678', source: 'typed' } as const
  await approve(house, await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone] }))
  await house.db.updateTable('people').set({ phone: '+84900000002' }).where('id', '=', person.id).execute()
  const kept = await exportForPlatform(house.app, { officer: house.clerk, kind: 'hand_edit' })
  expect(objectionOf(kept)).toBe('nothing_to_export')
  const { conflicts } = await exportDesk(house.app, 'tyt-mau')
  const [conflict] = conflicts[0]?.conflicts ?? []
  expect(conflict).toMatchObject({ path: 'phone', was: '+84900000001', is: '+84900000002', approved: '+84912345678' })
  value(await acceptConflict(house.app, { officer: house.clerk, changeId: conflict?.changeId ?? '' }))
  expect((await sendOut('hand_edit')).totals.rows).toBe(1)
})

/** Somebody else writes another phone after the approval; answers the conflict and its report. */
async function contested(serial: number, wish: Partial<Parameters<typeof aReport>[2]> = {}) {
  const person = await house.person({ idNumber: newIdNumber(serial), phone: '+84900000001' })
  const phone = { field: 'phone', recorded: '+84900000001', correct: '+84912345678', source: 'typed' } as const
  const report = await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone], ...wish })
  await approve(house, report)
  await house.db.updateTable('people').set({ phone: '+84900000002' }).where('id', '=', person.id).execute()
  const { conflicts } = await exportDesk(house.app, 'tyt-mau')
  const changeId = conflicts.find(({ record }) => record.id === person.id)?.conflicts[0]?.changeId ?? ''
  return { report, changeId }
}

const decide = (changeId: string, choice: 'keep_platform' | 'ask_again', officer = house.clerk) =>
  decideConflict(house.app, { officer, changeId, choice })

test('G05 an officer keeps the Platform’s value: with nothing left the report comes back to be answered, with a dose it goes on', async () => {
  const alone = await contested(9)
  value(await decide(alone.changeId, 'keep_platform'))
  expect(await stateOf(house, alone.report)).toBe('queued')
  const claim = { doseId: null, number: 3, givenOn: '2022-03-03', vaccine: null, lot: null, place: null, note: null }
  const both = await contested(10, { types: ['WRONG_PHONE', 'MISSING_DOSE'], doses: [claim] })
  value(await decide(both.changeId, 'keep_platform'))
  expect(await stateOf(house, both.report), 'the dose still waits').toBe('approved')
  expect((await exportDesk(house.app, 'tyt-mau')).conflicts).toEqual([])
  const sent = await sendOut('hand_edit')
  const { rows } = value(await exportOf(house.app, 'tyt-mau', sent.id))
  expect(rows.map(({ after }) => Object.keys(after).map((path) => path.split('.').at(-1)))).toEqual([
    ['number', 'givenOn'],
  ])
  expect(await stateOf(house, both.report)).toBe('exported')
  expect(objectionOf(await decide(both.changeId, 'keep_platform')), 'once').toBe('changed_meanwhile')
})

test('G05 another value than both is another decision: the report is looked at again as a new round', async () => {
  const { report, changeId } = await contested(9)
  value(await decide(changeId, 'ask_again'))
  const row = house.db.selectFrom('reports').select(['state', 'round']).where('id', '=', report.id)
  expect(await row.executeTakeFirst()).toEqual({ state: 'queued', round: 2 })
  expect(objectionOf(await exportForPlatform(house.app, { officer: house.clerk, kind: 'hand_edit' }))).toBe(
    'nothing_to_export',
  )
})

test('G05 what the police confirmed is not the station’s to give up: it goes out, or the police are asked once more', async () => {
  const [person] = await confirmedPeople(1)
  await readBack([resultLine(person!, '001090999999', 'Xác minh thông tin sai')])
  const { conflicts } = await exportDesk(house.app, 'tyt-mau')
  const changeId = conflicts[0]?.conflicts[0]?.changeId ?? ''
  expect(objectionOf(await decide(changeId, 'keep_platform'))).toBe('not_possible_now')
  value(await decide(changeId, 'ask_again'))
  const cases = house.db.selectFrom('identity_cases').select(['state', 'rounds'])
  expect(await cases.execute()).toEqual([{ state: 'listed', rounds: 2 }])
  expect((await reportOf(person!)).state).toBe('queued')
  expect((await exportDesk(house.app, 'tyt-mau')).conflicts).toEqual([])
})

test('G05 E11 a foreigner’s identity was approved by two: one officer alone does not give it up, neither in the code nor in the table', async () => {
  const { report, changeId } = await contested(9)
  const { health_event_id } = await house.db.selectFrom('approved_changes').selectAll().executeTakeFirstOrThrow()
  for (const step of ['first', 'second'] as const) {
    const { staffId } = step === 'first' ? house.clerk : house.head
    const look = { reportId: report.id, round: 1, staffId, at: house.clock.now() }
    await house.app.store.transaction((tx) => tx.secondLooks[step](look))
  }
  const { person_id } = await reportOf({ id: report.personId } as PlatformRecord)
  const id = crypto.randomUUID()
  const name = { id, person_id: person_id!, field: 'full_name', kind: 'identity', foreigner: true, health_event_id }
  const values = { recorded: '"JOHN DOE"', correct: '"JOHN ROE"', report_id: report.id, created_at: house.clock.now() }
  await house.db
    .insertInto('approved_changes')
    .values({ ...name, ...values })
    .execute()
  expect(value(await decide(id, 'keep_platform'))).toEqual({ waits: true })
  expect(objectionOf(await decide(id, 'keep_platform'))).toBe('second_officer_needed')
  const dropped = house.db.updateTable('approved_changes').set({ state: 'dropped' }).where('id', '=', id).execute()
  await expect(dropped).rejects.toThrow('approved_changes_check')
  expect(value(await decide(id, 'keep_platform', house.head))).toEqual({ waits: false })
  expect(await stateOf(house, report), 'the phone is still contested').toBe('approved')
  value(await decide(changeId, 'keep_platform'))
  expect(await stateOf(house, report)).toBe('queued')
})
