import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import { importWorkbook } from '../../../core/use-cases/police/import-workbook.ts'
import { makeWorkbook } from '../../../core/use-cases/police/make-workbook.ts'
import { policeDesk } from '../../../core/use-cases/police/read-police-lists.ts'
import { storedWorkbook } from '../../../core/use-cases/police/read-workbooks.ts'
import { readLockedSheet } from '../../../platform/sheets/read-locked-sheet.ts'
import { resavedByLibreOffice, type Typed } from '../../support/libre-office.ts'
import {
  answeredList,
  type ChainHouse,
  newIdNumber,
  objectionOf,
  openChainHouse,
  peopleWaiting,
  signedReturn,
  value,
  words,
} from '../chain/chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

const HEAD_LINE = 5
const ANSWER = 5

async function aBook(people: number) {
  await peopleWaiting(house, people)
  const list = await answeredList(house, 0)
  const { id, password } = value(await makeWorkbook(house.app, { officer: house.clerk, number: list.number }))
  const bytes = await storedWorkbook(house.app, { officer: house.clerk, number: list.number, id })
  if (!bytes) throw new Error('no file')
  return { list, password, bytes }
}

type Rows = CellValue[][]

/** As an office program would save it: read whole, changed, written whole, with the same or no password. */
async function opened(bytes: Buffer, password: string) {
  const [sheet] = (await readXlsx(bytes, { password })).sheets
  return async (change: (rows: Rows) => void, lock = true) => {
    const rows = (sheet?.rows ?? []).map((row) => [...row])
    change(rows)
    const book = { sheets: [{ name: sheet?.name ?? '', rows }] }
    return Buffer.from(await writeXlsx({ ...book, ...(lock && { encryption: { password, spinCount: 10 } }) }))
  }
}

const allMatch = (rows: Rows) => {
  for (const row of rows.slice(HEAD_LINE)) row[ANSWER] = 'Khớp'
}

const take = (number: string, bytes: Buffer, password: string, officer = house.police) =>
  importWorkbook(house.app, { officer, number, bytes, password })

const answers = () =>
  house.db
    .selectFrom('police_rows')
    .select(['row_no', 'answer'])
    .where('answer', 'is not', null)
    .orderBy('row_no')
    .execute()

test('F07 exchange without network: opened, filled and saved in LibreOffice with its password, every digit comes back', async () => {
  const { list, password, bytes } = await aBook(3)
  const typed: Typed = [
    { column: ANSWER, line: HEAD_LINE, text: 'Khớp' },
    { column: ANSWER, line: HEAD_LINE + 1, text: 'Sai thông tin' },
    { column: ANSWER + 2, line: HEAD_LINE + 1, text: 'Sai' },
    { column: ANSWER, line: HEAD_LINE + 2, text: 'Cần đến gặp trực tiếp' },
    { column: ANSWER + 5, line: HEAD_LINE + 2, text: '25/11/2026' },
    { column: ANSWER + 6, line: HEAD_LINE + 2, text: 'Sáng' },
  ]
  const saved = await resavedByLibreOffice(bytes, password, typed)
  expect(saved.includes(Buffer.from('EncryptedPackage', 'utf16le')), 'LibreOffice keeps the lock').toBe(true)
  const legal = async (file: Buffer) => {
    const sheet = await readLockedSheet(file, password)
    return sheet.ok ? sheet.lines.slice(HEAD_LINE).map((line) => line.slice(0, ANSWER)) : []
  }
  const after = await legal(saved)
  expect(after).toEqual(await legal(bytes))
  const numbers = [1, 2, 3].map(newIdNumber)
  expect(after.map((line) => line[4]).toSorted(), 'the zeros in front stay').toEqual(numbers)
  expect(objectionOf(await take(list.number, saved, 'AAAA-BBBB-CCCC-DDDD'))).toBe('workbook_password_wrong')
  expect(value(await take(list.number, saved, password.toLowerCase().replaceAll('-', ' ')))).toEqual({
    changed: 3,
    left: 0,
  })
  const rows = await house.db.selectFrom('police_rows').selectAll().orderBy('row_no').execute()
  expect(rows.map((row) => [row.answer, row.wrong_fields, row.come_on && String(row.come_on), row.come_part])).toEqual([
    ['match', [], null, null],
    ['wrong_field', ['birthDate'], null, null],
    ['must_come', [], '2026-11-25', 'morning'],
  ])
  expect(value(await take(list.number, saved, password)), 'the same file once more').toEqual({ changed: 0, left: 0 })
})

test('F07 the file tells nothing without its password, carries the hash, and locks all but the answers', async () => {
  const { list, password, bytes } = await aBook(2)
  expect(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))).toBe(true)
  for (const inside of [newIdNumber(1), 'Trần Thị Mẫu', 'xl/worksheets', password])
    expect(bytes.includes(inside)).toBe(false)
  const [sheet] = (await readXlsx(bytes, { password, readStyles: true })).sheets
  expect(sheet?.rows.slice(0, 3).flat().join(' ')).toContain(list.sha256)
  expect(sheet?.protection?.sheet).toBe(true)
  expect(sheet?.freezePane?.rows).toBe(HEAD_LINE)
  expect(sheet?.dataValidations?.map(({ range }) => range)).toEqual([
    'F6:F7',
    'G6:G7',
    'H6:H7',
    'I6:I7',
    'J6:J7',
    'L6:L7',
  ])
  const cell = (column: number) => sheet?.cells?.get(`${HEAD_LINE},${column}`)?.style
  expect([cell(4)?.numFmt, cell(4)?.protection?.locked, cell(ANSWER)?.protection?.locked]).toEqual(['@', true, false])
  const columns = await house.db.selectFrom('police_workbooks').selectAll().execute()
  expect(JSON.stringify(columns)).not.toContain(password)
  const audit = await house.db
    .selectFrom('audit')
    .select(['action', 'detail'])
    .where('action', 'like', '%workbook')
    .execute()
  expect(audit.map(({ action }) => action)).toEqual(['make_police_workbook', 'download_police_workbook'])
  const sent = await house.db.selectFrom('outbox').select('content').execute()
  expect(JSON.stringify(sent), 'no list goes out by any channel').not.toMatch(/001190|xlsx|Trần Thị Mẫu/)
})

test('F07 whatever is not as it was issued is refused with its own sentence, and nothing is imported', async () => {
  const { list, password, bytes } = await aBook(3)
  const save = await opened(bytes, password)
  const filled = (change: (rows: Rows) => void) =>
    save((rows) => {
      allMatch(rows)
      change(rows)
    })
  const put = (line: number, column: number, text: CellValue) => filled((rows) => rows[line]?.splice(column, 1, text))
  const [first, second] = [HEAD_LINE, HEAD_LINE + 1]
  const locked = (file: Buffer) => [file, password] as const
  const tried = {
    workbook_password_wrong: [[bytes, 'AAAA-BBBB-CCCC-DDDD']],
    workbook_not_locked: [locked(await save(allMatch, false))],
    workbook_unreadable: [
      locked(Buffer.from('not a workbook')),
      locked(await filled((rows) => rows.splice(0, HEAD_LINE))),
    ],
    workbook_other_list: [locked(await put(1, 0, 'Mã băm SHA-256: 00'))],
    workbook_row_changed: [
      locked(await put(first, 4, '001190000009')),
      locked(await put(first, 4, 1_190_000_001)),
      locked(await put(second, 1, 'Trần Thị Máu')),
      locked(await put(second, 2, '18/05/1990')),
    ],
    workbook_row_unknown: [locked(await put(second, 0, '9'))],
    workbook_row_twice: [locked(await filled((rows) => rows.splice(second, 1, [...(rows[first] ?? [])])))],
    workbook_answer_unreadable: [locked(await put(second, ANSWER, 'ok'))],
    workbook_field_needed: [locked(await put(second, ANSWER, 'Sai thông tin'))],
    appointment_over: [
      locked(
        await filled((rows) => rows[second]?.splice(ANSWER, 6, 'Cần đến gặp trực tiếp', '', '', '', '', '01/01/2026')),
      ),
    ],
  } as const
  for (const [code, files] of Object.entries(tried))
    for (const [file, key] of files) expect(objectionOf(await take(list.number, file, key)), code).toBe(code)
  const stranger = await house.staff({ role: 'clerk', unitId: 'ttyt-mau' })
  const whole = await save(allMatch)
  expect(objectionOf(await take(list.number, whole, password, stranger))).toBe('no_such_list')
  expect(await answers()).toEqual([])
  expect(value(await take(list.number, whole, password, house.clerk)), 'the station may type it in').toMatchObject({
    changed: 3,
  })
})

test('F07 another list’s workbook is refused, even with its own password', async () => {
  const one = await aBook(2)
  const other = await aBook(1)
  expect(objectionOf(await take(other.list.number, one.bytes, one.password))).toBe('workbook_other_list')
})

test('F03 a workbook with 3 of 200 rows missing imports 197 and keeps 3 overdue', async () => {
  const { list, password, bytes } = await aBook(200)
  const back = await (await opened(bytes, password))((rows) => {
    allMatch(rows)
    rows[HEAD_LINE + 9]![ANSWER] = ''
    rows.splice(HEAD_LINE + 100, 2)
  })
  expect(value(await take(list.number, back, password))).toEqual({ changed: 197, left: 3 })
  const returned = await signedReturn(house, list.id)
  const accept = { officer: house.clerk, returnId: returned.id, returnedFile: null, words }
  expect(value(await acceptReturn(house.app, accept))).toEqual({ confirmed: 197, objected: 0, stillOpen: 3 })
  house.clock.advance(3 * 86_400_000)
  const [summary] = await policeDesk(house.app, 'ca-mau')
  expect(summary).toMatchObject({ state: 'partly_returned', open: 3, onClock: 3, answered: 197 })
  expect(summary!.dueAt < house.clock.now()).toBe(true)
})
