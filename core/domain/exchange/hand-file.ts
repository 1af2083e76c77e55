import { formatPlatformDate } from './import-template.ts'
import { DOSE_FORM_ORDER, inFormOrder } from './platform-form.ts'
import type { Snapshot } from './snapshot.ts'

/** Columns of a file of single values, for what is typed by hand: removals, and the way back from a sheet of cards (features G08, G13). */
export const HAND_FILE_COLUMNS = [
  { header: 'STT', width: 6 },
  { header: 'Mã đối tượng', width: 20 },
  { header: 'Họ và tên', width: 28 },
  { header: 'Mã mũi tiêm', width: 20 },
  { header: 'Mục', width: 18 },
  { header: 'Đang có', width: 28 },
  { header: 'Sửa thành', width: 28 },
] as const

/** Names of the Platform's form, as they stand on its own pages. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  fullName: 'Họ và tên',
  birthDate: 'Ngày sinh',
  sex: 'Giới tính',
  idNumber: 'CCCD/CMND/Hộ chiếu',
  phone: 'Số điện thoại',
  number: 'Mũi số',
  givenOn: 'Ngày tiêm',
  vaccine: 'Loại vắc xin',
  lot: 'Số lô',
  place: 'Cơ sở tiêm',
  removed: 'Xóa mũi',
}

export interface HandFileRow {
  recordId: string
  fullName: string
  from: Snapshot
  to: Snapshot
  /** The Platform's id of a dose by ours; a dose that is not there yet has none. */
  platformDoseIdOf(doseId: string): string | null
}

/** One line per value, in the order of the form. */
export function handFileLines(rows: readonly HandFileRow[]): (string | null)[][] {
  const lines = rows.flatMap((row) => inFormOrder(Object.keys(row.to)).map((path) => lineOf(row, path)))
  return lines.map((line, index) => [String(index + 1), ...line])
}

function lineOf(row: HandFileRow, path: string): (string | null)[] {
  const [, doseId = null, key = path] = /^dose\.(.+)\.([^.]+)$/u.exec(path) ?? []
  const dose = doseId === null ? null : (row.platformDoseIdOf(doseId) ?? 'Mũi mới')
  const shown = (value: string | null) => asShown(key, value)
  return [
    row.recordId,
    row.fullName,
    dose,
    FIELD_NAMES[key] ?? key,
    shown(row.from[path] ?? null),
    shown(row.to[path] ?? null),
  ]
}

function asShown(key: string, value: string | null): string | null {
  if (key === 'removed') return value === null ? 'Giữ' : 'Xóa'
  if (value === null) return null
  if (key === 'birthDate' || key === 'givenOn') return formatPlatformDate(value)
  if (key === 'sex') return value === 'male' ? 'Nam' : 'Nữ'
  return key === 'phone' ? value.replace(/^\+84/u, '0') : value
}

/** Every value of a dose, so that a dose that was taken away can be typed again. */
export const DOSE_VALUES = DOSE_FORM_ORDER.filter((key) => key !== 'removed')
