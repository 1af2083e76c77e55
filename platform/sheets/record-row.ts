import { z } from 'zod'
import { type DateOrder, readDate } from '../../core/domain/person/birth-date.ts'
import { readCitizenId } from '../../core/domain/person/citizen-id.ts'
import { type FullName, foldName, readFullName } from '../../core/domain/person/full-name.ts'
import { nationalPhone, type PhoneE164, readPhone } from '../../core/domain/person/phone.ts'
import { classifyRecord, type RecordClass } from '../../core/domain/person/record-class.ts'
import { readSex } from '../../core/domain/person/sex.ts'
import type { CellRepair } from '../../core/ports/record-sheets.ts'
import { readMatchResult } from './match-result-text.ts'
import { nationalityCode } from './nationality-code.ts'
import { type ColumnFont, type FontOf, readText } from './read-text.ts'

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

/** `facts` by the columns of the table people. Errors without facts refuse the row; with facts they are remarks. */
export type RecordRead = {
  errors: string[]
  class: RecordClass | null
  facts: Record<string, unknown> | null
  repairs: CellRepair[]
}

/** Reads one row. Wrong facts are mirrored as they are, for they are the reason of our work; only a row without id or name is refused. */
export function readRecordRow(row: RecordRow, order: DateOrder | 'mixed', fontOf: FontOf): RecordRead {
  const errors = [row.recordId === '' && 'record_id_missing', row.fullName === '' && 'name_missing'].filter(isCode)
  if (errors.length > 0) return { errors, class: null, facts: null, repairs: [] }
  const name = readName(row.fullName, fontOf('fullName'))
  const birth = readBirth(row.birthDate, order)
  const sexText = readText('sex', row.sex, fontOf('sex'))
  const sex = readSex(sexText.text ?? '')
  const phone = readPhone(row.phone)
  const id = readCitizenId(row.idNumber)
  const nationality = nationalityCode(row.nationality)
  const matchResult = readMatchResult(row.matchResult)
  const recordClass = classifyRecord(
    { id, idText: row.idNumber, nationality, birthDate: birth.read?.value ?? null, sex },
    matchResult,
  )
  const texts = textFacts(row, fontOf)
  const [noSex, noPhone] = [sex === null && row.sex !== '', phone === null && row.phone !== '']
  const remarks = [name.error, birth.error, noSex && 'sex_unreadable', noPhone && 'phone_unreadable']
  const repaired = [name, birth, sexText, { repairs: phoneRepairs(row.phone, phone) }, texts]
  return {
    errors: [...remarks, ...texts.doubts].filter(isCode),
    class: recordClass,
    repairs: repaired.flatMap(({ repairs }) => repairs),
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
      ...texts.facts,
      class: recordClass,
      match_result: matchResult,
    },
  }
}

const TEXTS = ['ethnicity', 'priorityGroup', 'province', 'district', 'commune', 'address', 'facility'] as const
const TEXT_COLUMN: Partial<Record<(typeof TEXTS)[number], string>> = { priorityGroup: 'priority_group' }

/** Text of an old font is never stored: it is converted and listed, like a name. */
function textFacts(row: RecordRow, fontOf: FontOf) {
  const read = TEXTS.map((field) => ({ field, ...readText(field, row[field], fontOf(field)) }))
  return {
    facts: Object.fromEntries(read.map(({ field, text }) => [TEXT_COLUMN[field] ?? field, text])),
    repairs: read.flatMap(({ repairs }) => repairs),
    doubts: read.some(({ error }) => error === 'legacy_font_doubt') ? ['legacy_font_doubt'] : [],
  }
}

/** Digits an operator took away in 2018 are a change of meaning; dots and a country code are not. */
function phoneRepairs(from: string, phone: PhoneE164 | null): CellRepair[] {
  const digits = from.replace(/\D/gu, '').replace(/^84/u, '0')
  if (!phone || !/^0?1\d{9}$/u.test(digits)) return []
  return [{ field: 'phone', from, to: nationalPhone(phone), why: 'phone_2018' }]
}

type NameRead = { text: string; error: string | null; repairs: CellRepair[] }

/** What is no name is kept as the Platform holds it, and said. */
function readName(typed: string, font: ColumnFont): NameRead {
  const { text, error, repairs } = readText('fullName', typed, font)
  const name = readFullName(text ?? typed)
  return { text: name ?? text ?? typed, error: error ?? (name === null ? 'name_unreadable' : null), repairs }
}

type BirthRead = { read: ReturnType<typeof readDate>; error: string | null; repairs: CellRepair[] }

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
