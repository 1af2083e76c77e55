import { z } from 'zod'
import { type DateOrder, type DateReading, readDate } from '../../core/domain/person/birth-date.ts'
import { readCitizenId } from '../../core/domain/person/citizen-id.ts'
import { type FullName, foldName, readFullName } from '../../core/domain/person/full-name.ts'
import { readLegacyText } from '../../core/domain/person/legacy-text.ts'
import { repairMarks } from '../../core/domain/person/marks.ts'
import { readPhone } from '../../core/domain/person/phone.ts'
import { classifyRecord, type RecordClass } from '../../core/domain/person/record-class.ts'
import { readSex } from '../../core/domain/person/sex.ts'
import { readMatchResult } from './match-result-text.ts'
import { nationalityCode } from './nationality-code.ts'

const cell = z.string().default('')

/** The cells of one row of the Platform's export by our names. */
export const RecordRow = z.object({
  recordId: cell,
  fullName: cell,
  birthDate: cell,
  sex: cell,
  idNumber: cell,
  phone: cell,
  nationality: cell,
  ethnicity: cell,
  priorityGroup: cell,
  province: cell,
  district: cell,
  commune: cell,
  address: cell,
  facility: cell,
  matchResult: cell,
})
export type RecordRow = z.infer<typeof RecordRow>

/** A cell whose text we changed in meaning to read it: shown to a clerk, never done in silence (features G14). */
export type Repair = {
  field: string
  from: string
  to: string
  why: 'legacy_font' | Exclude<DateReading, 'day_first' | 'iso' | 'compact'>
}

/** `facts` by the columns of the table people. Errors without facts refuse the row; with facts they are remarks. */
export type RecordRead = {
  errors: string[]
  class: RecordClass | null
  facts: Record<string, unknown> | null
  repairs: Repair[]
}

/** Reads one row. Wrong facts are mirrored as they are, for they are the reason of our work; only a row without id or name is refused. */
export function readRecordRow(row: RecordRow, order: DateOrder | 'mixed'): RecordRead {
  const errors = [row.recordId === '' && 'record_id_missing', row.fullName === '' && 'name_missing'].filter(isCode)
  if (errors.length > 0) return { errors, class: null, facts: null, repairs: [] }
  const name = readName(row.fullName)
  const birth = readBirth(row.birthDate, order)
  const sex = readSex(row.sex)
  const phone = readPhone(row.phone)
  const id = readCitizenId(row.idNumber)
  const nationality = nationalityCode(row.nationality)
  const matchResult = readMatchResult(row.matchResult)
  const recordClass = classifyRecord(
    { id, idText: row.idNumber, nationality, birthDate: birth.read?.value ?? null, sex },
    matchResult,
  )
  const remarks = [
    name.error,
    birth.error,
    sex === null && row.sex !== '' && 'sex_unreadable',
    phone === null && row.phone !== '' && 'phone_unreadable',
  ]
  return {
    errors: remarks.filter(isCode),
    class: recordClass,
    repairs: [...name.repairs, ...birth.repairs],
    facts: {
      record_id: row.recordId,
      full_name: name.text,
      name_folded: foldName(name.text as FullName),
      birth_date: birth.read?.value.date ?? null,
      birth_precision: birth.read?.value.precision ?? 'unknown',
      birth_text: row.birthDate,
      sex,
      id_number: id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null,
      id_text: row.idNumber,
      nationality,
      phone,
      ...textFacts(row),
      class: recordClass,
      match_result: matchResult,
    },
  }
}

function textFacts(row: RecordRow): Record<string, string | null> {
  const text = (value: string) => (value === '' ? null : repairMarks(value))
  return {
    ethnicity: text(row.ethnicity),
    priority_group: text(row.priorityGroup),
    province: text(row.province),
    district: text(row.district),
    commune: text(row.commune),
    address: text(row.address),
    facility: text(row.facility),
  }
}

type NameRead = { text: string; error: string | null; repairs: Repair[] }

/** A name of an old font is converted and listed; what is no name is kept as the Platform holds it, and said. */
function readName(text: string): NameRead {
  const legacy = readLegacyText(text)
  if (legacy !== null) {
    const repair: Repair = { field: 'fullName', from: text, to: legacy.text, why: 'legacy_font' }
    return { text: readFullName(legacy.text) ?? legacy.text, error: 'legacy_font', repairs: [repair] }
  }
  const name = readFullName(text)
  return name === null
    ? { text: repairMarks(text), error: 'name_unreadable', repairs: [] }
    : { text: name, error: null, repairs: [] }
}

type BirthRead = { read: ReturnType<typeof readDate>; error: string | null; repairs: Repair[] }

/** In a column that mixes both orders, a day that could be either is left unread. */
function readBirth(text: string, order: DateOrder | 'mixed'): BirthRead {
  if (text === '') return { read: null, error: 'birth_date_missing', repairs: [] }
  const read = readDate(text, order === 'mixed' ? 'day_first' : order)
  const other = order === 'mixed' ? readDate(text, 'month_first') : read
  if (read === null || read.value.date !== other?.value.date)
    return { read: null, error: 'birth_date_unreadable', repairs: [] }
  if (read.reading === 'day_first' || read.reading === 'iso' || read.reading === 'compact')
    return { read, error: null, repairs: [] }
  return { read, error: null, repairs: [{ field: 'birthDate', from: text, to: read.value.date, why: read.reading }] }
}

function isCode(code: string | false | null): code is string {
  return typeof code === 'string'
}
