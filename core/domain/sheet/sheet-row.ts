import type { Correction } from '../citizen/report-draft.ts'
import { readBirthDate } from '../person/birth-date.ts'
import { readCitizenId } from '../person/citizen-id.ts'
import { readFullName } from '../person/full-name.ts'
import { foldMarks } from '../person/marks.ts'
import { isCompleteName } from '../person/name-completeness.ts'
import { type PhoneE164, readPhone } from '../person/phone.ts'
import { readSex } from '../person/sex.ts'

/** What a sheet may ask for, in the words people write into its column (features B10): types that need no further question. */
export const SHEET_TYPES = {
  WRONG_NAME: { field: 'fullName', label: 'Họ và tên' },
  WRONG_DOB: { field: 'birthDate', label: 'Ngày sinh' },
  WRONG_SEX: { field: 'sex', label: 'Giới tính' },
  WRONG_OR_MISSING_ID: { field: 'idNumber', label: 'Số căn cước' },
  NO_PASSPORT_YET: { field: null, label: 'Chưa có hộ chiếu vắc xin' },
} as const

export type SheetType = keyof typeof SHEET_TYPES

/** Columns by our names, with the heads of the template. */
export const SHEET_COLUMNS = {
  fullName: 'Họ và tên',
  birthDate: 'Ngày sinh',
  sex: 'Giới tính',
  idNumber: 'Số căn cước',
  phone: 'Số điện thoại',
  type: 'Điều cần sửa',
  correct: 'Giá trị đúng',
  note: 'Ghi chú',
} as const

export type SheetColumn = keyof typeof SHEET_COLUMNS

/** One person as the sheet tells it. */
export interface SheetPerson {
  fullName: string
  /** YYYY-MM-DD */
  birthDate: string
  sex: 'male' | 'female'
  idNumber: string | null
  phone: PhoneE164 | null
  type: SheetType
  corrections: Correction[]
  note: string | null
}

/** Sentences stand at household.errors.<code>. */
export const ROW_ERRORS = ['name', 'birthDate', 'sex', 'idNumber', 'phone', 'type', 'correct', 'twice'] as const

export type RowError = (typeof ROW_ERRORS)[number]

export type ReadRow = { ok: true; person: SheetPerson } | { ok: false; errors: RowError[] }

/** Reads one line of strangers' typing. `today` YYYY-MM-DD: nobody is born tomorrow. */
export function readSheetRow(typed: Readonly<Partial<Record<SheetColumn, string>>>, today: string): ReadRow {
  const at = (column: SheetColumn) => (typed[column] ?? '').normalize('NFC').trim()
  const name = readFullName(at('fullName'))
  const fullName = name && isCompleteName(name) ? name : null
  const born = readBirthDate(at('birthDate'))
  const birthDate = born && born.date <= today ? born.date : null
  const sex = readSex(at('sex'))
  const id = readCitizenId(at('idNumber'))
  const phone = at('phone') === '' ? null : readPhone(at('phone'))
  const type = typeOf(at('type'))
  const correction = type ? correctionOf(type, at('correct'), today) : null
  const errors: (RowError | false)[] = [
    !fullName && 'name',
    !birthDate && 'birthDate',
    !sex && 'sex',
    id.kind === 'malformed' && 'idNumber',
    at('phone') !== '' && !phone && 'phone',
    !type && 'type',
    correction === 'unreadable' && 'correct',
  ]
  const wrong = errors.filter((one) => one !== false)
  if (wrong.length > 0 || !fullName || !birthDate || !sex || !type || correction === 'unreadable')
    return { ok: false, errors: wrong }
  const idNumber = id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null
  const corrections = correction ? [correction] : []
  const note = at('note').slice(0, 1_000) || null
  return { ok: true, person: { fullName, birthDate, sex, idNumber, phone, type, corrections, note } }
}

function typeOf(text: string): SheetType | null {
  const fold = (one: string) => foldMarks(one).toLowerCase().replace(/\s+/g, ' ')
  const found = Object.entries(SHEET_TYPES).find(([, { label }]) => fold(label) === fold(text))
  return (found?.[0] as SheetType | undefined) ?? null
}

/** Null: this type needs no value. */
function correctionOf(type: SheetType, text: string, today: string): Correction | null | 'unreadable' {
  const { field } = SHEET_TYPES[type]
  if (field === null) return null
  const correct = READ[field](text, today)
  return correct === null ? 'unreadable' : { field, correct, source: 'typed' }
}

const READ: Record<
  NonNullable<(typeof SHEET_TYPES)[SheetType]['field']>,
  (text: string, today: string) => string | null
> = {
  fullName: (text) => {
    const name = readFullName(text)
    return name && isCompleteName(name) ? name : null
  },
  birthDate: (text, today) => {
    const born = readBirthDate(text)
    return born && born.date <= today ? born.date : null
  },
  sex: readSex,
  idNumber: (text) => {
    const id = readCitizenId(text)
    return id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null
  },
}
