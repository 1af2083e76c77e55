import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_CLAIM } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import {
  findWrongBatches,
  listBatches,
  openBatch,
  settleBatch,
} from '../../../core/use-cases/batches/find-wrong-batches.ts'
import { readRecordLines } from '../../../platform/sheets/record-sheets.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { anotherStation } from './another-station.ts'

const SITE = 'Điểm tiêm Nhà văn hoá'

let house: TestHouse
let officer: Officer
/** Ten quiet days of 12 doses, and one day of 12 doses on which eight people say that the date is wrong. */
beforeAll(async () => {
  house = await openTestHouse()
  officer = await anOfficer(house, { role: 'head' })
  for (let day = 1; day <= 10; day += 1) await aDay(`2021-09-${String(day).padStart(2, '0')}`, 'nhap-1', 0)
  await aDay('2021-09-20', 'nhap-2', 8)
})
afterAll(() => house.close())

async function aDay(givenOn: string, enteredBy: string, wrong: number): Promise<void> {
  for (let at = 0; at < 12; at += 1) {
    const person = await house.person({
      class: 'right',
      idNumber: null,
      doses: [{ givenOn, facility: SITE, lot: 'L1' }],
    })
    const dose = await house.db
      .updateTable('doses')
      .set({ entered_by: enteredBy })
      .where('person_id', '=', person.id)
      .returning('id')
      .executeTakeFirstOrThrow()
    if (at >= wrong) continue
    const claim = { ...NO_CLAIM, doseId: dose.id, givenOn: '2021-10-20' }
    await aReport(house, { personId: person.id, types: ['WRONG_DATE'], changes: [], doses: [claim] })
  }
}

test('E18 the day that went wrong is found with its account, and one fix is proposed for all its rows', async () => {
  expect(await findWrongBatches(house.app)).toBe(1)
  const [batch] = must(await listBatches(house.app, { officer, anew: false }))
  expect(batch).toMatchObject({
    facility: SITE,
    givenOn: '2021-09-20',
    enteredBy: 'nhap-2',
    doses: 12,
    wrong: 8,
    fault: 'reported',
  })
  const opened = must(await openBatch(house.app, { officer, batchId: batch?.id ?? '' }))
  expect(opened.fix).toEqual({ field: 'givenOn', value: '2021-10-20', said: 8 })
  expect(opened.doses).toHaveLength(12)
})

test('E18 what was settled stays settled when the search comes again; another station and the police do not see it', async () => {
  const [batch] = must(await listBatches(house.app, { officer, anew: false }))
  const onBatch = { officer, batchId: batch?.id ?? '' }
  must(await settleBatch(house.app, { ...onBatch, state: 'asked' }))
  const [again, ...more] = must(await listBatches(house.app, { officer, anew: true }))
  expect([again?.state, more]).toEqual(['asked', []])
  const police = await anOfficer(house, { role: 'police_officer' })
  expect(objectionOf(await openBatch(house.app, { ...onBatch, officer: police }))).toBe('not_your_role')
  await anotherStation(house)
  const elsewhere = await anOfficer(house, { role: 'head', unitId: 'tyt-khac' })
  expect(must(await listBatches(house.app, { officer: elsewhere, anew: true }))).toEqual([])
  expect(objectionOf(await openBatch(house.app, { ...onBatch, officer: elsewhere }))).toBe('no_such_list')
})

test('E18 the Platform’s dose list brings the account that entered a dose, where it has the column', () => {
  const heads = ['Mã đối tượng', 'Mã mũi tiêm', 'Loại vắc xin', 'Ngày tiêm', 'Tài khoản nhập']
  const lines = [heads, ['S1', 'M1', 'AstraZeneca', '10/09/2021', 'tyt.mau.01']].map((cells, at) => ({
    rowNo: at + 1,
    cells,
  }))
  const sheet = readRecordLines(lines)
  expect(sheet.ok && sheet.rows[0]?.facts).toMatchObject({ entered_by: 'tyt.mau.01' })
})
