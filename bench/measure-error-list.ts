import { randomUUID } from 'node:crypto'
import type { Officer } from '../core/ports/staff.ts'
import { openErrorList } from '../core/use-cases/error-list/open-error-list.ts'
import { applyImport, requestApply } from '../core/use-cases/imports/apply-import.ts'
import { readImport } from '../core/use-cases/imports/read-import.ts'
import { uploadImport } from '../core/use-cases/imports/upload-import.ts'
import { createApp } from '../platform/app.ts'
import { openDatabase } from '../platform/database/database.ts'
import { openPhotoDesk } from '../platform/photos/photo-desk.ts'
import { writeSheet } from '../platform/sheets/write-sheet.ts'
import { insertPracticeUnits } from '../test/support/people.ts'

const ROWS = 15_000
const KINDS = ['no_id', 'malformed_id', 'wrong_facts'] as const

/** The Platform's error list of 15,000 people (features E14): from the file to the worklist, and how many stand in the right class. */
export async function measureErrorList(databaseUrl: string, filesDir: string): Promise<string> {
  const db = openDatabase(databaseUrl, () => undefined, 4)
  const photos = openPhotoDesk()
  const given = {
    photos,
    masterKey: Buffer.alloc(32, 7),
    filesDir,
    s3: null,
    publicUrl: 'http://localhost',
    practice: true,
  }
  const app = createApp(db, given)
  await insertPracticeUnits(db)
  const bytes = await writeSheet({
    sheetName: 'Danh sách lỗi',
    columns: HEADS.map((header) => ({ header })),
    rows: rows(),
  })
  const started = performance.now()
  const run = await uploadImport(app, {
    officer: null,
    unitId: 'tyt-mau',
    fileName: 'loi.xlsx',
    bytes,
    rowsDeclared: ROWS,
  })
  if (!run.ok) throw new Error(`The import objects: ${run.objection.code}`)
  const { importId } = run.value
  await readImport(app, { importId })
  await requestApply(app, { importId, officer: null })
  await applyImport(app, { importId })
  const seconds = (performance.now() - started) / 1_000
  const people = await db.selectFrom('people').select(['record_id', 'class']).execute()
  const right = people.filter(({ record_id, class: found }) => found === KINDS[Number(record_id.slice(1)) % 3]).length
  const officer = { kind: 'staff', staffId: randomUUID(), role: 'clerk', unitId: 'tyt-mau' } as unknown as Officer
  await db.insertInto('staff').values(staffRow(officer.staffId)).execute()
  const opening = performance.now()
  await openErrorList(app, { officer, errorClass: null, standing: null, after: '' })
  const opened = performance.now() - opening
  await photos.close()
  await db.destroy()
  const share = ((100 * right) / ROWS).toFixed(2)
  return `error list of ${ROWS}: imported in ${seconds.toFixed(1)} s (allowed: 60), ${share} % in the right class (asked: 99), opened in ${opened.toFixed(0)} ms`
}

const HEADS = [
  'Mã đối tượng',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'CCCD/CMND/Hộ chiếu',
  'Số điện thoại',
  'Địa chỉ',
  'Kết quả xác minh',
]

/** A third each: no number, a malformed one in the ways Excel makes them, and facts that the match called wrong. */
function rows(): (string | null)[][] {
  return Array.from({ length: ROWS }, (_, at) => {
    const born = 1940 + (at % 60)
    const day = `${String(1 + (at % 28)).padStart(2, '0')}/${String(1 + (at % 12)).padStart(2, '0')}/${born}`
    const century = born < 2000 ? '0' : '2'
    const whole = `079${century}${String(born % 100).padStart(2, '0')}${String(at).padStart(6, '0')}`
    const malformed = [
      whole.slice(1),
      `${whole.slice(0, 11)}`,
      `${whole}.0`.slice(0, 9).concat('X'),
      '000000000000',
      whole.concat('1'),
    ]
    const number = [null, malformed[Math.floor(at / 3) % malformed.length] ?? null, whole][at % 3] ?? null
    const result = at % 3 === 2 ? 'Sai thông tin' : null
    return [
      `S${at}`,
      `Nguyễn Văn ${GIVEN[at % GIVEN.length]}`,
      day,
      'Nam',
      number,
      null,
      `Thôn ${1 + (at % 9)}`,
      result,
    ]
  })
}

const GIVEN = ['An', 'Bình', 'Cường', 'Dũng', 'Hải', 'Khoa', 'Long', 'Minh', 'Nam', 'Phúc']

function staffRow(id: string) {
  const secret = { password_hash: 'unset', totp_secret: Buffer.alloc(0) }
  return { id, login: `bench-${id.slice(0, 8)}`, full_name: 'Cán bộ Đo', unit_id: 'tyt-mau', role: 'clerk', ...secret }
}
