import { expect, test } from 'vitest'
import { recordSheets } from '../../../platform/sheets/record-sheets.ts'
import { type Meant, messySheets } from '../../support/messy-sheets.ts'

const ROWS = 120
const COLUMNS: Readonly<Record<keyof Meant, string>> = {
  recordId: 'record_id',
  fullName: 'full_name',
  birthDate: 'birth_date',
  sex: 'sex',
  idNumber: 'id_number',
  phone: 'phone',
  commune: 'commune',
}
/** The error or repair that speaks of a field when it was not read as it stands. */
const REMARKS: Readonly<Record<string, RegExp>> = {
  fullName: /name|legacy/u,
  birthDate: /birth/u,
  sex: /sex/u,
  phone: /phone/u,
}

test('G14 of the messy sheets at least 99 cells in 100 are right, every repaired cell is listed, and nothing is guessed in silence', async () => {
  const told: string[] = []
  const silent: string[] = []
  let [right, all] = [0, 0]
  for (const { name, fileName, bytes, meant } of await messySheets(ROWS)) {
    const read = await recordSheets.read(bytes, fileName)
    if (!read.ok) throw new Error(`${name}: ${read.reason} ${read.missing}`)
    expect(read.rows, name).toHaveLength(ROWS)
    let [fine, repaired] = [0, 0]
    for (const [index, row] of read.rows.entries()) {
      repaired += row.repairs.length
      for (const [field, column] of Object.entries(COLUMNS)) {
        const [want, got] = [meant[index]?.[field as keyof Meant] ?? null, row.facts?.[column] ?? null]
        all += 1
        if (want === got) fine += 1
        else if (got !== null && !row.errors.some((error) => REMARKS[field]?.test(error)))
          silent.push(`${name}: ${field} of row ${row.rowNo}: ${got} instead of ${want}`)
      }
    }
    right += fine
    told.push(`${name}: ${((100 * fine) / (ROWS * 7)).toFixed(2)} %, ${repaired} repaired`)
  }
  const figure = `${((100 * right) / all).toFixed(3)} % of ${all} cells right`
  process.stdout.write(`G14 ${figure}\n${told.map((line) => `  ${line}\n`).join('')}`)
  expect(silent).toEqual([])
  expect(right / all, told.join('\n')).toBeGreaterThanOrEqual(0.99)
})

test('G14 a cell merged over five lines says the same for all five, and the four below are listed', async () => {
  const sheet = (await messySheets(10)).find(({ name }) => name.includes('merged'))!
  const read = await recordSheets.read(sheet.bytes, sheet.fileName)
  const rows = read.ok ? read.rows : []
  expect(rows.map((row) => row.facts?.commune)).toEqual(Array.from({ length: 10 }, () => 'Xã Mẫu'))
  expect(rows.map((row) => row.repairs.filter(({ why }) => why === 'merged_cell').length)).toEqual([
    0, 1, 1, 1, 1, 0, 1, 1, 1, 1,
  ])
})

test('G14 a column that proves both orders of day and month leaves every day unread that could be either', async () => {
  const lines = ['13/05/1990', '05/14/1990', '03/04/1990', '25/12/1980', '12/30/1980'].map(
    (date, n) => `S${n},Nguyễn Thị Mẫu,${date},Nữ,`,
  )
  const csv = ['Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD', ...lines].join('\n')
  const read = await recordSheets.read(Buffer.from(csv), 'hai-kieu.csv')
  const rows = read.ok ? read.rows : []
  expect(rows.map((row) => [row.facts?.birth_date, row.errors])).toEqual([
    ['1990-05-13', []],
    ['1990-05-14', []],
    [null, ['birth_date_unreadable']],
    ['1980-12-25', []],
    ['1980-12-30', []],
  ])
})
