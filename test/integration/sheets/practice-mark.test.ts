import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SHEET_COLUMNS } from '../../../core/domain/sheet/sheet-row.ts'
import type { App } from '../../../core/ports/app.ts'
import { makeImportFile } from '../../../core/use-cases/exchange/import-file.ts'
import { createApp } from '../../../platform/app.ts'
import { readWorkbook } from '../../fakes/platform/read-workbook.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
let real: App
beforeAll(async () => {
  house = await openTestHouse()
  const { photos, settings } = house.app
  const parts = { masterKey: Buffer.alloc(32, 7), filesDir: '', s3: null, photos, publicUrl: settings.publicUrl }
  real = createApp(house.db, { ...parts, practice: false })
})
afterAll(() => house.close())

const PASSWORD = 'AAAA-BBBB-CCCC-DDDD'
const tabOf = async (bytes: Buffer, password?: string) =>
  (await readXlsx(new Uint8Array(bytes), password ? { password } : {})).sheets[0]
const peopleFile = ({ sheets }: App) =>
  sheets.write({
    sheetName: 'Danh sách',
    columns: Object.values(SHEET_COLUMNS).map((header) => ({ header })),
    rows: [['Nguyễn Thị Ví Dụ', '17/05/1990', 'Nữ', '001190000000', '', 'Sai họ tên', 'Nguyễn Thị Ví Dụng', '']],
  })
const HEADS = ['Mã đối tượng', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'CCCD/CMND/Hộ chiếu']
const errorFile = ({ recordSheets }: App) =>
  recordSheets.withReasons(HEADS, [{ cells: ['0007', 'Lê Văn Mẫu', '17/05/1990', 'Nam', '12'], reasons: ['Sai số.'] }])
const policeFile = ({ policeWorkbooks }: App) => {
  const of = { id: house.app.newId(), number: '7/2026/TYT', sha256: 'ab12', drawnUpOn: '2026-11-17' }
  const units = { unitName: 'Trạm Y tế xã Mẫu', policeUnitName: 'Công an xã Mẫu' }
  const row = {
    rowNo: 1,
    fullName: 'Lê Văn Mẫu',
    birthDate: '1990-05-17',
    sex: 'male',
    idNumber: '001190000000',
  } as const
  return policeWorkbooks.write({ ...of, ...units, rows: [row] }, PASSWORD)
}

test('K08 every workbook of a practice installation says so on its tab, that of the police in its first line; a real one does not', async () => {
  const record = await house.person({})
  for (const [app, isPractice] of [
    [house.app, true],
    [real, false],
  ] as const) {
    const files = [await peopleFile(app), await errorFile(app), await makeImportFile(app, [{ record, after: {} }])]
    for (const file of files) expect((await tabOf(file))?.name.startsWith('TẬP HUẤN - ')).toBe(isPractice)
    const title = (await tabOf(await policeFile(app), PASSWORD))?.rows[0]?.[0]
    expect(String(title).endsWith(' · TẬP HUẤN. KHÔNG CÓ GIÁ TRỊ')).toBe(isPractice)
  }
})

test('K08 a marked workbook that comes back is read like any other', async () => {
  const { app } = house
  const people = await app.sheets.readPeople(await peopleFile(app), { rows: 10 })
  expect(people.ok && people.sheet.rows.map(({ typed }) => typed.fullName)).toEqual(['Nguyễn Thị Ví Dụ'])
  const records = await app.recordSheets.read(await errorFile(app), 'loi.xlsx')
  expect(records.ok && records.rows.map(({ recordId }) => recordId)).toEqual(['0007'])
  const record = await house.person({})
  expect(await readWorkbook(await makeImportFile(app, [{ record, after: {} }]))).toMatchObject([
    { recordId: record.recordId },
  ])
  const book = await app.policeWorkbooks.read(await policeFile(app), PASSWORD)
  expect(book).toMatchObject({ ok: true, number: '7/2026/TYT', sha256: 'ab12', rows: [{ rowNo: 1 }] })
})
