import { z } from 'zod'
import { readBirthDate } from '../../core/domain/person/birth-date.ts'
import { readCitizenId } from '../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../core/domain/person/full-name.ts'
import { readLegacyText } from '../../core/domain/person/legacy-text.ts'
import { readPhone } from '../../core/domain/person/phone.ts'
import { readSex } from '../../core/domain/person/sex.ts'
import type { ResultRow as ResultFacts } from '../../core/ports/services.ts'
import { readMatchResult } from './match-result-text.ts'

/** The cells of one row of the Platform's verification list; a field is absent when the list has no such column. */
export const ResultRow = z.object({
  recordId: z.string(),
  result: z.string(),
  fullName: z.string().optional(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  idNumber: z.string().optional(),
  phone: z.string().optional(),
})
export type ResultRow = z.infer<typeof ResultRow>

export type ResultRead = { row: ResultFacts | null; errors: string[] }

export function readResultRow(cells: ResultRow): ResultRead {
  if (cells.recordId === '') return { row: null, errors: ['record_id_missing'] }
  const result = readMatchResult(cells.result)
  if (result === null) return { row: null, errors: ['result_unreadable'] }
  const row: ResultFacts = { recordId: cells.recordId, result }
  if (cells.fullName !== undefined) row.fullName = readFullName(readLegacyText(cells.fullName)?.text ?? cells.fullName)
  if (cells.birthDate !== undefined) row.birthDate = readBirthDate(cells.birthDate)?.date ?? null
  if (cells.sex !== undefined) row.sex = readSex(cells.sex)
  if (cells.idNumber !== undefined) row.idNumber = numberAsShown(cells.idNumber)
  if (cells.phone !== undefined) row.phone = readPhone(cells.phone)
  return { row, errors: [] }
}

/** A malformed number is kept as it stands: only so the read-back can tell that nothing has changed. */
function numberAsShown(text: string): string | null {
  const id = readCitizenId(text)
  if (id.kind === 'none') return null
  return id.kind === 'malformed' ? text.trim() : id.number
}
