import { z } from 'zod'
import type { LegalFacts } from '../../core/domain/exchange/frozen-list.ts'
import { HAMLET_ANSWERS } from '../../core/domain/hamlet/hamlet-answer.ts'
import { readWholeDay } from '../../core/domain/person/birth-date.ts'
import { readCitizenId } from '../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../core/domain/person/full-name.ts'
import { isStorableText } from '../../core/domain/storable-text.ts'
import type { RowAnswer } from '../../core/use-cases/hamlet/take-hamlet-answers.ts'

/** One row as it was typed: `answer-7`, `fullName-7`, … */
export type TypedRow = Record<'answer' | 'fullName' | 'birthDate' | 'sex' | 'idNumber' | 'note', string>

export type TypedField = keyof TypedRow

export interface ReadRows {
  answers: RowAnswer[]
  /** Rows that cannot be taken as typed, with the field that says why. */
  faults: { rowNo: number; field: TypedField }[]
  /** What was typed in the rows above, so that nobody types it twice. */
  typed: ReadonlyMap<number, TypedRow>
}

const FIELDS = ['answer', 'fullName', 'birthDate', 'sex', 'idNumber', 'note'] as const
const Text = z.string().trim().max(300).refine(isStorableText).catch('')
const Answer = z.enum(HAMLET_ANSWERS)

/** Rows without an answer are left for another day; with `rest` they are right. */
export function readRows(form: Readonly<Record<string, unknown>>, rest = false): ReadRows {
  const read: ReadRows & { typed: Map<number, TypedRow> } = { answers: [], faults: [], typed: new Map() }
  for (const name of Object.keys(form)) {
    const rowNo = Number(/^version-(\d{1,3})$/.exec(name)?.[1] ?? 0)
    const version = Number(form[name])
    if (rowNo === 0 || !Number.isInteger(version)) continue
    const typed = typedRow(form, rowNo)
    const answer = Answer.safeParse(typed.answer || (rest ? 'right' : ''))
    if (!answer.success) continue
    const { corrected, fault } = readCorrections(typed)
    read.typed.set(rowNo, typed)
    if (fault && answer.data === 'wrong') read.faults.push({ rowNo, field: fault })
    else read.answers.push({ rowNo, version, answer: answer.data, corrected, note: typed.note || null })
  }
  return read
}

function typedRow(form: Readonly<Record<string, unknown>>, rowNo: number): TypedRow {
  const row = FIELDS.map((field) => [field, Text.parse(form[`${field}-${rowNo}`] ?? '')])
  return Object.fromEntries(row) as TypedRow
}

/** Only a whole date and a whole number correct anything: what is half known is a note. */
function readCorrections(typed: TypedRow): { corrected: Partial<LegalFacts>; fault: TypedField | null } {
  const id = readCitizenId(typed.idNumber)
  const read = {
    fullName: readFullName(typed.fullName),
    birthDate: readWholeDay(typed.birthDate),
    sex: typed.sex === 'male' || typed.sex === 'female' ? typed.sex : null,
    idNumber: id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null,
  }
  const fields = Object.keys(read) as (keyof typeof read)[]
  const fault = fields.find((field) => typed[field] !== '' && read[field] === null) ?? null
  const given = fields.filter((field) => read[field] !== null).map((field) => [field, read[field]])
  return { corrected: Object.fromEntries(given), fault }
}
