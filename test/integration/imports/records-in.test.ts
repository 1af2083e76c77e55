import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyImport, requestApply } from '../../../core/use-cases/imports/apply-import.ts'
import { readImport } from '../../../core/use-cases/imports/read-import.ts'
import { undoImport } from '../../../core/use-cases/imports/undo-import.ts'
import { uploadImport } from '../../../core/use-cases/imports/upload-import.ts'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const RECORDS = readFileSync(sharedData('matching/sample/records.csv'))
const DOSES = readFileSync(sharedData('matching/sample/doses.csv'))

test('the 5,000-row sample imports with correct classes and totals, and undo restores the former state exactly', async () => {
  const old = await importNow(csv(RECORDS, 1, 2_000), 'old.csv')
  expect(old.state).toBe('applied')
  const before = await snapshot('people')

  const all = await importNow(changed(RECORDS), 'all.csv')
  expect(all.totals).toMatchObject({ rows: 5_000, refused: 0 })
  expect(all.totals.added + all.totals.changed + all.totals.same).toBe(5_000)
  expect(all.totals.added).toBe(3_000)
  const toChange = RECORDS.toString('utf8')
    .split('\n')
    .slice(1, 101)
    .filter((line) => line.includes(GROUP)).length
  expect(toChange).toBeGreaterThan(20)
  expect(all.totals.changed).toBe(toChange)
  const inClasses = Object.values(all.totals.classes).reduce((sum, count) => sum + count, 0)
  expect(inClasses).toBe(5_000)
  expect(await classesOfTruth()).toEqual({ wrongly: [] })

  expect(await undoImport(house.app, { importId: all.id })).toEqual({ ok: true, value: null })
  expect(await snapshot('people')).toBe(before)
  expect(await undoImport(house.app, { importId: all.id })).toEqual({ ok: true, value: null })
})

test('the same sample as a workbook gives the same classes and totals as the CSV', async () => {
  const lines = RECORDS.toString('utf8').trim().split('\n').slice(0, 1_001).join('\n')
  const [headers = [], ...rows] = parse(lines) as string[][]
  const book = await writeSheet({ sheetName: 'Dữ liệu', columns: headers.map((header) => ({ header })), rows })
  const fromBook = await importNow(book, 'sample.xlsx')
  const fromCsv = await importNow(Buffer.from(lines), 'sample.csv')
  expect(fromBook.state).toBe('applied')
  expect(fromCsv.totals).toMatchObject({ rows: fromBook.totals.rows, same: fromBook.totals.rows, refused: 0 })
  expect(fromCsv.totals.classes).toEqual(fromBook.totals.classes)
  expect(fromCsv.totals.idDigits).toBe(fromBook.totals.idDigits)
})

test('an import that somebody built on is not undone', async () => {
  const first = await importNow(csv(RECORDS, 2_001, 2_100), 'first.csv')
  await importNow(changed(csv(RECORDS, 2_001, 2_100)), 'second.csv')
  const undone = await undoImport(house.app, { importId: first.id })
  expect(undone).toMatchObject({ ok: false, objection: { code: 'import_superseded' } })
})

test('E08 pairs that the night search found go with their import; two records that an officer joined hold it', async () => {
  const { store } = house.app
  const sheet = csv(RECORDS, 2_201, 2_210)
  const first = await importNow(sheet, 'pairs.csv')
  const [one, other] = await peopleOf(first.id)
  const pair = { firstId: one, secondId: other, unitId: 'tyt-mau', bits: 9, parts: [], foundAt: house.clock.now() }
  await store.transaction((tx) => tx.duplicates.keep({ unitIds: ['tyt-mau'] }, [pair]))
  expect(await undoImport(house.app, { importId: first.id })).toEqual({ ok: true, value: null })

  const second = await importNow(sheet, 'pairs-again.csv')
  const [keptId, joinedId] = await peopleOf(second.id)
  const { staffId: proposedBy } = await house.staff({ role: 'clerk' })
  const join = { id: randomUUID(), keptId, joinedId, reportId: null, proposedBy, proposedAt: house.clock.now() }
  await store.transaction((tx) => tx.samePerson.propose(join))
  const undone = await undoImport(house.app, { importId: second.id })
  expect(undone).toMatchObject({ ok: false, objection: { code: 'import_superseded' } })
})

async function peopleOf(importId: string): Promise<[string, string]> {
  const people = house.db.selectFrom('people').select('id').where('import_id', '=', importId)
  const [one, other] = await people.orderBy('id').execute()
  if (!one || !other) throw new Error('the import brought nobody')
  return [one.id, other.id]
}

test('doses go to their people; doses of nobody come back with the reason', async () => {
  await importNow(RECORDS, 'people.csv')
  const doses = await importNow(
    Buffer.concat([DOSES, Buffer.from('S_nobody,D_1,1,Pfizer,01/01/2022,X,Y,Z\n')]),
    'doses.csv',
  )
  expect(doses).toMatchObject({ kind: 'doses', state: 'applied' })
  expect(doses.totals).toMatchObject({ rows: 11_951, refused: 1 })
  const errors = await house.app.store.transaction((tx) =>
    tx.imports.rows(doses.id, { only: 'errors', offset: 0, limit: 5 }),
  )
  expect(errors.map((row) => [row.recordId, row.errors])).toEqual([['S_nobody', ['person_unknown']]])
})

test('G06 a file whose rows differ from the declared total is refused with the difference, and nothing is written', async () => {
  const before = await snapshot('people')
  const run = await importNow(csv(RECORDS, 1, 10), 'ten.csv', 12)
  expect(run).toMatchObject({ state: 'refused', refusal: 'totals_differ:-2' })
  expect(await snapshot('people')).toBe(before)
})

test('G06 a file that is short of the total it states itself is refused with the difference; a whole one counts no row too many', async () => {
  const lines = csv(RECORDS, 1, 10).toString('utf8').trimEnd()
  const short = await importNow(Buffer.from(`${lines}\nTổng số: 12\n`), 'short.csv')
  expect(short).toMatchObject({ state: 'refused', refusal: 'totals_differ:-2', rowsDeclared: 12 })
  const whole = await importNow(Buffer.from(`${lines}\nTổng số: 10\n`), 'whole.csv')
  expect(whole).toMatchObject({ state: 'applied', totals: { rows: 10, refused: 0 } })
})

test('an export without results leaves the match result of an unchanged identity, and drops it with a changed one', async () => {
  const heads = 'record_id,full_name,dob,gender,id_number'
  const line = 'S_MATCHED,Nguyễn Thị Thử,17/05/1990,Nữ,001190012345'
  await importNow(Buffer.from(`${heads},Kết quả xác minh\n${line},Đúng\n`), 'with-result.csv')
  expect(await matchOf('S_MATCHED')).toEqual({ match_result: 'right', class: 'right' })
  await importNow(Buffer.from(`${heads}\n${line}\n`), 'without.csv')
  expect(await matchOf('S_MATCHED')).toEqual({ match_result: 'right', class: 'right' })
  await importNow(Buffer.from(`${heads}\n${line.replace('Thử', 'Khác')}\n`), 'changed.csv')
  expect(await matchOf('S_MATCHED')).toEqual({ match_result: null, class: 'not_matched' })
})

test('a broken workbook is refused whole', async () => {
  const run = await importNow(Buffer.from('PK\u0003\u0004 this was a workbook once'), 'broken.xlsx')
  expect(run.state).toBe('refused')
  expect(['damaged', 'not_a_sheet']).toContain(run.refusal)
})

async function importNow(bytes: Buffer, fileName: string, rowsDeclared: number | null = null) {
  const sent = await uploadImport(house.app, { officer: null, unitId: 'tyt-mau', fileName, bytes, rowsDeclared })
  if (!sent.ok) throw new Error(sent.objection.code)
  await readImport(house.app, sent.value)
  await requestApply(house.app, { importId: sent.value.importId, officer: null })
  await applyImport(house.app, sent.value)
  const run = await house.app.store.transaction((tx) => tx.imports.get(sent.value.importId))
  return run!
}

function csv(bytes: Buffer, from: number, to: number): Buffer {
  const lines = bytes.toString('utf8').split('\n')
  return Buffer.from([lines[0], ...lines.slice(from, to + 1)].join('\n'))
}

const GROUP = '13. Người từ 18 tuổi trở lên'

/** The first hundred lines get another priority group where they had the commonest one. */
function changed(bytes: Buffer): Buffer {
  const lines = bytes.toString('utf8').split('\n')
  return Buffer.from(lines.map((line, index) => (index <= 100 ? line.replace(GROUP, '9. Nhóm khác') : line)).join('\n'))
}

async function snapshot(table: string): Promise<string> {
  const { rows } = await sql<{
    all: string
  }>`select md5(coalesce(string_agg(to_jsonb(t)::text, '|' order by t.id), '')) as all from ${sql.table(table)} t`.execute(
    house.db,
  )
  return rows[0]!.all
}

/** The generator's truth knows which records have no number or a malformed one. */
async function classesOfTruth() {
  const truth = readFileSync(sharedData('matching/sample/truth.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const stored = new Map(
    (await house.db.selectFrom('people').select(['record_id', 'class']).execute()).map((row) => [
      row.record_id,
      row.class,
    ]),
  )
  const wanted: Record<string, string> = { missing_id: 'no_id', malformed_id: 'malformed_id' }
  const wrongly = truth.filter(
    ([, present, , , primary, type]) => present === '1' && wanted[type!] && stored.get(primary!) !== wanted[type!],
  )
  return { wrongly: wrongly.map((row) => [row[4], row[5], row[6], stored.get(row[4]!)]) }
}

async function matchOf(recordId: string) {
  return house.db
    .selectFrom('people')
    .select(['match_result', 'class'])
    .where('record_id', '=', recordId)
    .executeTakeFirstOrThrow()
}
